import type { Syntax } from '@onefacture/formats';
import type { Decimal } from '@onefacture/invoice';
import {
  type Compared,
  disagreementOf,
  SUMMATION,
  TOTAL_COMPARISONS,
  type TotalsBasis,
} from '../../rules/en16931/totals-rules.js';
import { xpathDecimal } from '../../rules/xpath-rounding.js';
import { lastOf } from '../../last-of.js';
import type { ElementRule, Taken } from '../element-rule.js';
import { condition, has } from './forms.js';

type Member = (typeof SUMMATION)[number];

/** Where the totals of a syntax stand, and what they are made of, below a context. */
export interface TotalsPlaces {
  readonly syntax: Syntax;
  readonly in: string;
  readonly summation: string;
  readonly members: Readonly<Record<Member, string>>;
  readonly lines: string;
  /** Allowances and charges, with their indicator and amount. */
  readonly entries: string;
  readonly indicator: string;
  readonly amount: string;
}

const INDICATORS = { allowances: ['false', '0'], charges: ['true', '1'] } as const;

const amountsOf = (entries: readonly Taken[], kind: keyof typeof INDICATORS): TotalsBasis['charges'] =>
  entries
    .filter((entry) => entry('indicator').some((one) => INDICATORS[kind].some((word) => word === one.trim())))
    .map((entry) => xpathDecimal(entry('amount')[0]));

/** The rules share what they take, so that it is parsed once a document. */
const basisOf = lastOf((taken: Taken, syntax: Syntax, entries: readonly Taken[]): TotalsBasis => {
  const totals: Partial<Record<Member, Decimal>> = {};
  for (const member of SUMMATION) {
    const value = xpathDecimal(taken(member)[0]);
    if (value !== undefined) totals[member] = value;
  }
  return {
    syntax,
    totals,
    lines: taken('ofLines').map(xpathDecimal),
    allowances: amountsOf(entries, 'allowances'),
    charges: amountsOf(entries, 'charges'),
  };
});

const compare = (
  id: keyof typeof TOTAL_COMPARISONS,
  syntax: Syntax,
  taken: Taken,
  entries: readonly Taken[],
): Compared => (has(taken, 'summation') ? TOTAL_COMPARISONS[id](basisOf(taken, syntax, entries)) : undefined);

const IDS = ['BR-CO-10', 'BR-CO-11', 'BR-CO-12', 'BR-CO-13', 'BR-CO-16'] as const;

/** BR-CO-10 to -13 and -16 over the elements of a syntax. */
export const totalsConditions = (places: TotalsPlaces): readonly ElementRule[] => {
  const below = SUMMATION.map((member) => [member, `${places.summation}/${places.members[member]}`] as const);
  const take = { summation: places.summation, ofLines: places.lines, ...Object.fromEntries(below) };
  const each = { of: places.entries, take: { indicator: places.indicator, amount: places.amount } };
  return IDS.map((id) =>
    condition(
      id,
      places.in,
      { take, each },
      (taken, entries) => disagreementOf(compare(id, places.syntax, taken, entries)) === undefined,
      (taken, entries) => disagreementOf(compare(id, places.syntax, taken, entries)) ?? {},
    ),
  );
};
