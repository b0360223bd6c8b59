import { Decimal as DecimalJs } from 'decimal.js';

/**
 * Exact decimals of 60 significant digits, rounding half away from zero: the widest product of a price (19 digits)
 * and a quantity (19 digits) fits without loss.
 */
export const Decimal = DecimalJs.clone({ precision: 60, rounding: DecimalJs.ROUND_HALF_UP });
/** An exact decimal. */
export type Decimal = DecimalJs;

/** Zero, as an exact decimal. */
export const ZERO: Decimal = new Decimal(0);

/** Shorter texts are copies of what was read, longer ones views of it, which would keep whole documents in memory. */
const LONGEST_KEPT = 12;
const MOST_KEPT = 500;
const kept = new Map<string, Decimal>();

/**
 * The decimal that a text is the spelling of, as `new Decimal` reads it, which throws where it is none. Those of the
 * last short texts are kept: a document says an amount several times, and several rules ask for it.
 */
export function decimalOf(text: string): Decimal {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const made = new Decimal(text);
  if (text.length > LONGEST_KEPT) return made;
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, made);
  return made;
}

/** Most digits of an amount before the point: 19 characters with sign and two decimals (BR-FR-DEC-01). */
export const AMOUNT_DIGITS = 16;

/** True when the value has at most `digits` digits before the point. */
export function fitsDigits(value: Decimal, digits: number): boolean {
  return value.e < digits;
}

const TEXT = /^-?\d+(?:\.\d+)?$/;
const LITERAL = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?$/;
const LONGEST = 40;

/** A JSON number as lossless-json keeps it: the literal, untouched. */
export interface NumberLiteral {
  readonly isLosslessNumber: true;
  readonly value: string;
}

/**
 * True for a number literal of lossless-json, recognised by shape, so that two copies of the package agree. A plain
 * object of that shape came in as JSON and is no number.
 */
export function isNumberLiteral(value: unknown): value is NumberLiteral {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) !== Object.prototype &&
    'isLosslessNumber' in value &&
    value.isLosslessNumber === true &&
    'value' in value &&
    typeof value.value === 'string'
  );
}

/**
 * Reads a decimal out of a JSON value: a decimal string, a lossless number literal, or a plain number that has not lost
 * digits (at most 15 significant ones). Anything else, and any text over 40 characters, is undefined.
 */
export function decimal(value: unknown): Decimal | undefined {
  if (typeof value === 'string') return parse(value, TEXT);
  if (isNumberLiteral(value)) return parse(value.value, LITERAL);
  if (typeof value === 'number' && Number.isFinite(value)) {
    const read = parse(String(value), LITERAL);
    return read !== undefined && read.precision() <= 15 ? read : undefined;
  }
  return undefined;
}

function parse(text: string, shape: RegExp): Decimal | undefined {
  if (text.length > LONGEST || !shape.test(text)) return undefined;
  const read = new Decimal(text);
  return read.isZero() ? ZERO : read;
}

/** Rounds to cents, half away from zero (EN 16931 sums; -0.005 becomes -0.01). Never answers minus zero. */
export function roundCents(value: Decimal): Decimal {
  const rounded = value.toDecimalPlaces(2, DecimalJs.ROUND_HALF_UP);
  return rounded.isZero() ? ZERO : rounded;
}

/** True when the value needs no more than `scale` decimals; trailing zeros do not count. */
export function fitsScale(value: Decimal, scale: number): boolean {
  return value.decimalPlaces() <= scale;
}

/** Plain text without exponent, with at least `least` decimals and no trailing zero beyond them. */
export function decimalText(value: Decimal, least = 0): string {
  return value.toFixed(Math.max(least, value.decimalPlaces()));
}

/** The sum of exact decimals; zero for none. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}
