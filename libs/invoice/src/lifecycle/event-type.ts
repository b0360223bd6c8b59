import { type InvoiceStatus } from './codes.js';
import type { LifecycleEvent, LifecycleState } from './fold.js';

/** What a recorded event is called towards callers (webhooks, timeline). */
export type InvoiceEventType =
  | 'invoice.created'
  | 'invoice.submitted'
  | 'invoice.received'
  | 'invoice.approved'
  | 'invoice.paid'
  | 'invoice.rejected'
  | 'invoice.cancelled'
  | 'invoice.status_changed';

/** All event types, for the catalogue. */
export const INVOICE_EVENT_TYPES = [
  'invoice.created',
  'invoice.submitted',
  'invoice.received',
  'invoice.approved',
  'invoice.paid',
  'invoice.rejected',
  'invoice.cancelled',
  'invoice.status_changed',
] as const satisfies readonly InvoiceEventType[];

const TYPE_OF_STATUS: Readonly<Record<InvoiceStatus, InvoiceEventType>> = {
  DRAFT: 'invoice.created',
  SUBMITTED: 'invoice.submitted',
  RECEIVED: 'invoice.received',
  APPROVED: 'invoice.approved',
  PAID: 'invoice.paid',
  REJECTED: 'invoice.rejected',
  CANCELLED: 'invoice.cancelled',
};

const ONCE: ReadonlySet<InvoiceEventType> = new Set(['invoice.submitted', 'invoice.received', 'invoice.approved']);

/**
 * The type of one event: named after the state it led to when it led to a new one, `invoice.status_changed` otherwise.
 * submitted, received and approved are told once per invoice (`seen` holds the types told before); paid, rejected and
 * cancelled each time they become true.
 */
export function eventType(
  before: Pick<LifecycleState, 'status'>,
  after: Pick<LifecycleState, 'status'>,
  event: Pick<LifecycleEvent, 'kind'>,
  seen: Iterable<string> = [],
): InvoiceEventType {
  if (event.kind === 'created') return 'invoice.created';
  if (before.status === after.status) return 'invoice.status_changed';
  const type = TYPE_OF_STATUS[after.status];
  return type === 'invoice.created' || (ONCE.has(type) && new Set(seen).has(type)) ? 'invoice.status_changed' : type;
}
