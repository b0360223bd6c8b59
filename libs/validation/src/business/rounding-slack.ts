import { Decimal } from '@onefacture/invoice';
import type { Subject } from '../rules/subject.js';

/** Currencies whose amounts are written without cents (ISO 4217), and the forint, which has none left. */
const WHOLE: ReadonlySet<string> = new Set(
  'BIF CLP DJF GNF HUF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '),
);

const CENTS = new Decimal('0.02');
const UNITS = new Decimal('0.52');

/** What rounding in between may leave of an amount: two cents, or half a unit of a currency without cents. */
export const roundingSlack = ({ document: { currency = 'EUR' } }: Subject): Decimal =>
  WHOLE.has(currency) ? UNITS : CENTS;
