import type { AllowanceCharge, DocumentAllowanceCharge, LogisticsCharge, Said } from '@onefacture/invoice';
import { given } from '../given.js';
import type { Leave } from '../invoice-reading.js';
import { type UblTaxCategory, taxCategoryOf, ublTaxCategory } from './ubl-tax.js';

/** cac:AllowanceCharge: an indicator says which of the two it is. */
export interface UblAllowanceCharge extends Said<DocumentAllowanceCharge>, UblTaxCategory {
  readonly charge?: boolean;
  /** The code list of `reason_code` */
  readonly reason_list?: string;
}

/** UNTDID 5153: a charge under it is a tax. */
const TAXES = '5153';

const marked =
  (charge: boolean) =>
  (one: Said<AllowanceCharge> | Said<DocumentAllowanceCharge>): UblAllowanceCharge => ({
    ...one,
    ...('tax_category' in one || 'tax_rate' in one ? ublTaxCategory(one) : {}),
    charge,
  });

/** A logistics charge, which UBL has no element for, as the charge that it is. */
export const logisticsInUbl = ({ description, ...same }: Said<LogisticsCharge>): Said<DocumentAllowanceCharge> =>
  given<Said<DocumentAllowanceCharge>>({ ...same, reason: description }) ?? {};

/** Allowances, then charges, each marked. */
export const ublAllowanceCharges = (
  allowances: readonly Said<AllowanceCharge>[] = [],
  charges: readonly Said<AllowanceCharge>[] = [],
): UblAllowanceCharge[] => [...allowances.map(marked(false)), ...charges.map(marked(true))];

/** The two lists of the model. An entry without a readable indicator is left, and so is the mark of a tax. */
export const splitAllowanceCharges = (all: readonly UblAllowanceCharge[] = [], leave: Leave) => {
  const allowances: Said<DocumentAllowanceCharge>[] = [];
  const charges: Said<DocumentAllowanceCharge>[] = [];
  for (const { charge, reason_list, ...one } of all) {
    if (reason_list === TAXES) leave('cac:AllowanceCharge/cbc:AllowanceChargeReasonCode/@listID', reason_list);
    if (charge === undefined) leave('cac:AllowanceCharge', one.amount?.toFixed() ?? 'without ChargeIndicator');
    else (charge ? charges : allowances).push(taxCategoryOf(one, leave));
  }
  return { allowances, charges };
};
