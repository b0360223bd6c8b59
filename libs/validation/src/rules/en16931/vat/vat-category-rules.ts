import type { Bilingual } from '../../../report/finding.js';

/** What a VAT identifier rule (…-02 to …-04) wants of the parties. */
export type PartyIds =
  /** The seller's VAT number or tax registration, or its representative's VAT number. */
  | 'seller'
  /** The same, and the buyer's VAT number or legal registration. */
  | 'seller and buyer'
  /** The seller's VAT number or its representative's. */
  | 'VAT number of the seller'
  /** The same, and the buyer's VAT number. */
  | 'VAT numbers of both'
  /** No VAT number of seller, representative or buyer. */
  | 'no VAT numbers';

/** What the rate of lines, allowances and charges must be (…-05 to …-07). */
export type RateCondition = 'zero' | 'positive' | 'not negative' | 'absent';

/** How the category's rules differ from those of the others; everything else they share. */
export interface VatCategoryRules {
  /** UNTDID 5305 */
  readonly code: string;
  /** The middle of the official ids: `S` of BR-S-01. */
  readonly id: string;
  readonly name: Bilingual;
  /** Whether one document may have several groups of it, one a rate, that bear VAT. */
  readonly taxed: boolean;
  readonly ids: PartyIds;
  readonly rate: { readonly CII: RateCondition; readonly UBL: RateCondition };
  /** Whether a group says why it bears no VAT (…-10). */
  readonly exemption: 'wanted' | 'forbidden';
}

const ofRate = (rate: RateCondition): VatCategoryRules['rate'] => ({ CII: rate, UBL: rate });

const taxed = { taxed: true, ids: 'seller', exemption: 'forbidden' } as const;
const untaxed = { taxed: false, rate: ofRate('zero'), exemption: 'wanted' } as const;

/** The nine categories of BT-118 that have rules in common, in the order of the norm. */
export const VAT_CATEGORY_RULES: readonly VatCategoryRules[] = [
  {
    code: 'S',
    id: 'S',
    name: { en: 'standard or reduced rate', fr: 'taux normal ou réduit' },
    ...taxed,
    rate: ofRate('positive'),
  },
  {
    code: 'Z',
    id: 'Z',
    name: { en: 'zero rate', fr: 'taux zéro' },
    ...untaxed,
    ids: 'seller',
    exemption: 'forbidden',
  },
  { code: 'E', id: 'E', name: { en: 'exempt', fr: 'exonéré' }, ...untaxed, ids: 'seller' },
  {
    code: 'AE',
    id: 'AE',
    name: { en: 'reverse charge', fr: 'autoliquidation' },
    ...untaxed,
    ids: 'seller and buyer',
  },
  {
    code: 'K',
    id: 'IC',
    name: { en: 'intra-Community supply', fr: 'livraison intracommunautaire' },
    ...untaxed,
    ids: 'VAT numbers of both',
  },
  {
    code: 'G',
    id: 'G',
    name: { en: 'export outside the EU', fr: 'exportation hors UE' },
    ...untaxed,
    ids: 'VAT number of the seller',
  },
  {
    code: 'O',
    id: 'O',
    name: { en: 'outside the scope of VAT', fr: 'hors champ de la TVA' },
    ...untaxed,
    ids: 'no VAT numbers',
    rate: ofRate('absent'),
  },
  {
    code: 'L',
    id: 'AF',
    name: { en: 'Canary Islands tax (IGIC)', fr: 'taxe des Canaries (IGIC)' },
    ...taxed,
    rate: { CII: 'positive', UBL: 'not negative' },
  },
  {
    code: 'M',
    id: 'AG',
    name: { en: 'Ceuta and Melilla tax (IPSI)', fr: 'taxe de Ceuta et Melilla (IPSI)' },
    ...taxed,
    rate: ofRate('not negative'),
  },
];
