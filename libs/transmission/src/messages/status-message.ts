import { lifecycleMessageFor, type LifecycleMessage, type MessageParty } from '@onefacture/formats';
import type { Invoice } from '@onefacture/invoice';
import type { StatusBody } from '../commands/status-body.js';
import { buyerParty, sellerStatement } from './seller-statement.js';

/** When and under what id a status is stated. */
export interface StatedAt {
  /** MDT-4, unique for this seller. */
  readonly id: string;
  readonly at: Date;
  /** When the platform took the invoice (200); MDT-95. */
  readonly receivedAt?: Date | undefined;
}

/**
 * The lifecycle message by which the seller completes (209), cancels (220), assigns (225, 226, 228) his invoice or
 * names another account to pay (227; characteristic CBB with the IBAN). It goes to the buyer and, where a factor is
 * named, to him too; 226 to him alone.
 * Throws AppError `request.invalid` with what the code does not take, `invoice.not_submittable` without SIRENs.
 */
export function statusMessage(invoice: Invoice, body: StatusBody, { id, at, receivedAt }: StatedAt): LifecycleMessage {
  const { code, reason_code, comment, account, factor } = body;
  const assigned: MessageParty[] = factor
    ? [
        {
          role: 'DL',
          id: { scheme: '0002', value: factor.siren },
          name: factor.name,
          electronic_address: { scheme: '0225', value: factor.address ?? factor.siren },
        },
      ]
    : [];
  const said = reason_code !== undefined || comment !== undefined;
  return lifecycleMessageFor({
    ...sellerStatement(invoice, receivedAt),
    id,
    code,
    at: at.toISOString(),
    to: code === '226' ? assigned : [buyerParty(invoice), ...assigned],
    ...(account
      ? { characteristics: [{ type: 'CBB', value: account.iban, ...(account.name ? { name: account.name } : {}) }] }
      : {}),
    ...(said
      ? {
          reason: {
            ...(reason_code === undefined ? {} : { reason_code }),
            ...(comment === undefined ? {} : { comment }),
          },
        }
      : {}),
  });
}
