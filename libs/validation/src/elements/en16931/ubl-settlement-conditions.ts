import { CREDIT_TRANSFERS, isTruncated } from '../../rules/en16931/payment-rules.js';
import type { ElementRule, Taken } from '../element-rule.js';
import { isVat, LINE } from './ubl-parts.js';
import { condition, has, isFilled, present, texted } from './forms.js';

const INDICATORS = { allowance: ['false', '0'], charge: ['true', '1'] } as const;
const LINE_LEVEL = `${LINE}/AllowanceCharge`;

/** A rule on the allowances or charges of a level. */
const ofKind = (
  id: string,
  within: string,
  kind: keyof typeof INDICATORS,
  holds: (taken: Taken, categories: readonly Taken[]) => boolean,
): ElementRule => {
  const isKind = (indicator: string): boolean => INDICATORS[kind].some((one) => one === indicator.trim());
  return condition(
    id,
    within,
    {
      take: {
        indicator: 'ChargeIndicator',
        amount: 'Amount',
        reason: ['AllowanceChargeReason', 'AllowanceChargeReasonCode'],
      },
      each: { of: 'TaxCategory', take: { scheme: 'TaxScheme/ID', category: 'ID' } },
    },
    (taken, categories) => !taken('indicator').some(isKind) || holds(taken, categories),
  );
};

const hasAmount = (taken: Taken): boolean => has(taken, 'amount');
const hasReason = (taken: Taken): boolean => has(taken, 'reason');
const hasCategory = (_: Taken, categories: readonly Taken[]): boolean =>
  categories.some((one) => isVat(one) && has(one, 'category'));

const allowancesAndCharges: readonly ElementRule[] = [
  ofKind('BR-31', 'AllowanceCharge', 'allowance', hasAmount),
  ofKind('BR-32', 'AllowanceCharge', 'allowance', hasCategory),
  ofKind('BR-33', 'AllowanceCharge', 'allowance', hasReason),
  ofKind('BR-CO-21', 'AllowanceCharge', 'allowance', hasReason),
  ofKind('BR-36', 'AllowanceCharge', 'charge', hasAmount),
  ofKind('BR-37', 'AllowanceCharge', 'charge', hasCategory),
  ofKind('BR-38', 'AllowanceCharge', 'charge', hasReason),
  ofKind('BR-CO-22', 'AllowanceCharge', 'charge', hasReason),
  ofKind('BR-41', LINE_LEVEL, 'allowance', hasAmount),
  ofKind('BR-42', LINE_LEVEL, 'allowance', hasReason),
  ofKind('BR-CO-23', LINE_LEVEL, 'allowance', hasReason),
  ofKind('BR-43', LINE_LEVEL, 'charge', hasAmount),
  ofKind('BR-44', LINE_LEVEL, 'charge', hasReason),
  ofKind('BR-CO-24', LINE_LEVEL, 'charge', hasReason),
];

const MEANS = '//PaymentMeans';
const CODE = 'PaymentMeansCode';

const payment: readonly ElementRule[] = [
  present('BR-49', MEANS, CODE),
  condition(
    'BR-50',
    MEANS,
    { take: { code: CODE }, each: { of: 'PayeeFinancialAccount', take: { id: 'ID' } } },
    (means, accounts) =>
      !means('code').some((code) => CREDIT_TRANSFERS.has(code)) || accounts.every((account) => isFilled(account, 'id')),
  ),
  condition(
    'BR-61',
    MEANS,
    { take: { code: CODE, account: 'PayeeFinancialAccount/ID' } },
    (means) => !CREDIT_TRANSFERS.has(means('code')[0]?.trim()) || has(means, 'account'),
  ),
  texted('BR-51', `${MEANS}/CardAccount/PrimaryAccountNumberID`, isTruncated),
];

const LINE_PERIOD = `${LINE}/InvoicePeriod`;
const DATES = { start: 'StartDate', end: 'EndDate' };
const DATE_LENGTH = 10;

const isOrdered = (period: Taken): boolean => {
  const [start, end] = ['start', 'end'].map((name) => period(name)[0]?.trim().slice(0, DATE_LENGTH));
  return start === undefined || end === undefined || end >= start;
};

const periods: readonly ElementRule[] = [
  condition('BR-29', '//InvoicePeriod', { take: DATES, unless: LINE_PERIOD }, isOrdered),
  condition('BR-30', LINE_PERIOD, { take: DATES }, isOrdered),
  condition(
    'BR-CO-19',
    '//InvoicePeriod',
    { take: { any: ['StartDate', 'EndDate', 'DescriptionCode'] }, unless: LINE_PERIOD },
    (period) => has(period, 'any'),
  ),
  present('BR-CO-20', LINE_PERIOD, ['StartDate', 'EndDate']),
];

/** Allowances and charges, payment and periods, of the document and its lines. */
export const ublSettlementConditions: readonly ElementRule[] = [...allowancesAndCharges, ...payment, ...periods];
