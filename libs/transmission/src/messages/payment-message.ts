import { lifecycleMessageFor, TAX_PORTAL, type LifecycleMessage } from '@onefacture/formats';
import { PREPAYMENT_TYPES, ZERO, type Decimal, type Invoice } from '@onefacture/invoice';
import { buyerParty, sellerStatement } from './seller-statement.js';

/** One payment that a seller states (212). */
export interface PaymentStatement {
  /** MDT-4, unique for this seller. */
  readonly id: string;
  /** When it is stated: MDT-78 and MDT-8. */
  readonly at: Date;
  /** Civil date of the payment. */
  readonly date: string;
  /** With VAT, per VAT rate in percent; negative takes an earlier payment back. */
  readonly amounts: readonly { readonly vat_rate: Decimal; readonly amount: Decimal }[];
  /** What is left to pay afterwards; stated (RAP) when above zero. */
  readonly left: Decimal;
  /** When the platform took the invoice (200); MDT-95. */
  readonly receivedAt?: Date | undefined;
}

/**
 * The lifecycle message by which the seller says what he received: code 212 with one MEN amount per VAT rate
 * (BR-FR-CDV-14), the value date in MDT-219 as midday UTC, which is the same day in Paris. It goes to the buyer, and is
 * addressed to the tax portal too where VAT falls due on collection (XP Z12-012, reform card §6). A negative amount
 * carries a comment (DGFiP rules P1.15 to P1.17), a partial payment what is left.
 * Throws AppError `invoice.not_submittable` when a party cannot be addressed.
 */
export function paymentMessage(invoice: Invoice, payment: PaymentStatement): LifecycleMessage {
  const value = `${payment.date}T12:00:00.000Z`;
  return lifecycleMessageFor({
    ...sellerStatement(invoice, payment.receivedAt),
    id: payment.id,
    code: '212',
    at: payment.at.toISOString(),
    to: [buyerParty(invoice), ...(isTaxedOnCollection(invoice) ? [TAX_PORTAL] : [])],
    amounts: payment.amounts.map(({ vat_rate, amount }) => ({ vat_rate, amount, at: value })),
    characteristics: payment.left.greaterThan(ZERO)
      ? [{ type: 'RAP', amount: payment.left, currency: invoice.currency }]
      : [],
    ...(payment.amounts.some(({ amount }) => amount.isNegative())
      ? { reason: { comment: "Annulation ou remboursement d'un encaissement" } }
      : {}),
  });
}

/** Services and deposits that bear French VAT; frames of digit 7 were reported already. */
function isTaxedOnCollection({ billing_frame: frame = '', type_code, vat_breakdown }: Invoice): boolean {
  const taxed = vat_breakdown.some(({ tax_category }) => tax_category === 'S');
  return taxed && !frame.endsWith('7') && (/^[SM]/.test(frame) || PREPAYMENT_TYPES.has(type_code));
}
