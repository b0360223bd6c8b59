/** What a receiver answered, or how it failed to. */
export type Answer =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number | undefined }
  | { readonly kind: 'failure' };

/** What happens to the delivery next. */
export type NextStep =
  | { readonly step: 'delivered' }
  | { readonly step: 'retry'; readonly waitMs: number }
  | { readonly step: 'give_up'; readonly disableEndpoint: boolean };

/** Longest wait a receiver may ask for. */
const LONGEST_ASKED_MS = 24 * 3_600_000;

/** The seconds a Retry-After header asks for, given in either of its forms (RFC 9110 §10.2.3); undefined for neither. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const moment = /GMT\s*$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(moment) ? undefined : Math.max(0, Math.ceil((moment - now.getTime()) / 1_000));
}

/**
 * Decides by the Standard Webhooks rules: 2xx delivers, 410 gives up and disables the endpoint, everything else
 * (3xx too) is repeated by the schedule with ±20 % jitter, never sooner than Retry-After asks.
 * @param attempts how many attempts were made, this one included
 * @param random a number in [0, 1)
 */
export function planNext(answer: Answer, attempts: number, scheduleMs: readonly number[], random: number): NextStep {
  if (answer.kind === 'status' && answer.status >= 200 && answer.status < 300) return { step: 'delivered' };
  if (answer.kind === 'status' && answer.status === 410) return { step: 'give_up', disableEndpoint: true };
  const wait = scheduleMs[attempts - 1];
  if (wait === undefined) return { step: 'give_up', disableEndpoint: false };
  const jittered = Math.round(wait * (0.8 + 0.4 * random));
  const asked = answer.kind === 'status' ? Math.min((answer.retryAfterSeconds ?? 0) * 1_000, LONGEST_ASKED_MS) : 0;
  return { step: 'retry', waitMs: Math.max(jittered, asked) };
}
