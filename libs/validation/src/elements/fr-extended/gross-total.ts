import { Decimal } from '@onefacture/invoice';
import { disagreement } from '../../rules/en16931/disagreement.js';
import type { RuleText, Values } from '../../rules/rule.js';
import { xpathDecimal } from '../../rules/xpath-rounding.js';
import { SUMMATION, TRANSACTION } from '../en16931/cii-parts.js';
import { has } from '../en16931/forms.js';
import type { ConditionRule, Taken } from '../element-rule.js';

const CENT = new Decimal('0.01');
const HEADER = 'ApplicableHeaderTradeSettlement';
const LINE = 'IncludedSupplyChainTradeLineItem';

interface Gross {
  readonly declared: Decimal | undefined;
  readonly computed: Decimal | undefined;
  readonly holds: boolean;
}

/** Lines that count, allowances and charges: each may be a cent off. */
const countOf = (taken: Taken): number =>
  taken('lines').length -
  taken('kinds').filter((kind) => kind !== 'DETAIL').length +
  taken('indicators').filter((indicator) => ['true', 'false'].includes(indicator)).length +
  taken('logistics').length;

const grossOf = (taken: Taken, totals: readonly Taken[]): Gross => {
  const own = totals.filter((total) => total('currency').some((one) => taken('currency').includes(one)));
  const [declared, net, tax] = [taken('gross')[0], taken('net')[0], own[0]?.('amount')[0]].map(xpathDecimal);
  const computed = net === undefined || tax === undefined ? undefined : net.plus(tax);
  if (declared === undefined || computed === undefined) return { declared, computed, holds: false };
  const near = declared
    .minus(computed)
    .abs()
    .lessThanOrEqualTo(CENT.times(countOf(taken)));
  return { declared, computed, holds: own.length === 1 ? near : net?.equals(declared) === true };
};

/** BR-…-CO-15 in CII: one VAT total in the currency of the invoice; where there are several, none may count. */
export const grossTotal = (text: RuleText): ConditionRule => ({
  ...text,
  kind: 'condition',
  in: TRANSACTION,
  take: {
    summation: `${HEADER}/${SUMMATION}`,
    currency: `${HEADER}/InvoiceCurrencyCode`,
    net: `${HEADER}/${SUMMATION}/TaxBasisTotalAmount`,
    gross: `${HEADER}/${SUMMATION}/GrandTotalAmount`,
    lines: LINE,
    kinds: `${LINE}/AssociatedDocumentLineDocument/LineStatusReasonCode`,
    indicators: `${HEADER}/SpecifiedTradeAllowanceCharge/ChargeIndicator/Indicator`,
    logistics: `${HEADER}/SpecifiedLogisticsServiceCharge`,
  },
  each: { of: `${HEADER}/${SUMMATION}/TaxTotalAmount`, take: { currency: '@currencyID', amount: '' } },
  holds: (taken, totals) => !has(taken, 'summation') || grossOf(taken, totals).holds,
  tells: (taken, totals): Values => {
    const { declared, computed } = grossOf(taken, totals);
    return disagreement(declared, computed);
  },
});
