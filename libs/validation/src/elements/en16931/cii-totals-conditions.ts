import { JUDGED_APART } from '../../rules/en16931/vat-breakdown-rules.js';
import type { ElementRule, Taken } from '../element-rule.js';
import { grossTotal, groupTax, taxTotalsInCurrency } from './amount-conditions.js';
import { isVat, LINE_TOTAL, SETTLEMENT, SUMMATION, TRANSACTION } from './cii-parts.js';
import { condition, has, present } from './forms.js';
import { totalsConditions } from './totals-conditions.js';

const totals: readonly ElementRule[] = [
  present('BR-12', `//${SUMMATION}`, 'LineTotalAmount'),
  present('BR-13', `//${SUMMATION}`, 'TaxBasisTotalAmount'),
  present('BR-14', `//${SUMMATION}`, 'GrandTotalAmount'),
  present('BR-15', `//${SUMMATION}`, 'DuePayableAmount'),
  ...totalsConditions({
    syntax: 'CII',
    in: TRANSACTION,
    summation: `ApplicableHeaderTradeSettlement/${SUMMATION}`,
    members: {
      lines: 'LineTotalAmount',
      allowances: 'AllowanceTotalAmount',
      charges: 'ChargeTotalAmount',
      net: 'TaxBasisTotalAmount',
      gross: 'GrandTotalAmount',
      prepaid: 'TotalPrepaidAmount',
      rounding: 'RoundingAmount',
      due: 'DuePayableAmount',
    },
    lines: `IncludedSupplyChainTradeLineItem/${LINE_TOTAL}`,
    entries: 'ApplicableHeaderTradeSettlement/SpecifiedTradeAllowanceCharge',
    indicator: 'ChargeIndicator/Indicator',
    amount: 'ActualAmount',
  }),
];

/** Whether the official rules on a group come by at all: those of L, M and O are taken by rules of their category. */
const isJudged = (group: Taken): boolean =>
  !isVat(group) || !group('category').some((category) => JUDGED_APART.has(category));

/** BG-23 */
export const GROUP = '//ApplicableHeaderTradeSettlement/ApplicableTradeTax';
/** What rules on a group look at. */
export const GROUP_PARTS = {
  type: 'TypeCode',
  category: 'CategoryCode',
  rate: 'RateApplicablePercent',
  base: 'BasisAmount',
  tax: 'CalculatedAmount',
};

/** BT-119 of a group of VAT; this rule alone takes white space around the type. */
const rateOf = (group: Taken): string | undefined =>
  group('type').some((type) => type.trim().toUpperCase() === 'VAT') ? group('rate')[0] : undefined;

const plausible = groupTax('CII');

/** BR-45 to -48 and BR-CO-17, of groups that are judged; of a group of what is no tax, BR-47 and -48 are broken. */
export const groupConditions = (
  judges: (group: Taken) => boolean,
  isTax: (group: Taken) => boolean,
): readonly ElementRule[] => {
  const ofGroup = (id: string, holds: (group: Taken) => boolean): ElementRule =>
    condition(id, GROUP, { take: GROUP_PARTS }, (group) => !judges(group) || holds(group));
  return [
    ofGroup('BR-45', (group) => has(group, 'base')),
    ofGroup('BR-46', (group) => has(group, 'tax')),
    ofGroup('BR-47', (group) => isTax(group) && has(group, 'category')),
    ofGroup('BR-48', (group) => isTax(group) && (has(group, 'rate') || group('category').includes('O'))),
    condition(
      'BR-CO-17',
      GROUP,
      { take: GROUP_PARTS },
      (group) => !judges(group) || plausible.holds(group, rateOf(group)),
      (group) => plausible.tells(group, rateOf(group)),
    ),
  ];
};

const gross = grossTotal('CII');
const TOTALS = {
  of: `${SUMMATION}/TaxTotalAmount`,
  take: { currency: '@currencyID', amount: '' },
};

const vat: readonly ElementRule[] = [
  ...groupConditions(isJudged, isVat),
  condition(
    'BR-CO-03',
    '',
    {
      take: { date: '//TaxPointDate', code: '//DueDateTypeCode' },
      each: { of: `${SETTLEMENT}/ApplicableTradeTax`, take: { type: 'TypeCode', category: 'CategoryCode' } },
    },
    (taken, groups) => !has(taken, 'date') || !has(taken, 'code') || !groups.some(isJudged),
  ),
  condition(
    'BR-CO-14',
    SETTLEMENT,
    { take: { currency: 'InvoiceCurrencyCode', taxes: 'ApplicableTradeTax/CalculatedAmount' }, each: TOTALS },
    taxTotalsInCurrency.holds,
    taxTotalsInCurrency.tells,
  ),
  condition(
    'BR-CO-15',
    SETTLEMENT,
    {
      take: {
        currency: 'InvoiceCurrencyCode',
        net: `${SUMMATION}/TaxBasisTotalAmount`,
        gross: `${SUMMATION}/GrandTotalAmount`,
      },
      each: TOTALS,
    },
    gross.holds,
    gross.tells,
  ),
  condition(
    'BR-CO-18',
    '',
    { take: { lines: `${TRANSACTION}/IncludedSupplyChainTradeLineItem`, groups: `${SETTLEMENT}/ApplicableTradeTax` } },
    (taken) => !has(taken, 'lines') || has(taken, 'groups'),
  ),
];

/** BG-22 and BG-23. */
export const ciiTotalsConditions: readonly ElementRule[] = [...totals, ...vat];
