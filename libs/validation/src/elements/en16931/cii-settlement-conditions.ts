import { CREDIT_TRANSFERS, isTruncated } from '../../rules/en16931/payment-rules.js';
import type { ElementRule, Taken } from '../element-rule.js';
import { DAY, isVat } from './cii-parts.js';
import { condition, has, isFilled, present, texted } from './forms.js';

const DOCUMENT_LEVEL = '//ApplicableHeaderTradeSettlement/SpecifiedTradeAllowanceCharge';
const LINE_LEVEL = '//SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge';

/** A rule on the allowances (`false`) or charges (`true`) of a level. */
const ofKind = (
  id: string,
  within: string,
  kind: 'false' | 'true',
  holds: (taken: Taken, taxes: readonly Taken[]) => boolean,
): ElementRule =>
  condition(
    id,
    within,
    {
      take: { indicator: 'ChargeIndicator/Indicator', amount: 'ActualAmount', reason: ['Reason', 'ReasonCode'] },
      each: { of: 'CategoryTradeTax', take: { type: 'TypeCode', category: 'CategoryCode' } },
    },
    (taken, taxes) => !taken('indicator').includes(kind) || holds(taken, taxes),
  );

const hasAmount = (taken: Taken): boolean => has(taken, 'amount');
const hasReason = (taken: Taken): boolean => has(taken, 'reason');
const hasCategory = (_: Taken, taxes: readonly Taken[]): boolean =>
  taxes.some((tax) => isVat(tax) && has(tax, 'category'));

const allowancesAndCharges: readonly ElementRule[] = [
  ofKind('BR-31', DOCUMENT_LEVEL, 'false', hasAmount),
  ofKind('BR-32', DOCUMENT_LEVEL, 'false', hasCategory),
  ofKind('BR-33', DOCUMENT_LEVEL, 'false', hasReason),
  ofKind('BR-CO-21', DOCUMENT_LEVEL, 'false', hasReason),
  ofKind('BR-36', DOCUMENT_LEVEL, 'true', hasAmount),
  ofKind('BR-37', DOCUMENT_LEVEL, 'true', hasCategory),
  ofKind('BR-38', DOCUMENT_LEVEL, 'true', hasReason),
  ofKind('BR-CO-22', DOCUMENT_LEVEL, 'true', hasReason),
  ofKind('BR-41', LINE_LEVEL, 'false', hasAmount),
  ofKind('BR-42', LINE_LEVEL, 'false', hasReason),
  ofKind('BR-CO-23', LINE_LEVEL, 'false', hasReason),
  ofKind('BR-43', LINE_LEVEL, 'true', hasAmount),
  ofKind('BR-44', LINE_LEVEL, 'true', hasReason),
  ofKind('BR-CO-24', LINE_LEVEL, 'true', hasReason),
];

const MEANS = '//SpecifiedTradeSettlementPaymentMeans';
const ACCOUNTS = {
  take: { code: 'TypeCode' },
  each: { of: 'PayeePartyCreditorFinancialAccount', take: { id: ['IBANID', 'ProprietaryID'] } },
};
const isTransfer = (means: Taken): boolean => means('code').some((code) => CREDIT_TRANSFERS.has(code));

const payment: readonly ElementRule[] = [
  present('BR-49', MEANS, 'TypeCode'),
  condition(
    'BR-50',
    MEANS,
    ACCOUNTS,
    (means, accounts) => !isTransfer(means) || accounts.every((account) => isFilled(account, 'id')),
  ),
  condition(
    'BR-61',
    MEANS,
    ACCOUNTS,
    (means, accounts) => !isTransfer(means) || accounts.every((account) => has(account, 'id')),
  ),
  texted('BR-51', '//ApplicableTradeSettlementFinancialCard/ID', isTruncated),
];

const PERIOD_PARTS = {
  start: 'StartDateTime',
  end: 'EndDateTime',
  startDate: 'StartDateTime/DateTimeString',
  startFormat: 'StartDateTime/DateTimeString/@format',
  endDate: 'EndDateTime/DateTimeString',
  endFormat: 'EndDateTime/DateTimeString/@format',
};

/** The dates in format 102. */
const days = (period: Taken, which: 'start' | 'end'): readonly string[] =>
  period(`${which}Date`).filter((_, index) => period(`${which}Format`)[index] === DAY);

/** Days are compared as texts; one in another format counts as wrong. */
const isOrdered = (period: Taken): boolean => {
  if (!has(period, 'start') || !has(period, 'end')) return true;
  const starts = days(period, 'start');
  return days(period, 'end').some((end) => starts.some((start) => end >= start));
};

const DOCUMENT_PERIOD = '//ApplicableHeaderTradeSettlement/BillingSpecifiedPeriod';
const LINE_PERIOD = '//SpecifiedLineTradeSettlement/BillingSpecifiedPeriod';

const periods: readonly ElementRule[] = [
  condition('BR-29', DOCUMENT_PERIOD, { take: PERIOD_PARTS }, isOrdered),
  condition('BR-30', LINE_PERIOD, { take: PERIOD_PARTS }, isOrdered),
  present('BR-CO-19', DOCUMENT_PERIOD, ['StartDateTime', 'EndDateTime']),
  present('BR-CO-20', LINE_PERIOD, ['StartDateTime', 'EndDateTime']),
];

/** Allowances and charges, payment and periods, of the document and its lines. */
export const ciiSettlementConditions: readonly ElementRule[] = [...allowancesAndCharges, ...payment, ...periods];
