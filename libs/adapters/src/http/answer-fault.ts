import { z } from 'zod';
import { PlatformFault, type FaultKind, type PlatformReason } from '../ports/platform-fault.js';
import type { HttpAnswer } from './exchange.js';

const MAX_RETRY_AFTER_SECONDS = 3600;
const text = z.union([z.string(), z.number().transform(String)]);
const optionalText = text.nullish().catch(undefined);

/** One entry of an acknowledgement or of an error's list, in the spellings seen in the field. */
export const reasonSchema = z
  .looseObject({
    level: optionalText,
    item: optionalText,
    reasonCode: optionalText,
    reasonMessage: optionalText,
    code: optionalText,
    message: optionalText,
    detail: optionalText,
  })
  .transform((wire): PlatformReason => ({
    level: wire.level ?? 'Error',
    code: clean(wire.reasonCode ?? wire.code ?? 'Unknown'),
    message: clean(wire.reasonMessage ?? wire.message ?? wire.detail ?? ''),
    ...(wire.item === undefined || wire.item === null ? {} : { item: clean(wire.item) }),
  }));

const reasons = z.array(reasonSchema).catch([]);
const errorSchema = z.looseObject({
  errorCode: optionalText,
  errorMessage: optionalText,
  code: optionalText,
  message: optionalText,
  title: optionalText,
  detail: optionalText,
  details: z
    .union([text, z.array(z.unknown())])
    .nullish()
    .catch(undefined),
  errors: reasons,
  error: optionalText,
  error_description: optionalText,
  codeRetour: optionalText,
  libelle: optionalText,
  acknowledgement: z.looseObject({ details: reasons }).nullish().catch(undefined),
});

/** Reasons given by an error body: XP Z12-013 Error, a problem document, an OAuth2 error, or that of Chorus Pro. */
export function readReasons(body: Buffer): PlatformReason[] {
  const parsed = errorSchema.safeParse(readJson(body));
  if (!parsed.success) return [];
  const wire = parsed.data;
  const listed = Array.isArray(wire.details) ? reasons.parse(wire.details) : [];
  const code = wire.errorCode ?? wire.code ?? wire.error ?? wire.title ?? wire.codeRetour;
  const words = [
    wire.errorMessage ?? wire.message ?? wire.error_description ?? wire.libelle,
    typeof wire.details === 'string' ? wire.details : wire.detail,
  ];
  const own =
    code === undefined || code === null
      ? []
      : [{ level: 'Error', code: clean(code), message: clean(words.filter(Boolean).join(': ')) }];
  return [...own, ...listed, ...wire.errors, ...(wire.acknowledgement?.details ?? [])];
}

/** Parses JSON, undefined when it is none. */
export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** How the fault of an answer is worded and judged. */
export interface AnswerFaultOptions {
  /** `no` when the request that failed was not the one that matters, such as a login before it. */
  readonly sent?: 'no' | 'maybe';
  /** What the answer was to, for the sentence. */
  readonly what?: string;
  /** Statuses that mean a wrong address here, for example 404 on a fixed route. */
  readonly misconfigured?: readonly number[];
  readonly unauthorised?: readonly number[];
  readonly now?: () => number;
}

/** The fault an answer outside 2xx stands for. */
export function answerFault(platform: string, answer: HttpAnswer, options: AnswerFaultOptions = {}): PlatformFault {
  const { sent = 'maybe', what = 'the request', now = Date.now } = options;
  const found = readReasons(answer.body);
  const first = found[0];
  const said = first === undefined ? '' : `: ${[first.code, first.message].filter(Boolean).join(', ')}`;
  const retryAfterSeconds = readRetryAfter(answer.headers['retry-after'], now());
  return new PlatformFault(kindOf(answer.status, options), {
    platform,
    sent,
    httpStatus: answer.status,
    detail: `The platform answered ${answer.status} to ${what}${said}.`,
    reasons: found,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

function kindOf(status: number, { misconfigured = [], unauthorised = [401, 403] }: AnswerFaultOptions): FaultKind {
  if (misconfigured.includes(status)) return 'misconfigured';
  if (unauthorised.includes(status)) return 'unauthorised';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'server_error' : 'rejected';
}

/** Seconds of a Retry-After header (a number or an HTTP date), between 0 and one hour. */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), MAX_RETRY_AFTER_SECONDS);
}

/** A platform's words fit for one line of ours: no control characters, at most 500 characters. */
function clean(words: string): string {
  return words
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 500);
}
