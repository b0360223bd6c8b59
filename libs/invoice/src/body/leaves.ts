import { z } from 'zod';
import { AMOUNT_DIGITS, decimal, fitsDigits, fitsScale, type Decimal } from '../money.js';

/** What a leaf schema says about itself in the OpenAPI document. */
export interface LeafMeta {
  readonly [keyword: string]: unknown;
  readonly description: string;
  readonly example?: unknown;
  readonly examples?: unknown[];
  readonly default?: unknown;
}

const ILLEGAL_IN_XML = /(?![\t\n\r\u007F-\u009F])\p{Cc}|[\uFFFE\uFFFF]|\p{Surrogate}/u;

/** Text that XML 1.0 can carry, not blank, at most `longest` characters. */
export function text(longest: number, meta: LeafMeta) {
  return z
    .string()
    .max(longest)
    .refine((value) => value.trim() !== '', {
      error: 'must not be empty: leave the member out when there is nothing to say',
    })
    .refine((value) => !ILLEGAL_IN_XML.test(value), {
      error: 'holds a control character or a broken Unicode pair that no XML document may carry: remove it',
    })
    .meta(meta);
}

/** Text in a closed form: `fits` decides, `rule` is the sentence ("must be nine digits …"). */
export function coded(fits: (value: string) => boolean, rule: string, meta: LeafMeta & { pattern?: string }) {
  return z.string().refine(fits, { error: rule }).meta(meta);
}

const DATE = /^(20\d{2})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A civil date as written: `2026-06-01`, or a date-time at midnight of which the date part is taken as it stands.
 * Years 2000 to 2099 (BR-FR-03). Answers why not, or undefined when it is one.
 */
export function dateFault(value: string): string | undefined {
  const parts = DATE.exec(value);
  if (!parts) {
    return 'must be a date such as 2026-06-01, or that date at midnight such as 2026-06-01T00:00:00Z, in the years 2000 to 2099';
  }
  const [, year, month, day, ...time] = parts;
  if (time.some((part) => part !== undefined && Number(part) !== 0)) {
    return 'must be a date without a time of day: only midnight (T00:00:00) is accepted';
  }
  const there = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return there.getUTCMonth() === Number(month) - 1 && there.getUTCDate() === Number(day)
    ? undefined
    : 'is not a day of the calendar';
}

/** A civil date; the parsed value is always `YYYY-MM-DD`. */
export function civilDate(meta: LeafMeta) {
  return z
    .string()
    .transform((value, ctx) => {
      const fault = dateFault(value);
      if (fault !== undefined) ctx.issues.push({ code: 'custom', message: fault, input: value });
      return value.slice(0, 10);
    })
    .meta({ ...meta, pattern: '^20\\d{2}-\\d{2}-\\d{2}(T00:00(:00(\\.0+)?)?(Z|[+-]\\d{2}:?\\d{2})?)?$' });
}

/** What a decimal member may hold. */
export interface DecimalLimits {
  /** Most decimals; trailing zeros do not count. */
  readonly scale: number;
  /** False: zero or more. */
  readonly negative?: boolean;
  readonly most?: number;
}

/** An exact decimal out of a JSON number or a decimal string. */
export function exact(limits: DecimalLimits, meta: LeafMeta) {
  const rule = `must be ${rangeWords(limits)} with at most ${limits.scale} decimals`;
  return z
    .unknown()
    .transform((value, ctx): Decimal => {
      const read = decimal(value);
      if (read !== undefined && isWithin(read, limits)) return read;
      const message = value === undefined ? 'is required' : sentence(read, rule, limits.scale);
      ctx.issues.push({ code: 'custom', message, input: value });
      return z.NEVER;
    })
    .meta({ ...meta, type: ['number', 'string'], ...bounds(limits) });
}

function sentence(read: Decimal | undefined, rule: string, scale: number): string {
  if (read === undefined) return `${rule}, as a JSON number or a decimal string with a point`;
  return fitsScale(read, scale) ? rule : `${rule}: it has ${read.decimalPlaces()}`;
}

/** BR-FR-DEC: 19 characters without the point, the sign among them. */
const LONGEST = 19;

function isWithin(read: Decimal, { scale, negative = true, most }: DecimalLimits): boolean {
  if (!fitsScale(read, scale) || !fitsDigits(read, AMOUNT_DIGITS)) return false;
  const length = Math.max(read.e + 1, 1) + read.decimalPlaces() + (read.isNegative() ? 1 : 0);
  if (length > LONGEST) return false;
  return (negative || !read.isNegative()) && (most === undefined || read.lte(most));
}

function rangeWords({ negative = true, most }: DecimalLimits): string {
  if (most !== undefined) return `a number from 0 to ${most}`;
  return `a number${negative ? '' : ' that is not negative,'} of at most ${AMOUNT_DIGITS} digits before the point and ${LONGEST} in all,`;
}

function bounds({ negative = true, most }: DecimalLimits): Record<string, number> {
  return { ...(negative ? {} : { minimum: 0 }), ...(most === undefined ? {} : { maximum: most }) };
}
