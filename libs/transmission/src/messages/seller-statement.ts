import { AppError } from '@onefacture/errors';
import type { LifecycleStatement, MessageParty } from '@onefacture/formats';
import type { Invoice, Party } from '@onefacture/invoice';

/** What each statement of a seller begins with. */
export type SellerStatement = Pick<LifecycleStatement, 'invoice' | 'from' | 'currency'>;

/**
 * A statement of the seller about his invoice, with its MDT-95 where the platform has taken it.
 * Throws AppError `invoice.not_submittable` when the seller has no SIREN.
 */
export function sellerStatement(invoice: Invoice, receivedAt: Date | undefined): SellerStatement {
  const { number, type_code, issue_date, seller, currency } = invoice;
  const siren = sirenOf('seller', seller);
  return {
    invoice: {
      number,
      type_code,
      issue_date,
      seller_siren: siren,
      ...(receivedAt ? { received_at: receivedAt.toISOString() } : {}),
    },
    from: { role: 'SE', id: { scheme: '0002', value: siren }, name: seller.name },
    currency,
  };
}

/** The buyer as recipient of a message. Throws AppError `invoice.not_submittable` when he has no SIREN. */
export function buyerParty({ buyer }: Invoice): MessageParty {
  return {
    role: 'BY',
    id: { scheme: '0002', value: sirenOf('buyer', buyer) },
    name: buyer.name,
    ...(buyer.electronic_address ? { electronic_address: buyer.electronic_address } : {}),
  };
}

function sirenOf(name: 'seller' | 'buyer', { siren }: Party): string {
  if (siren !== undefined) return siren;
  throw new AppError('invoice.not_submittable', { detail: `The ${name} has no SIREN, so no message can name it.` });
}
