import type { CivilDate, Said, VatBreakdown } from '@onefacture/invoice';
import { given } from '../given.js';
import type { Leave } from '../invoice-reading.js';

/** ram:ApplicableTradeTax of the document: BT-7 and BT-8 stand here. */
export interface CiiTax extends Said<VatBreakdown> {
  readonly tax_point_date?: string;
  /** UNTDID 2475 */
  readonly due_date_code?: string;
}

/** When VAT becomes due, and its breakdown, in the model. */
export interface TaxTerms {
  readonly tax_point_date?: CivilDate | undefined;
  readonly tax_point_code?: string | undefined;
  readonly vat_breakdown?: readonly Said<VatBreakdown>[] | undefined;
}

/** BT-8: the model's UNTDID 2005 in CII's UNTDID 2475 (issue, delivery, payment). */
const DUE_DATE_CODES: Readonly<Record<string, string>> = { '3': '5', '35': '29', '432': '72' };
const TAX_POINT_CODES: Readonly<Record<string, string>> = { '5': '3', '29': '35', '72': '432' };

/** BG-23 with BT-7 in the first group (CII-SR-461 allows one) and BT-8 in each, in CII's shape. */
export const ciiTaxes = ({ vat_breakdown = [], tax_point_date, tax_point_code }: TaxTerms): CiiTax[] => {
  const code = tax_point_code === undefined ? undefined : (DUE_DATE_CODES[tax_point_code] ?? tax_point_code);
  return vat_breakdown.map((one, index) => ({
    ...one,
    ...given({ tax_point_date: index === 0 ? tax_point_date : undefined, due_date_code: code }),
  }));
};

/** CII's taxes in the model's shape; a second, different tax point is left. */
export const taxesOf = (taxes: readonly CiiTax[] = [], leave: Leave): TaxTerms => {
  const date = taxes.find(({ tax_point_date }) => tax_point_date !== undefined)?.tax_point_date;
  const code = taxes.find(({ due_date_code }) => due_date_code !== undefined)?.due_date_code;
  for (const tax of taxes) {
    if (tax.tax_point_date !== undefined && tax.tax_point_date !== date) {
      leave('ApplicableTradeTax/TaxPointDate', tax.tax_point_date);
    }
    if (tax.due_date_code !== undefined && tax.due_date_code !== code) {
      leave('ApplicableTradeTax/DueDateTypeCode', tax.due_date_code);
    }
  }
  return {
    tax_point_date: date,
    tax_point_code: code === undefined ? undefined : (TAX_POINT_CODES[code] ?? code),
    vat_breakdown:
      (date ?? code) === undefined
        ? taxes
        : taxes.map(({ tax_point_date: _date, due_date_code: _code, ...one }) => one),
  };
};
