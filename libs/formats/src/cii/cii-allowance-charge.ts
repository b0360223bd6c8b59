import type { AllowanceCharge, DocumentAllowanceCharge, Said } from '@onefacture/invoice';
import { type Binding, bindingsFor } from '../bindings/binding.js';
import { amount, flag, percent, text, token } from '../bindings/codec.js';
import type { Leave } from '../invoice-reading.js';

/** ram:SpecifiedTradeAllowanceCharge: an indicator says which of the two it is. */
export interface CiiAllowanceCharge extends Said<DocumentAllowanceCharge> {
  readonly charge?: boolean;
}

/** Allowances, then charges, each marked. */
export const ciiAllowanceCharges = (
  allowances: readonly Said<AllowanceCharge>[] = [],
  charges: readonly Said<AllowanceCharge>[] = [],
): CiiAllowanceCharge[] => [
  ...allowances.map((one) => ({ ...one, charge: false })),
  ...charges.map((one) => ({ ...one, charge: true })),
];

/** The two lists of the model; an entry without a readable indicator is left. */
export const splitAllowanceCharges = (
  all: readonly CiiAllowanceCharge[] = [],
  leave: Leave,
): { readonly allowances: Said<DocumentAllowanceCharge>[]; readonly charges: Said<DocumentAllowanceCharge>[] } => {
  const allowances: Said<DocumentAllowanceCharge>[] = [];
  const charges: Said<DocumentAllowanceCharge>[] = [];
  for (const { charge, ...one } of all) {
    if (charge === undefined)
      leave('SpecifiedTradeAllowanceCharge', one.amount?.toFixed() ?? 'without ChargeIndicator');
    else (charge ? charges : allowances).push(one);
  }
  return { allowances, charges };
};

const row = bindingsFor<CiiAllowanceCharge>();

/** The rows of one allowance or charge; a line's has no VAT of its own. */
export const allowanceChargeRows = (level: 'document' | 'line'): Binding[] => {
  const [amounts, base, rate, reason, code] =
    level === 'document'
      ? ['BT-92, BT-99', 'BT-93, BT-100', 'BT-94, BT-101', 'BT-97, BT-104', 'BT-98, BT-105']
      : ['BT-136, BT-141', 'BT-137, BT-142', 'BT-138, BT-143', 'BT-139, BT-144', 'BT-140, BT-145'];
  return [
    row.leaf('BG-20, BG-21', 'ChargeIndicator', 'charge', flag),
    row.leaf(rate ?? '', 'CalculationPercent', 'percentage', percent),
    row.leaf(base ?? '', 'BasisAmount', 'base_amount', amount),
    row.leaf(amounts ?? '', 'ActualAmount', 'amount', amount),
    row.leaf(code ?? '', 'ReasonCode', 'reason_code', token),
    row.leaf(reason ?? '', 'Reason', 'reason', text),
    ...(level === 'line'
      ? []
      : row.below('CategoryTradeTax', [
          row.constant('TypeCode', 'VAT', token),
          row.leaf('EXT of BT-120', 'ExemptionReason', 'exemption_reason', text),
          row.leaf('BT-95, BT-102', 'CategoryCode', 'tax_category', token),
          row.leaf('EXT of BT-121', 'ExemptionReasonCode', 'exemption_code', token),
          row.leaf('BT-96, BT-103', 'RateApplicablePercent', 'tax_rate', percent),
        ])),
  ];
};
