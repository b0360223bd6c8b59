import { DOCUMENT_TYPES, FRENCH_VAT_CATEGORIES, FRENCH_VAT_RATES } from '@onefacture/invoice';

/** XPath's normalize-space: no white space around, one blank between words. */
export const normalized = (text: string): string => text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');

/** A condition that no more than `most` characters are there. */
export const shorterThan =
  (most: number) =>
  (text: string): boolean =>
    text.length <= most || [...text].length <= most;

/** Document numbers (BR-FR-02): letters, digits and + - _ /, no blanks. */
export const isDocumentNumber = (text: string): boolean =>
  /^[A-Za-z0-9+\-_/]+$/.test(normalized(text)) && !text.includes(' ');

/** Routing codes and addresses of the French network (BR-FR-23, BR-FR-24). */
export const isRoutable = (text: string): boolean => /^[A-Za-z0-9+\-_.]+$/.test(text);

/** SIREN as the official rules look at it: nine digits, whatever their check digit. */
export const isNineDigits = (text: string): boolean => /^\d{9}$/.test(normalized(text));

const isCalendarDay = (year: number, month: number, day: number): boolean =>
  year >= 2000 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);

const daysOf = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

/** A day of 2000 to 2099 as CII spells it, at the start of the text; what follows is not looked at. */
export const startsWithCompactDate = (text: string): boolean => {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(text) ?? [];
  return isCalendarDay(Number(year), Number(month), Number(day));
};

/** A day of 2000 to 2099 as UBL spells it, and nothing else. */
export const isIsoDate = (text: string): boolean => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return isCalendarDay(Number(year), Number(month), Number(day));
};

/** BR-FR-04 */
export const isFrenchDocumentType = (text: string): boolean => Object.hasOwn(DOCUMENT_TYPES, text);

const CATEGORIES: ReadonlySet<string> = new Set(FRENCH_VAT_CATEGORIES);
/** BR-FR-15 */
export const isFrenchCategory = (text: string): boolean => CATEGORIES.has(text);

/** Categories of Canarian, Ceutan and Melillan taxes. */
export const isSpanishCategory = (text: string): boolean => text === 'L' || text === 'M';

/** BR-FR-16 lists spellings, not numbers: each rate as short as it goes, and with zeros up to two decimals. */
const RATES: ReadonlySet<string> = new Set(
  [...FRENCH_VAT_RATES].flatMap((rate) => {
    const [whole = '', decimals = ''] = rate.split('.');
    const sizes = [1, 2].filter((size) => size >= decimals.length);
    return [rate, ...sizes.map((size) => `${whole}.${decimals.padEnd(size, '0')}`)];
  }),
);
export const isFrenchRate = (text: string): boolean => RATES.has(text);

/** Digits on both sides of the point. */
interface Size {
  readonly digits: number;
  readonly decimals: number;
  readonly signed: boolean;
}

const decimal = ({ digits, decimals, signed }: Size): ((text: string) => boolean) => {
  const shape = new RegExp(`^${signed ? '-?' : ''}\\d{1,${digits}}(\\.\\d{1,${decimals}})?$`);
  return (text) => {
    const plain = normalized(text);
    return shape.test(plain) && plain.replace('.', '').length <= digits;
  };
};

/** BR-FR-DEC-01; a minus counts as one of the nineteen characters. */
export const isAmount = decimal({ digits: 19, decimals: 2, signed: true });
/** BR-FR-DEC-02 */
export const isQuantity = decimal({ digits: 19, decimals: 4, signed: true });
/** BR-FR-DEC-03 */
export const isPrice = decimal({ digits: 19, decimals: 6, signed: false });
/** BR-FR-DEC-03 of an invoice that goes both ways */
export const isSignedPrice = decimal({ digits: 19, decimals: 6, signed: true });
/** BR-FR-DEC-04 */
export const isRate = decimal({ digits: 4, decimals: 2, signed: false });
