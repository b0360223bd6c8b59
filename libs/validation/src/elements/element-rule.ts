import type { RuleText, Values } from '../rules/rule.js';

/** Reads an attribute of the element at hand by its local name. */
export type AttributeOf = (name: string) => string | undefined;

/**
 * Elements by their path, as local names. `A/B` starts below the root; `//A/B` stands anywhere; `/Root/A` names the root.
 * A step may be `*`, a choice `(A|B)`, or the end of a name `*Amount`; a last step `@name` is an attribute.
 * Relative to a context, `.` is the context and `//A` any A below it. Several patterns: any of them.
 */
export type Pattern = string | readonly string[];

/** Which of the elements of a pattern a rule leaves out. */
interface Exceptions {
  /** Elements that are none of the rule's, such as those that an earlier rule of an official pattern takes. */
  readonly unless?: Pattern;
  /** What may not stand above them, as a local name or several steps: XPath's `not(ancestor::X)`. */
  readonly notBelow?: readonly string[];
}

/** A condition on the text of an element or the value of an attribute. */
export interface ValueRule extends RuleText, Exceptions {
  readonly kind: 'value';
  readonly at: Pattern;
  /** `text` is unchanged: what is trimmed is the rule's affair. */
  readonly holds: (text: string, attribute: AttributeOf) => boolean;
  /** Values for the sentence besides `value`, which is always the text. */
  readonly values?: Values;
}

/** How often elements may stand below another. `most: 0` is an element that must not be used. */
export interface CountRule extends RuleText, Exceptions {
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

/** What was taken down under a name: texts of elements and values of attributes, in document order, unchanged. */
export type Taken = (name: string) => readonly string[];

/**
 * What a condition looks at, by names of its own; relative to the element it looks from. Conditions of one context that
 * take the same pattern share the work; those in a row with the very same object are given the same `Taken`.
 */
export type Takes = Readonly<Record<string, Pattern>>;

/**
 * A condition on several elements of one context, judged when the context ends. `holds` answers the same to the same: a
 * condition that holds where nothing was taken down is not asked again where nothing was.
 */
export interface ConditionRule extends RuleText, Exceptions {
  readonly kind: 'condition';
  /** The context; empty: the root. */
  readonly in: Pattern;
  readonly take: Takes;
  /** Elements below the context that are looked at one by one. */
  readonly each?: { readonly of: Pattern; readonly take: Takes };
  readonly holds: (taken: Taken, each: readonly Taken[]) => boolean;
  /** Values for the sentence of a broken rule; without it, the first text of each thing taken. */
  readonly tells?: (taken: Taken, each: readonly Taken[]) => Values;
}

/** An element that was kept, with what was kept below it: a document without what surveys do not look at. */
export interface KeptElement {
  /** Local names from the root; elements on one path share it. */
  readonly path: readonly string[];
  /** By its place in the order of start tags, from 0. */
  readonly element: number;
  /** Unchanged. */
  readonly text: string;
  readonly attribute: AttributeOf;
  /** The nearest kept element above. */
  readonly parent: KeptElement | undefined;
  readonly children: readonly KeptElement[];
}

/** A kept element that breaks a rule, with values for the sentence. */
export interface Fault {
  readonly at: KeptElement;
  readonly values: Values;
}

/** A rule that holds elements all over a document against each other, judged at its end. */
export interface SurveyRule extends RuleText {
  readonly kind: 'survey';
  /** The elements that are kept, besides the root. All surveys of a document see what any of them keeps. */
  readonly keep: Pattern;
  readonly faults: (root: KeptElement) => readonly Fault[];
}

/** A rule that wants no element anywhere that holds neither elements nor text; blanks are none, attributes do not count. */
export interface EmptyRule extends RuleText {
  readonly kind: 'empty';
}

/** A rule on the elements of one syntax, whatever the model makes of them. */
export type ElementRule = ValueRule | CountRule | ConditionRule | SurveyRule | EmptyRule;
