import { isContext, matched, matchedBelow } from './element-pattern.js';
import type { CountRule, ElementRule, ValueRule } from './element-rule.js';

/** An element or attribute whose value a rule looks at. */
interface ValueCheck {
  readonly rule: ValueRule;
  readonly attribute: string | undefined;
}

/** An element or attribute that counts in a context some levels up. */
interface Counted {
  readonly rule: CountRule;
  readonly attribute: string | undefined;
  readonly up: number;
}

/** All that the rules have to do with elements at one path. */
export interface PathRules {
  readonly path: readonly string[];
  readonly values: readonly ValueCheck[];
  readonly counted: readonly Counted[];
  /** Rules that want something inside this element: seen to at its end. */
  readonly wanted: readonly CountRule[];
  /** Whether the text of the element is looked at. */
  readonly text: boolean;
  readonly children: Map<string, PathRules>;
}

/** Documents have some hundred paths; one made to have more costs time, not memory. */
const MOST_PATHS = 5_000;

/**
 * Element rules by the path of an element. What applies at a path is found out once and remembered, so that checking a
 * document costs one look-up an element.
 */
export class ElementRules {
  private paths = 0;
  private readonly top: PathRules;
  private readonly byName = new Map<string, ElementRule[]>();

  constructor(rules: readonly ElementRule[]) {
    for (const rule of rules) for (const name of lastNames(rule)) this.entry(name).push(rule);
    this.top = this.resolve([]);
  }

  /** What applies to an element named `name` below `parent`; without a parent it is the root. */
  below(parent: PathRules | undefined, name: string): PathRules {
    const above = parent ?? this.top;
    const known = above.children.get(name);
    if (known !== undefined) return known;
    const found = this.resolve([...above.path, name]);
    if (this.paths < MOST_PATHS) {
      this.paths += 1;
      above.children.set(name, found);
    }
    return found;
  }

  private entry(name: string): ElementRule[] {
    const known = this.byName.get(name) ?? [];
    this.byName.set(name, known);
    return known;
  }

  private resolve(path: readonly string[]): PathRules {
    const name = path.at(-1);
    const rules =
      name === undefined ? [] : new Set([...(this.byName.get(name) ?? []), ...(this.byName.get('*') ?? [])]);
    const values: ValueCheck[] = [];
    const counted: Counted[] = [];
    const wanted: CountRule[] = [];
    for (const rule of rules) {
      if (rule.kind === 'value') {
        if (rule.notBelow?.some((above) => path.includes(above)) === true) continue;
        for (const attribute of matched(rule.at, path)) values.push({ rule, attribute });
      } else {
        for (const found of matchedBelow(rule.in, rule.of, path)) counted.push({ rule, ...found });
        if ((rule.least ?? 0) > 0 && isContext(rule.in, path)) wanted.push(rule);
      }
    }
    const text =
      values.some(({ attribute }) => attribute === undefined) ||
      counted.some(({ rule, attribute }) => attribute === undefined && rule.blank === 'is absent');
    return { path, values, counted, wanted, text, children: new Map() };
  }
}

const patterns = (pattern: string | readonly string[]): readonly string[] =>
  typeof pattern === 'string' ? [pattern] : pattern;

const last = (pattern: string): string | undefined =>
  pattern
    .split('/')
    .filter((step) => step !== '' && !step.startsWith('@'))
    .at(-1);

/** The names of elements that a rule can have to do with; `*` where it may be any. */
const lastNames = (rule: ElementRule): ReadonlySet<string> => {
  const names = new Set<string>();
  const take = (step: string | undefined): void => {
    for (const name of (step ?? '*').replace(/^\(|\)$/g, '').split('|')) names.add(name);
  };
  if (rule.kind === 'value') for (const at of patterns(rule.at)) take(last(at));
  else {
    for (const of of patterns(rule.of)) for (const within of patterns(rule.in)) take(last(of) ?? last(within));
    if ((rule.least ?? 0) > 0) for (const within of patterns(rule.in)) take(last(within));
  }
  return names;
};
