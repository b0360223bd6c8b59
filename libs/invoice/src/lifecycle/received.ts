import type { Decimal } from '../money.js';
import type { InvoiceStatus } from './codes.js';
import { foldLifecycle, type LifecycleEvent } from './fold.js';

/** Where an invoice we received stands, from its buyer's side. */
export type ReceivedStatus = Exclude<InvoiceStatus, 'DRAFT' | 'SUBMITTED'>;

/** All of them, in the order of an invoice's life. */
export const RECEIVED_STATUSES = [
  'RECEIVED',
  'APPROVED',
  'PAID',
  'REJECTED',
  'CANCELLED',
] as const satisfies readonly ReceivedStatus[];

/**
 * What can happen to an invoice we received: the platform lists it, its file is stored, cannot be read or cannot be
 * fetched, is asked for again or changes at the platform; a lifecycle code is stated, by us or by others; an answer of
 * ours is refused, or it is not known whether it got through.
 */
export const RECEIVED_EVENT_KINDS = [
  'listed',
  'stored',
  'unreadable',
  'fetch_failed',
  'refetch_command',
  'document_changed',
  'code',
  'answer_refused',
  'answer_unclear',
] as const;
/** One of them. */
export type ReceivedEventKind = (typeof RECEIVED_EVENT_KINDS)[number];

/** One recorded event of an invoice we received. */
export interface ReceivedEvent extends Omit<LifecycleEvent, 'kind'> {
  readonly kind: ReceivedEventKind;
  /** Of a code we stated, and of its refusal: the message that carried it. */
  readonly message_id?: string | undefined;
}

/** Where an invoice we received stands. */
export interface ReceivedState {
  readonly status: ReceivedStatus;
  /** The official code that says so; none while nobody has stated one. */
  readonly lifecycle_code?: string;
}

/**
 * The state of an invoice we received: `foldLifecycle` over the codes that were stated, ours and others'. It starts as
 * RECEIVED, and an answer of ours that the platform refused counts as never given.
 */
export function foldReceived(events: Iterable<ReceivedEvent>, amountDue: Decimal): ReceivedState {
  const all = [...events];
  const refused = new Set(all.flatMap(({ kind, message_id: id }) => (kind === 'answer_refused' && id ? [id] : [])));
  const stated = all.flatMap(({ kind, message_id: id, ...event }): LifecycleEvent[] =>
    kind === 'code' && !(id !== undefined && refused.has(id)) ? [{ ...event, kind }] : [],
  );
  const { status, lifecycle_code: code } = foldLifecycle(stated, amountDue);
  return {
    status: status === 'DRAFT' || status === 'SUBMITTED' ? 'RECEIVED' : status,
    ...(code === undefined ? {} : { lifecycle_code: code }),
  };
}

/** What a buyer can say of an invoice, by the name it has in urls, with the code that says it. */
export const BUYER_ANSWERS = {
  'take-charge': '204',
  approve: '205',
  'partial-approve': '206',
  dispute: '207',
  suspend: '208',
  reject: '210',
  'payment-sent': '211',
} as const;
/** Name of an answer. */
export type BuyerAnswer = keyof typeof BUYER_ANSWERS;

/** All answers, in the order of their codes. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object literal has no other keys.
export const BUYER_ANSWER_NAMES = Object.keys(BUYER_ANSWERS) as BuyerAnswer[];

/** Codes after which an approval, in whole or in part, says nothing new. */
const SETTLED: ReadonlySet<string> = new Set(['205', '211', '212']);

/**
 * Why an answer does not fit the state, as a sentence for a 409, or undefined when it does. An approved invoice is
 * disputed (207) or suspended (208) before it can be refused; a refused, cancelled or paid one is not answered any more.
 */
export function answerRefusal(
  answer: BuyerAnswer,
  { status, lifecycle_code: code = '' }: ReceivedState,
): string | undefined {
  if (status === 'REJECTED' || status === 'CANCELLED') {
    return `The invoice is ${status}: it is over, and its seller sends another one.`;
  }
  if (status === 'PAID')
    return 'The seller has received the payment: the invoice is PAID, and nothing is left to answer.';
  if (answer === 'take-charge') {
    return status === 'RECEIVED' && !TREATED.has(code)
      ? undefined
      : 'The invoice was answered already: taking it in hand (204) comes before everything else.';
  }
  if (status === 'RECEIVED' || answer === 'dispute' || answer === 'suspend' || answer === 'payment-sent')
    return undefined;
  if (answer === 'reject') return `The invoice is APPROVED: dispute it (207) or suspend it (208) before you refuse it.`;
  return SETTLED.has(code) ? `The invoice is APPROVED already (${code}).` : undefined;
}

/** What was said by the buyer himself, or needs him no more. */
const TREATED: ReadonlySet<string> = new Set(['204', '207', '208', '209', '214']);
