import type { RuleText, Values } from '../rules/rule.js';

/** Reads an attribute of the element at hand by its local name. */
export type AttributeOf = (name: string) => string | undefined;

/**
 * Elements by their path, as local names. `A/B` starts below the root; `//A/B` stands anywhere; `/Root/A` names the root.
 * A step may be `*` or a choice `(A|B)`; a last step `@name` is an attribute. Several patterns: any of them.
 */
export type Pattern = string | readonly string[];

/** A condition on the text of an element or the value of an attribute. */
export interface ValueRule extends RuleText {
  readonly kind: 'value';
  readonly at: Pattern;
  /** Elements that may not stand above it, by local name: XPath's `not(ancestor::X)`. */
  readonly notBelow?: readonly string[];
  /** `text` is unchanged: what is trimmed is the rule's affair. */
  readonly holds: (text: string, attribute: AttributeOf) => boolean;
  /** Values for the sentence besides `value`, which is always the text. */
  readonly values?: Values;
}

/** How often elements may stand below another. `most: 0` is an element that must not be used. */
export interface CountRule extends RuleText {
  readonly kind: 'count';
  /** The context in which is counted; empty: the root. */
  readonly in: Pattern;
  /** Relative to the context: `TaxRepresentativeParty/Party`, `@schemeID`; all of them count together. */
  readonly of: Pattern;
  /** Whether blank elements count; official rules often say so by `normalize-space(…) != ''`. */
  readonly blank?: 'counts' | 'is absent';
  readonly least?: number;
  readonly most?: number;
}

/** A rule on the elements of one syntax, whatever the model makes of them. */
export type ElementRule = ValueRule | CountRule;
