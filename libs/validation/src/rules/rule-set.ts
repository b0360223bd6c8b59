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

/** A rule set without some rules and with others: how the extensions replace rules of the norm. */
export const derivedFrom = (
  base: RuleSet,
  change: Omit<RuleSet, 'rules' | 'elements'> & {
    readonly without: ReadonlySet<string>;
    readonly rules: readonly Rule[];
    readonly elements: RuleSet['elements'];
  },
): RuleSet => {
  const { without, ...set } = change;
  const kept = <One extends { readonly id: string }>(ones: readonly One[]): readonly One[] =>
    ones.filter(({ id }) => !without.has(id));
  return {
    ...set,
    rules: [...kept(base.rules), ...change.rules],
    elements: {
      CII: [...kept(base.elements.CII), ...change.elements.CII],
      UBL: [...kept(base.elements.UBL), ...change.elements.UBL],
    },
  };
};
