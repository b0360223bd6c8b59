import type { Syntax } from '@onefacture/formats';
import type { ElementRule } from '../elements/element-rule.js';
import type { Rule } from './rule.js';

/** The rules of one official publication, or our own, at one version. */
export interface RuleSet {
  /** `EN16931`, `EXTENDED-CTC-FR`, `Factur-X EXTENDED`, `BR-FR-Flux2` … */
  readonly name: string;
  /** As published: `1.3.16`. */
  readonly version: string;
  /** First day it is to be applied, `YYYY-MM-DD`. */
  readonly effective_from: string;
  /** Rules over the model. */
  readonly rules: readonly Rule[];
  /** Rules over elements and attributes, which each syntax has its own of. */
  readonly elements: Readonly<Record<Syntax, readonly ElementRule[]>>;
}

/** The rule where its id is not left out of the syntax of a document. */
const keptIn = (without: Readonly<Record<Syntax, ReadonlySet<string>>>, rule: Rule): readonly Rule[] => {
  const isOut = (syntax: Syntax): boolean => without[syntax].has(rule.id);
  if (isOut('CII') && isOut('UBL')) return [];
  if (!isOut('CII') && !isOut('UBL')) return [rule];
  const check: Rule['check'] = (subject, broken) => {
    if (!isOut(subject.syntax)) rule.check(subject, broken);
  };
  return [{ ...rule, check }];
};

/** A rule set without some rules and with others, in each syntax its own: how the extensions replace rules of the norm. */
export const derivedFrom = (
  base: RuleSet,
  change: Omit<RuleSet, 'rules' | 'elements'> & {
    readonly without: Readonly<Record<Syntax, ReadonlySet<string>>>;
    readonly rules: readonly Rule[];
    readonly elements: RuleSet['elements'];
  },
): RuleSet => {
  const { without, ...set } = change;
  const elementsOf = (syntax: Syntax): readonly ElementRule[] => [
    ...base.elements[syntax].filter(({ id }) => !without[syntax].has(id)),
    ...change.elements[syntax],
  ];
  return {
    ...set,
    rules: [...base.rules.flatMap((rule) => keptIn(without, rule)), ...change.rules],
    elements: { CII: elementsOf('CII'), UBL: elementsOf('UBL') },
  };
};
