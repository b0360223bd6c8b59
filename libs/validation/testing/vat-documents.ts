import { Decimal, type InvoiceDocument, type VatBreakdown } from '@onefacture/invoice';
import { VAT_CATEGORY_RULES, type VatCategoryRules } from '../src/rules/en16931/vat/vat-category-rules.js';

/** An amount of the model. */
export const amount = (value: string): Decimal => new Decimal(value);
/** A way to break a document of one category. */
export type Change = (document: InvoiceDocument, category: VatCategoryRules) => InvoiceDocument;

/** The category in the middle of ids. */
export const category = (id: string): VatCategoryRules => {
  const found = VAT_CATEGORY_RULES.find((one) => one.id === id);
  if (found === undefined) throw new Error(`No category ${id}`);
  return found;
};

/** The code of a category as the model types it. */
const codeOf = ({ code }: VatCategoryRules) => code as VatBreakdown['tax_category'];

/** A line of 100, a charge of 10 and an allowance of 5 in one category, with the group that they make. */
export const documentOf = (rules: VatCategoryRules): InvoiceDocument => {
  const rate = rules.taxed ? amount('20') : rules.id === 'O' ? undefined : amount('0');
  const taxed = { tax_category: codeOf(rules), ...(rate === undefined ? {} : { tax_rate: rate }) };
  const numbers = rules.id === 'O' ? {} : { vat_number: 'FR44732829320' };
  return {
    currency: 'EUR',
    seller: { name: 'Acme', ...numbers },
    buyer: { name: 'Dupont', ...(rules.id === 'O' ? {} : { vat_number: 'DE123456789' }) },
    delivery_date: '2026-01-31',
    delivery: { address: { country_code: 'DE' } },
    lines: [{ id: '1', net_amount: amount('100.00'), ...taxed }],
    charges: [{ amount: amount('10.00'), ...taxed }],
    allowances: [{ amount: amount('5.00'), ...taxed }],
    vat_breakdown: [
      {
        ...taxed,
        taxable_amount: amount('105.00'),
        tax_amount: amount(rules.taxed ? '21.00' : '0.00'),
        ...(rules.exemption === 'wanted' ? { exemption_reason: 'Because' } : {}),
      },
    ],
  };
};

/** Changes the groups. */
export const group =
  (change: { readonly [Member in keyof VatBreakdown]?: VatBreakdown[Member] | undefined }): Change =>
  (document) => ({ ...document, vat_breakdown: document.vat_breakdown?.map((one) => ({ ...one, ...change })) });

const rated =
  (list: 'lines' | 'allowances' | 'charges'): Change =>
  (document, { id }) => ({
    ...document,
    [list]: document[list]?.map((one) => ({ ...one, tax_rate: amount(/^(S|A[FG])$/.test(id) ? '-1' : '7') })),
  });

const otherNumbers: Change = (document, { ids }) =>
  ids === 'no VAT numbers'
    ? { ...document, buyer: { vat_number: 'DE123456789' } }
    : { ...document, seller: {}, buyer: {} };

/** One way to break each rule that all categories have, and where it is then broken. */
export const COMMON: Readonly<Record<string, readonly [Change, at: string]>> = {
  '01': [(document) => ({ ...document, vat_breakdown: [] }), 'vat_breakdown'],
  '02': [otherNumbers, 'PARTY.vat_number'],
  '03': [otherNumbers, 'PARTY.vat_number'],
  '04': [otherNumbers, 'PARTY.vat_number'],
  '05': [rated('lines'), 'lines[0].tax_rate'],
  '06': [rated('allowances'), 'allowances[0].tax_rate'],
  '07': [rated('charges'), 'charges[0].tax_rate'],
  '08': [group({ taxable_amount: amount('107.00') }), 'vat_breakdown[0].taxable_amount'],
  '09': [group({ tax_amount: amount('500.00') }), 'vat_breakdown[0].tax_amount'],
  '10': [
    (document, { exemption }) =>
      group({ exemption_reason: exemption === 'wanted' ? undefined : 'Because' })(document, category('S')),
    'vat_breakdown[0].exemption_reason',
  ],
};

/** In CII the amounts of a few categories are not looked at, and uses without a group of theirs may be enough. */
export const NEVER = new Set(['CII BR-AF-08', 'CII BR-AF-09', 'CII BR-AG-08', 'CII BR-AG-09', 'CII BR-O-01']);
