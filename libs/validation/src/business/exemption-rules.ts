import type { VatBreakdown, VatCategory, Said } from '@onefacture/invoice';
import type { BusinessRule } from './business-rule.js';

/** Codes that belong to one category (VATEX list: each says of which supplies it is). */
const CATEGORY_OF: Readonly<Record<string, VatCategory>> = {
  'VATEX-EU-AE': 'AE',
  'VATEX-FR-AE': 'AE',
  'VATEX-EU-IC': 'K',
  'VATEX-EU-G': 'G',
  'VATEX-EU-O': 'O',
  'VATEX-EU-D': 'E',
  'VATEX-EU-F': 'E',
  'VATEX-EU-I': 'E',
  'VATEX-EU-J': 'E',
  'VATEX-FR-FRANCHISE': 'E',
};

type Groups = readonly Said<VatBreakdown>[];

const codeOf = ({ exemption_code: code = '' }: Groups[number]): string => code.trim().toUpperCase();

const code: BusinessRule = {
  id: 'OF-EXM-01',
  terms: ['BT-121', 'BT-118'],
  severity: 'error',
  says: {
    en: 'The exemption code {code} goes with VAT category {wanted}, not with {category}.',
    fr: 'Le code d’exonération {code} va avec la catégorie de TVA {wanted}, non avec {category}.',
  },
  fix: {
    en: 'Correct the category of these lines, or give the code of their ground.',
    fr: 'Corrigez la catégorie de ces lignes, ou donnez le code de leur motif.',
  },
  check: ({ document: { vat_breakdown: groups = [] } }, _facts, broken) => {
    for (const [index, group] of groups.entries()) {
      const category = group.tax_category;
      const wanted = CATEGORY_OF[codeOf(group)];
      // Codes on what is taxed are the affair of BR-S-10 and BR-Z-10.
      if (wanted === undefined || category === undefined || category === 'S' || category === 'Z') continue;
      if (wanted !== category)
        broken(`vat_breakdown[${index}].exemption_code`, { code: codeOf(group), wanted, category });
    }
  },
};

const SMALL = 'VATEX-FR-FRANCHISE';
const SAYS_SMALL = /293\s*-?\s*B/i;

const wording: BusinessRule = {
  id: 'OF-EXM-02',
  terms: ['BT-120', 'BT-121'],
  severity: 'warning',
  says: {
    en: 'Code {code} and reason "{value}" do not say the same ground.',
    fr: 'Le code {code} et le motif « {value} » n’indiquent pas la même exonération.',
  },
  fix: {
    en: 'A small business without VAT has the code VATEX-FR-FRANCHISE and the mention "TVA non applicable, art. 293 B du CGI".',
    fr: 'Une entreprise en franchise a le code VATEX-FR-FRANCHISE et la mention « TVA non applicable, art. 293 B du CGI ».',
  },
  check: ({ document: { vat_breakdown: groups = [] } }, _facts, broken) => {
    for (const [index, group] of groups.entries()) {
      const value = group.exemption_reason?.trim() ?? '';
      const given = codeOf(group);
      if (value === '' || given === '') continue;
      if ((given === SMALL) !== SAYS_SMALL.test(value)) {
        broken(`vat_breakdown[${index}].exemption_reason`, { code: given, value });
      }
    }
  },
};

const charged: BusinessRule = {
  id: 'OF-EXM-03',
  terms: ['BT-117', 'BT-121'],
  severity: 'warning',
  says: {
    en: 'The invoice charges {tax} of VAT, though it says that its seller charges none (art. 293 B CGI).',
    fr: 'La facture compte {tax} de TVA, alors qu’elle indique que son vendeur n’en facture pas (art. 293 B du CGI).',
  },
  fix: {
    en: 'Leave out the VAT, or the code VATEX-FR-FRANCHISE: VAT that is on an invoice is owed.',
    fr: 'Retirez la TVA, ou le code VATEX-FR-FRANCHISE : la TVA facturée est due.',
  },
  check: ({ document: { vat_breakdown: groups = [] } }, _facts, broken) => {
    if (!groups.some((group) => codeOf(group) === SMALL)) return;
    const at = groups.findIndex(({ tax_amount: tax }) => tax?.greaterThan(0));
    const tax = groups[at]?.tax_amount;
    if (tax !== undefined) broken(`vat_breakdown[${at}].tax_amount`, { tax: tax.toFixed(2) });
  },
};

/** BT-120 and BT-121 against the category and against each other. */
export const exemptionRules: readonly BusinessRule[] = [code, wording, charged];
