import { Decimal, decimalText, type LifecycleEvent, type StatusAmount } from '@onefacture/invoice';
import { z } from 'zod';
import type { InvoiceEventEntity } from './invoice-event.entity.js';

const StoredAmounts = z.array(z.object({ type: z.string(), amount: z.string(), vat_rate: z.string().optional() }));
const Kind = z.enum(['created', 'code', 'cancel_command', 'retry_command', 'acknowledgement_error']);

/** An amount as JSON keeps it: decimals as text. */
export function storedAmount({ type, amount, vat_rate }: StatusAmount): Record<string, unknown> {
  return { type, amount: decimalText(amount), ...(vat_rate === undefined ? {} : { vat_rate: decimalText(vat_rate) }) };
}

/** The amounts of a recorded event. */
export function amountsOf(event: Pick<InvoiceEventEntity, 'amounts'>): StatusAmount[] {
  return StoredAmounts.parse(event.amounts).map(({ type, amount, vat_rate }) => ({
    type,
    amount: new Decimal(amount),
    ...(vat_rate === undefined ? {} : { vat_rate: new Decimal(vat_rate) }),
  }));
}

/** A recorded event as the fold of libs/invoice takes it. */
export function lifecycleEventOf(event: InvoiceEventEntity): LifecycleEvent {
  return {
    id: event.id,
    at: event.at.toISOString(),
    kind: Kind.parse(event.kind),
    code: event.code ?? undefined,
    amounts: amountsOf(event),
    attempt: event.attempt ?? undefined,
  };
}

/** Where the raw message of an event is sealed. */
export const rawPayloadContext = (organizationId: string, eventId: string) => ({
  organization_id: organizationId,
  row: eventId,
  column: 'invoice_events.raw_payload',
});
