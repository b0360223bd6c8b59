import { type Decimal, type Said, sum, type Totals, type VatBreakdown, type VatCategory } from '@onefacture/invoice';
import { given } from '../given.js';
import type { Leave } from '../invoice-reading.js';
import type { Currencies } from '../writing.js';

const VAT = 'VAT';

/** cac:TaxCategory: which tax it is stands beside category and rate. */
export interface UblTaxCategory {
  readonly tax_category?: VatCategory;
  readonly tax_rate?: Decimal;
  readonly tax_scheme?: string;
}

/** One VAT category and rate as cac:TaxSubtotal spells it. */
export type UblTaxSubtotal = Said<VatBreakdown> & UblTaxCategory;

/** cac:TaxTotal: an amount in a currency of its own, and the breakdown below the first. */
export interface UblTaxTotal {
  readonly amount?: Decimal;
  readonly currency?: string;
  readonly vat_breakdown?: readonly UblTaxSubtotal[];
}

/** Marks a category as one of VAT, where there is one. */
export const ublTaxCategory = <T extends UblTaxCategory>(one: T): T & UblTaxCategory =>
  one.tax_category === undefined && one.tax_rate === undefined ? one : { ...one, tax_scheme: VAT };

/** Another tax than VAT is left; its category and rate are kept. */
export const leaveOtherTax = ({ tax_scheme }: UblTaxCategory, leave: Leave): void => {
  if (tax_scheme !== undefined && tax_scheme.toUpperCase() !== VAT) leave('cac:TaxScheme/cbc:ID', tax_scheme);
};

/** Takes the mark of VAT off again. */
export const taxCategoryOf = <T extends UblTaxCategory>(view: T, leave: Leave): Omit<T, 'tax_scheme'> => {
  leaveOtherTax(view, leave);
  const { tax_scheme: _scheme, ...same } = view;
  return same;
};

/** VAT in the invoice currency and in the accounting currency, as totals that name theirs. */
export const ublTaxTotals = (
  { tax, accounting }: { readonly tax?: Decimal | undefined; readonly accounting?: Decimal | undefined },
  breakdown: readonly Said<VatBreakdown>[],
  { currency, tax_currency }: Currencies,
): UblTaxTotal[] => {
  const amounts = breakdown.flatMap(({ tax_amount }) => tax_amount ?? []);
  const own = tax ?? (amounts.length > 0 ? sum(amounts) : undefined);
  const first = given<UblTaxTotal>({ amount: own, currency, vat_breakdown: breakdown.map(ublTaxCategory) });
  return [
    ...(own === undefined || first === undefined ? [] : [first]),
    ...(accounting === undefined ? [] : [given<UblTaxTotal>({ amount: accounting, currency: tax_currency }) ?? {}]),
  ];
};

/** What the tax totals of a document or a line say in the model. */
export interface TaxTotals extends Pick<Said<Totals>, 'tax' | 'tax_accounting'> {
  readonly vat_breakdown: readonly Said<VatBreakdown>[];
}

/**
 * The two VAT totals by their currency; one without a currency is in that of the invoice, and where BT-5 is missing the
 * first is. The breakdown is that of the
 * invoice currency. Further totals, and a breakdown in the accounting currency, are left.
 */
export const taxTotalsOf = (
  totals: readonly UblTaxTotal[] = [],
  { currency, tax_currency }: Currencies,
  leave: Leave,
): TaxTotals => {
  const own = totals.find((one) => one.currency === undefined || currency === undefined || one.currency === currency);
  const other = totals.find((one) => one !== own && one.currency !== undefined && one.currency === tax_currency);
  for (const one of totals) {
    if (one !== own && one !== other) leave('cac:TaxTotal', `${one.amount?.toFixed() ?? ''} ${one.currency ?? ''}`);
    else if (one === other && one.vat_breakdown !== undefined)
      leave('cac:TaxTotal/cac:TaxSubtotal', one.currency ?? '');
  }
  return {
    tax: own?.amount,
    tax_accounting: other?.amount,
    vat_breakdown: (own?.vat_breakdown ?? []).map((one) => taxCategoryOf(one, leave)),
  };
};
