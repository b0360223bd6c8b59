import type { VatCategory } from '../invoice.js';

/** UNTDID 5305 categories a French invoice may use (BR-FR-15). L and M (Canaries, Ceuta and Melilla) are not among them. */
export const FRENCH_VAT_CATEGORIES = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O'] as const satisfies readonly VatCategory[];

/** Every category the semantic model can hold: the French ones and those a foreign document may carry. */
export const VAT_CATEGORIES = [...FRENCH_VAT_CATEGORIES, 'L', 'M'] as const satisfies readonly VatCategory[];

/** UNTDID 5305 as CEN checks it (BR-CL-17, -18): those of the norm and B, Italian split payment, which the model has no name for. */
export const VAT_CATEGORY_CODES: ReadonlySet<string> = new Set([...VAT_CATEGORIES, 'B']);

/** Rates in percent that are or were in force in France and its territories (BR-FR-16), written without trailing zeros. */
export const FRENCH_VAT_RATES: ReadonlySet<string> = new Set(
  '0 0.9 1.05 1.75 2.1 5.5 7 8.5 9.2 9.6 10 13 19.6 20 20.6'.split(' '),
);

/** What a category means, for sentences. */
export const VAT_CATEGORY_MEANING: Readonly<Record<VatCategory, string>> = {
  S: 'standard or reduced rate',
  Z: 'zero rate',
  E: 'exempt',
  AE: 'reverse charge',
  K: 'intra-Community supply',
  G: 'export outside the EU',
  O: 'outside the scope of VAT',
  L: 'Canary Islands tax (IGIC)',
  M: 'Ceuta and Melilla tax (IPSI)',
};

/**
 * The one VATEX code and the French mention that follow from a category alone. Category E has many grounds, so it is
 * absent: the caller has to name his.
 * Source: VATEX list of EN 16931; art. 242 nonies A, annexe II CGI for the wording on the document.
 */
export const EXEMPTION_BY_CATEGORY: Readonly<Partial<Record<VatCategory, { code: string; reason: string }>>> = {
  AE: { code: 'VATEX-EU-AE', reason: 'Autoliquidation' },
  K: { code: 'VATEX-EU-IC', reason: 'Exonération de TVA, article 262 ter, I du code général des impôts' },
  G: { code: 'VATEX-EU-G', reason: 'Exonération de TVA, article 262, I du code général des impôts' },
  O: { code: 'VATEX-EU-O', reason: 'Opération située hors du champ d’application de la TVA' },
};

/** The French mention that goes with some VATEX codes of category E. */
export const EXEMPTION_REASON_BY_CODE: Readonly<Record<string, string>> = {
  'VATEX-FR-FRANCHISE': 'TVA non applicable, article 293 B du code général des impôts',
  'VATEX-FR-CGI275': 'Livraison en franchise de taxe, article 275 du code général des impôts',
  'VATEX-EU-D': 'Régime particulier des agences de voyages',
  'VATEX-EU-F': 'Régime particulier – Biens d’occasion',
  'VATEX-EU-I': 'Régime particulier – Objets d’art',
  'VATEX-EU-J': 'Régime particulier – Objets de collection et d’antiquité',
};
