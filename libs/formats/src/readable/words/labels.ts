import type { Decimal } from '@onefacture/invoice';
import type { FRENCH_WORDS } from './words-fr.js';
import type { Locale } from './numbers.js';

/** Every word of the readable view that does not come from the invoice, in one language. */
export interface Labels extends Readonly<Record<keyof typeof FRENCH_WORDS, string>> {
  readonly locale: Locale;
  /** BCP 47, for /Lang and the lang attribute */
  readonly language: string;
  /** By BT-3, UNTDID 1001; `default` for the others. */
  readonly titles: Readonly<Record<string, string>> & { readonly default: string };
  /** By the first letter of BT-23. */
  readonly natures: Readonly<Record<string, string>>;
  /** By BT-118 (UNTDID 5305). */
  readonly categories: Readonly<Record<string, string>>;
  /** The sentence the law wants, by exemption code or category, when the invoice brings no text. */
  readonly exemptions: Readonly<Record<string, string>>;
  readonly page: (page: number, pages: number) => string;
  /** Whether a quantity takes the singular: below two in French, one alone in English. */
  readonly singular: (quantity: Decimal) => boolean;
}
