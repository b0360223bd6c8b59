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
  {
    reason:
      'most rules of Factur-X stand in its schematron without an id; on a wrong code we say which rule of EN 16931 it breaks (BR-CL; BR-47 and -48 on another tax than VAT)',
    holds: ({ pack, rule, side, changes, official }) =>
      pack.startsWith('Factur-X') &&
      side === 'extra' &&
      official.length > 0 &&
      (rule.startsWith('BR-CL-') ||
        (/^BR-4[78]$/.test(rule) &&
          changes.some(({ path }) => /\/ApplicableTradeTax(\[\d+\])?\/TypeCode$/.test(path)))),
  },
  {
    reason:
      'parts that must stand, attributes and fixed values Factur-X asks for by rules without an id beyond its schema',
    holds: ({ pack, rule, side }) => pack.startsWith('Factur-X') && side === 'missing' && rule === OBJECTION,
  },
  {
    reason:
      'Factur-X takes a date of issue of blanks for one, in the wrong form; for us, as for EN 16931, it is missing (BR-03)',
    holds: ({ pack, rule, side, changes, official }) =>
      pack.startsWith('Factur-X') &&
      side === 'extra' &&
      rule === 'BR-03' &&
      official.length > 0 &&
      changes.some(({ kind, now }) => kind === 'text blanked' && now !== ''),
  },
  {
    reason:
      'a line, allowance or charge of EXTENDED-CTC-FR or Factur-X with two categories: for the official sums it is of both, for us of the first; both refuse it',
    holds: ({ pack, rule, side, changes, official }) =>
      /^(?:EXTENDED-CTC-FR|Factur-X)/.test(pack) &&
      /08b?$/.test(rule) &&
      side === 'extra' &&
      official.length > 0 &&
      changes.some(
        ({ kind, path }) =>
          (kind === 'element doubled' || kind === 'element of another document added') &&
          /TradeTax(\[\d+\])?(\/CategoryCode(\[\d+\])?)?$/.test(path),
      ),
  },
  {
    reason:
      'the schema of UBL takes several legal entities of a party, and official tests of BR-FR-Flux2 stop at the second without a verdict',
    holds: ({ pack, rule, side, changes }) =>
      pack.startsWith('BR-FR-Flux2-UBL') &&
      rule === OBJECTION &&
      side === 'missing' &&
      changes.some(
        ({ kind, path }) =>
          (kind === 'element doubled' || kind === 'element of another document added') &&
          /\/PartyLegalEntity(\[\d+\])?$/.test(path),
      ),
  },
];
