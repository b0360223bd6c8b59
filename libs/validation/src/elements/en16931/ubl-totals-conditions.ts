import type { ElementRule, Taken } from '../element-rule.js';
import { grossTotal, groupTax, taxTotalOfGroups } from './amount-conditions.js';
import { isVat, TOTAL } from './ubl-parts.js';
import { condition, has, present } from './forms.js';
import { totalsConditions } from './totals-conditions.js';

const totals: readonly ElementRule[] = [
  present('BR-12', TOTAL, 'LineExtensionAmount'),
  present('BR-13', TOTAL, 'TaxExclusiveAmount'),
  present('BR-14', TOTAL, 'TaxInclusiveAmount'),
  present('BR-15', TOTAL, 'PayableAmount'),
  ...totalsConditions({
    syntax: 'UBL',
    in: '',
    summation: 'LegalMonetaryTotal',
    members: {
      lines: 'LineExtensionAmount',
      allowances: 'AllowanceTotalAmount',
      charges: 'ChargeTotalAmount',
      net: 'TaxExclusiveAmount',
      gross: 'TaxInclusiveAmount',
      prepaid: 'PrepaidAmount',
      rounding: 'PayableRoundingAmount',
      due: 'PayableAmount',
    },
    lines: '(InvoiceLine|CreditNoteLine)/LineExtensionAmount',
    entries: 'AllowanceCharge',
    indicator: 'ChargeIndicator',
    amount: 'Amount',
  }),
];

const GROUP = '//TaxTotal/TaxSubtotal';
const CATEGORY = { of: 'TaxCategory', take: { scheme: 'TaxScheme/ID', category: 'ID', rate: 'Percent' } };

const ofCategory = (id: string, holds: (category: Taken) => boolean): ElementRule =>
  condition(id, GROUP, { each: CATEGORY }, (_, categories) => categories.some((one) => isVat(one) && holds(one)));

const rateOf = (categories: readonly Taken[]): string | undefined => categories.find(isVat)?.('rate')[0];

const plausible = groupTax('UBL');
const gross = grossTotal('UBL');

const vat: readonly ElementRule[] = [
  present('BR-45', GROUP, 'TaxableAmount'),
  present('BR-46', GROUP, 'TaxAmount'),
  ofCategory('BR-47', (one) => has(one, 'category')),
  ofCategory('BR-48', (one) => has(one, 'rate') || one('category').some((code) => code.trim() === 'O')),
  condition(
    'BR-CO-14',
    'TaxTotal',
    { take: { own: 'TaxAmount', subtotals: 'TaxSubtotal', taxes: 'TaxSubtotal/TaxAmount' } },
    taxTotalOfGroups.holds,
    taxTotalOfGroups.tells,
  ),
  condition(
    'BR-CO-15',
    '',
    {
      take: {
        currency: 'DocumentCurrencyCode',
        net: 'LegalMonetaryTotal/TaxExclusiveAmount',
        gross: 'LegalMonetaryTotal/TaxInclusiveAmount',
      },
      each: { of: 'TaxTotal/TaxAmount', take: { currency: '@currencyID', amount: '' } },
    },
    gross.holds,
    gross.tells,
  ),
  condition(
    'BR-CO-17',
    GROUP,
    { take: { base: 'TaxableAmount', tax: 'TaxAmount' }, each: CATEGORY },
    (group, categories) => plausible.holds(group, rateOf(categories)),
    (group, categories) => plausible.tells(group, rateOf(categories)),
  ),
  present('BR-CO-18', '', 'TaxTotal/TaxSubtotal'),
];

/** BG-22 and BG-23. */
export const ublTotalsConditions: readonly ElementRule[] = [...totals, ...vat];
