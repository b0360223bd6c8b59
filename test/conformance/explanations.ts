import type { Change } from './rule-mutants.js';

/** In place of ids where the official engine gave up, or names no rule: the document is wrong, and we are to object. */
export const OBJECTION = 'ANY-OBJECTION';

/** One rule on one mutant on which our engine and the official one differ. */
export interface Difference {
  /** Official name of the rule set. */
  readonly pack: string;
  readonly rule: string;
  /** `missing`: only the official engine gives it; `extra`: only ours does. */
  readonly side: 'missing' | 'extra';
  readonly changes: readonly Change[];
  /** All fatal ids of each. */
  readonly official: readonly string[];
  readonly ours: readonly string[];
}

/** Why a class of mutants is judged otherwise, as docs/validation.md tells it. */
export interface Explanation {
  readonly reason: string;
  /** By the rule and the kind of change, never by a file. */
  readonly holds: (difference: Difference) => boolean;
}

/** The closed list of differences that are understood and kept. */
export const EXPLANATIONS: readonly Explanation[] = [
  {
    reason:
      'the schema of CII takes several names of an article, and the official test of BR-25 stops at the second without a verdict',
    holds: ({ pack, rule, side, changes }) =>
      pack.includes('CII') &&
      rule === OBJECTION &&
      side === 'missing' &&
      changes.some(
        ({ kind, path }) =>
          (kind === 'element doubled' || kind === 'element of another document added') &&
          /SpecifiedTradeProduct\/Name(\[\d+\])?$/.test(path),
      ),
  },
];
