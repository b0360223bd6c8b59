import type { Decimal, Totals } from '@onefacture/invoice';
import { disagreement } from '../../rules/en16931/disagreement.js';
import { EXTENDED_COMPARISONS, type ExtendedParts, type Part, partOf } from '../../rules/fr-extended/totals-rules.js';
import type { RuleText } from '../../rules/rule.js';
import { xpathDecimal } from '../../rules/xpath-rounding.js';
import { lastOf } from '../../last-of.js';
import { LINE_TOTAL, SUMMATION, TRANSACTION } from '../en16931/cii-parts.js';
import { has } from '../en16931/forms.js';
import { ciiVatGroups } from './cii-vat-groups.js';
import type { ConditionRule, Taken } from '../element-rule.js';

const HEADER = 'ApplicableHeaderTradeSettlement';
const LINE = 'IncludedSupplyChainTradeLineItem';
const KIND = 'AssociatedDocumentLineDocument/LineStatusReasonCode';
const LOGISTICS = `${HEADER}/SpecifiedLogisticsServiceCharge`;

const DECLARED = {
  lines: 'LineTotalAmount',
  allowances: 'AllowanceTotalAmount',
  charges: 'ChargeTotalAmount',
  net: 'TaxBasisTotalAmount',
} as const;
const MEMBERS = ['lines', 'allowances', 'charges', 'net'] as const;

const TAKE: ConditionRule['take'] = {
  summation: `${HEADER}/${SUMMATION}`,
  ...Object.fromEntries(MEMBERS.map((member) => [member, `${HEADER}/${SUMMATION}/${DECLARED[member]}`])),
  all: LINE,
  kinds: `${LINE}/${KIND}`,
  logistics: LOGISTICS,
  logisticAmounts: `${LOGISTICS}/AppliedAmount`,
};

/** Lines, allowances and charges; the latter have an indicator, or two. */
const EACH: NonNullable<ConditionRule['each']> = {
  of: [LINE, `${HEADER}/SpecifiedTradeAllowanceCharge`],
  take: { kind: KIND, net: LINE_TOTAL, indicator: 'ChargeIndicator/Indicator', amount: 'ActualAmount' },
};

const DETAIL = 'DETAIL';

const amountsOf = (entries: readonly Taken[], name: string): readonly (Decimal | undefined)[] =>
  entries.flatMap((entry) => entry(name).map(xpathDecimal));

const adjustments = (entries: readonly Taken[], word: 'true' | 'false'): Part => {
  const ones = entries.filter((entry) => entry('indicator').includes(word));
  return partOf(amountsOf(ones, 'amount'), ones.length);
};

/** The rules share what they take, so that it is parsed once a document. */
const partsOf = lastOf((taken: Taken, entries: readonly Taken[]): ExtendedParts => {
  const counted = entries.filter((entry) => !has(entry, 'kind') || entry('kind').includes(DETAIL));
  const lineCount = taken('all').length;
  const apart = taken('kinds').filter((kind) => kind !== DETAIL).length;
  return {
    lineCount,
    lines: partOf(amountsOf(counted, 'net'), lineCount - apart),
    allowances: adjustments(entries, 'false'),
    charges: adjustments(entries, 'true'),
    logistics: partOf(taken('logisticAmounts').map(xpathDecimal), taken('logistics').length),
  };
});

const totalsOf = (taken: Taken): Partial<Totals> =>
  Object.fromEntries(
    MEMBERS.flatMap((member) => {
      const declared = xpathDecimal(taken(member)[0]);
      return declared === undefined ? [] : [[member, declared]];
    }),
  );

/** …-CO-10 to -13 in CII, of an empty group of totals as well; what has two indicators is allowance and charge. */
const comparedTotals = (prefix: string, text: (id: string) => RuleText): readonly ConditionRule[] =>
  Object.entries(EXTENDED_COMPARISONS).map(([ending, compare]) => {
    const wrong = (taken: Taken, entries: readonly Taken[]) =>
      has(taken, 'summation') ? compare(totalsOf(taken), partsOf(taken, entries), 'CII') : undefined;
    return {
      ...text(`${prefix}-${ending}`),
      kind: 'condition',
      in: TRANSACTION,
      take: TAKE,
      each: EACH,
      holds: (taken, entries) => wrong(taken, entries) === undefined,
      tells: (taken, entries) => {
        const compared = wrong(taken, entries);
        return disagreement(compared?.declared, compared?.computed);
      },
    };
  });

/** Totals, …-CO-10 to -13, and VAT groups, …-S-01 to -AG-01, as both extensions hold them against the lines in CII. */
export const extendedTotals = (
  prefix: 'BR-FREXT' | 'BR-FXEXT',
  text: (id: string) => RuleText,
): readonly ConditionRule[] => [...comparedTotals(prefix, text), ...ciiVatGroups(prefix, text)];
