import { decimalText, type CivilDate, type Decimal } from '@onefacture/invoice';

/** Languages of the page. */
export type Locale = 'fr' | 'en';

/** Figures, amounts and dates as a reader of one language expects them. */
export interface Formats {
  /** `1 500,00 €` or `€1,500.00`; other currencies by their code. At least cents, and every digit that is said. */
  readonly amount: (value: Decimal) => string;
  /** An amount in the currency of the VAT accounts. */
  readonly accounting: (value: Decimal) => string;
  /** An amount or price without its currency, for columns. */
  readonly figure: (value: Decimal) => string;
  /** A quantity: no decimals that say nothing. */
  readonly quantity: (value: Decimal) => string;
  /** `5,5 %` or `5.5%`. */
  readonly percent: (value: Decimal) => string;
  /** `1 juin 2026` or `1 June 2026`; what is no date stays as written. */
  readonly date: (value: CivilDate) => string;
}

const NO_BREAK = '\u00a0';
const MINUS = '\u2212';

const MONTHS: Readonly<Record<Locale, readonly string[]>> = {
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

/**
 * Builds the formats of a language, a currency and that of the VAT accounts (ISO 4217, none when the document says none). Exact: no figure passes
 * through a float, none is rounded.
 */
export function formatsFor(locale: Locale, currency = '', accounting = ''): Formats {
  const [group, point] = locale === 'fr' ? [NO_BREAK, ','] : [',', '.'];
  const number = (value: Decimal, least: number): string => {
    const [whole = '0', decimals = ''] = decimalText(value.abs(), least).split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, group);
    const sign = value.isNegative() && !value.isZero() ? MINUS : '';
    return `${sign}${grouped}${decimals === '' ? '' : point + decimals}`;
  };
  const figure = (value: Decimal): string => number(value, 2);
  return {
    figure,
    amount: (value) => withCurrency(figure(value), locale, currency),
    accounting: (value) => withCurrency(figure(value), locale, accounting),
    quantity: (value) => number(value, 0),
    percent: (value) => `${number(value, 0)}${locale === 'fr' ? NO_BREAK : ''}%`,
    date: (value) => writeDate(value, locale),
  };
}

function withCurrency(figure: string, locale: Locale, currency: string): string {
  if (currency === '') return figure;
  if (locale === 'fr') return `${figure}${NO_BREAK}${currency === 'EUR' ? '€' : currency}`;
  if (currency !== 'EUR') return `${currency}${NO_BREAK}${figure}`;
  return figure.startsWith(MINUS) ? `${MINUS}€${figure.slice(1)}` : `€${figure}`;
}

function writeDate(value: CivilDate, locale: Locale): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
  const name = MONTHS[locale][Number(month) - 1];
  if (name === undefined) return value;
  return [String(Number(day)), name, year].join(' ');
}

/** Groups characters for reading: `groupsOf('732829320', [3, 3, 3])` is `732 829 320`; the rest in the last size. */
export function groupsOf(text: string, sizes: readonly number[]): string {
  const groups: string[] = [];
  let rest = text.replace(/\s/g, '');
  for (let index = 0; rest !== ''; index += 1) {
    const size = sizes[Math.min(index, sizes.length - 1)] ?? rest.length;
    groups.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return groups.join(NO_BREAK);
}
