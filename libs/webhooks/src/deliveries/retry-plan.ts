/** What a receiver answered, or how it failed to. */
export type Answer =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfterSeconds?: number | undefined;
      /** The receiver wants no repetition (`webhook-delivery: abort-message`). */
      readonly abort?: boolean;
    }
  | { readonly kind: 'failure'; readonly timedOut?: boolean };

/** What happens to the delivery next. */
export type NextStep =
  | { readonly step: 'delivered' }
  | { readonly step: 'retry'; readonly waitMs: number }
  | { readonly step: 'give_up'; readonly why: 'gone' | 'aborted' | 'exhausted' };

/** How often, and how long at least, a delivery waits. */
export interface RetryPlan {
  readonly scheduleMs: readonly number[];
  /** Least wait after an answer that says “too much”. */
  readonly overloadFloorMs: number;
}

/** How many times the planned wait a receiver may ask for. */
const MOST_OF_PLANNED = 2;
/** Too many requests, bad gateway, gateway timeout (Standard Webhooks 1.0.0). */
const OVERLOAD: ReadonlySet<number> = new Set([429, 502, 504]);

/** The seconds a Retry-After header asks for, given in either of its forms (RFC 9110 §10.2.3); undefined for neither. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const moment = /GMT\s*$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(moment) ? undefined : Math.max(0, Math.ceil((moment - now.getTime()) / 1_000));
}

/** The milliseconds a receiver asks us to wait; 0 when it asks for nothing. */
export const askedMs = (answer: Answer): number =>
  answer.kind === 'status' ? (answer.retryAfterSeconds ?? 0) * 1_000 : 0;

/** Whether an answer, or its absence, says that the receiver has more than it can do. */
export const isOverload = (answer: Answer): boolean =>
  answer.kind === 'status' ? OVERLOAD.has(answer.status) : answer.timedOut === true;

/**
 * Decides by the Standard Webhooks rules: 2xx delivers, 410 gives up for good, `abort-message` gives up this message,
 * everything else (3xx too) is repeated by the schedule with ±20 % jitter, after an overload never sooner than its
 * floor. Retry-After may make that wait up to twice as long: a receiver cannot put its messages off for days.
 * @param attempts how many attempts were made, this one included
 * @param random a number in [0, 1)
 */
export function planNext(answer: Answer, attempts: number, plan: RetryPlan, random: number): NextStep {
  if (answer.kind === 'status') {
    if (answer.status >= 200 && answer.status < 300) return { step: 'delivered' };
    if (answer.status === 410) return { step: 'give_up', why: 'gone' };
    if (answer.abort === true) return { step: 'give_up', why: 'aborted' };
  }
  const wait = plan.scheduleMs[attempts - 1];
  if (wait === undefined) return { step: 'give_up', why: 'exhausted' };
  const jittered = Math.round(wait * (0.8 + 0.4 * random));
  const floor = isOverload(answer) ? Math.round(plan.overloadFloorMs * (1 + 0.2 * random)) : 0;
  const planned = Math.max(jittered, floor);
  return { step: 'retry', waitMs: Math.max(planned, Math.min(askedMs(answer), MOST_OF_PLANNED * planned)) };
}
