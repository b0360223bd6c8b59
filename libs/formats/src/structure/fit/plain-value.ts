import type { AttributeFact, BuiltInType } from '../structure.js';

/** Whether a text is for certain a value of some type; a doubtful one is none. */
export type IsPlain = (text: string) => boolean;

const DECIMAL = /^-?\d{1,12}(?:\.\d{1,10})?$/;
/** Days that each year has. */
const DATE =
  /^[12]\d{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)$/;
const BOOLEANS: ReadonlySet<string> = new Set(['true', 'false', '1', '0']);

const never: IsPlain = () => false;

/** Undefined where any text will do, since blanks that do not count are taken away before. */
const PLAIN: Readonly<Record<BuiltInType, IsPlain | undefined>> = {
  anyURI: never,
  base64Binary: never,
  boolean: (text) => BOOLEANS.has(text),
  date: (text) => DATE.test(text),
  dateTime: never,
  decimal: (text) => DECIMAL.test(text),
  language: never,
  normalizedString: undefined,
  string: undefined,
  time: never,
  token: undefined,
};

/** What is for certain a text of a built-in type; undefined where any is. */
export const plainText = (base: BuiltInType): IsPlain | undefined => PLAIN[base];

const BLANK = /\s/;
const anything: IsPlain = () => true;

/** What is for certain a value of an attribute. */
export const plainValue = ({ base, length, fixed }: AttributeFact): IsPlain => {
  if (fixed !== undefined) return (value) => value === fixed;
  const isText = PLAIN[base] ?? anything;
  if (length === undefined) return isText;
  const { min, max } = length;
  return (value) => value.length >= min && value.length <= max && !BLANK.test(value) && isText(value);
};
