import type { Syntax } from '@onefacture/formats';
import { COUNTRIES } from '@onefacture/invoice';

/** Greece writes EL before its VAT numbers; each official list has one more of its own. */
const prefixes = (more: string): string => ` ${[...COUNTRIES, 'EL', more].join(' ')} `;

const LISTS: Readonly<Record<Syntax, string>> = { CII: prefixes('AN'), UBL: prefixes('SS') };

/**
 * Whether a VAT number starts with a country (BR-CO-09). In UBL the official test finds the two characters anywhere in
 * its list, so that one letter, or none, is enough.
 */
export const hasVatPrefix = (number: string, syntax: Syntax): boolean => {
  const start = number.slice(0, 2);
  return LISTS[syntax].includes(syntax === 'CII' ? ` ${start} ` : start);
};
