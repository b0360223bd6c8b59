import { Decimal, decimalOf } from '@onefacture/invoice';
import { instantOf, localTimeOf } from './time-point.js';

/** A value as it stands in XML: its text, and for dates the UNTDID 2379 code that says how to read it. */
export interface Written {
  readonly text: string;
  readonly format?: string;
}

/** How one kind of model value is written and read. `read` answers undefined for text that is not such a value. */
export interface Codec {
  readonly write: (value: unknown) => Written;
  readonly read: (text: string, format: string | undefined) => unknown;
  /** Whether `text` says no more than the value it was read as; when absent, it never does. */
  readonly spells?: (text: string, value: unknown) => boolean;
  /** For indicators: the member of IndicatorType to write. */
  readonly indicator?: 'Indicator' | 'IndicatorString';
}

const expected = (kind: string, value: unknown): never => {
  throw new TypeError(`A binding expected ${kind}, got ${typeof value}`);
};

const DECIMAL = /^[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})$/;

/** A decimal as a program writes it: no sign but minus, no leading zero, at most two decimals more than it needs. */
const PLAIN_DECIMAL = /^-?(0|[1-9]\d*)(\.\d{1,2}|\.\d*[1-9])?$/;

const decimalCodec = (write: (value: Decimal) => string): Codec => ({
  write: (value) => ({ text: Decimal.isDecimal(value) ? write(value) : expected('a decimal', value) }),
  read: (text) => {
    if (PLAIN_DECIMAL.test(text)) return decimalOf(text);
    const trimmed = text.trim();
    return DECIMAL.test(trimmed) ? decimalOf(trimmed) : undefined;
  },
  spells: (text) => PLAIN_DECIMAL.test(text),
});

const flagCodec = (indicator: 'Indicator' | 'IndicatorString'): Codec => ({
  write: (value) => ({ text: typeof value === 'boolean' ? String(value) : expected('a boolean', value) }),
  read: (text) => ({ true: true, '1': true, false: false, '0': false })[text.trim()],
  indicator,
});

/** Text as it is. Blank text reads as absent. */
export const text: Codec = {
  write: (value) => ({ text: typeof value === 'string' ? value : expected('a string', value) }),
  read: (value) => (value.trim() === '' ? undefined : value),
};

/** Identifiers and codes: tokens, so surrounding white space does not count. */
export const token: Codec = {
  ...text,
  read: (value) => {
    const trimmed = value.trim();
    return trimmed === '' ? undefined : trimmed;
  },
  spells: (value, read) => value === read,
};

/** Base64; white space inside does not count. */
export const base64: Codec = {
  ...text,
  read: (value) => {
    const packed = value.replace(/\s+/g, '');
    return /^[A-Za-z0-9+/]+={0,2}$/.test(packed) ? packed : undefined;
  },
};

/** Amounts of money: two decimals (BR-DEC-*, BR-FR-DEC-01). The model is rounded already; nothing is rounded here. */
export const amount = decimalCodec((value) => (value.decimalPlaces() > 2 ? value.toFixed() : value.toFixed(2)));

/** Rates in percent: two decimals, the spelling that BR-FR-16 lists (`20.00`, `5.50`). */
export const percent = amount;

/** Prices and quantities: as given, never in exponent form. */
export const decimal = decimalCodec((value) => value.toFixed());

/** Counters. */
export const integer: Codec = {
  write: (value) => ({ text: Number.isSafeInteger(value) ? String(value) : expected('an integer', value) }),
  read: (value) => (/^\d{1,9}$/.test(value.trim()) ? Number(value.trim()) : undefined),
};

/** udt:Indicator, an xsd:boolean. */
export const flag = flagCodec('Indicator');

/** udt:IndicatorString, which the French lifecycle examples use for MDT-209. */
export const flagString = flagCodec('IndicatorString');

/** A civil date, `YYYY-MM-DD`; format 102. Reading takes the date part of a longer format. */
export const civilDate: Codec = {
  write: (value) => ({
    text: typeof value === 'string' ? value.replaceAll('-', '') : expected('a date', value),
    format: '102',
  }),
  read: (value) => {
    const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(value.trim()) ?? [];
    return year === undefined ? undefined : `${year}-${month}-${day}`;
  },
  spells: (value) => /^\d{8}$/.test(value),
};

/** A civil date as xsd:date, which UBL uses. A zone is dropped: the date is as written. */
export const isoDate: Codec = {
  ...civilDate,
  write: (value) => ({ text: typeof value === 'string' ? value : expected('a date', value) }),
  spells: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value),
};

/** An instant, ISO 8601 in UTC in the model; format 204 in French legal time in the message (see time-point). */
export const instant: Codec = {
  write: (value) => ({
    text: typeof value === 'string' ? localTimeOf(value) : expected('an instant', value),
    format: '204',
  }),
  read: (value, format) => instantOf(value.trim(), format),
};
