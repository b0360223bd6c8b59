import { all, isAt } from './element-pattern.js';
import type { ElementRule, EmptyRule, Pattern, SurveyRule, Takes } from './element-rule.js';
import { type Keeping, type PathRule, PathRules } from './rules-at-path.js';

/** Documents have some hundred paths; one made to have more costs time, not memory. */
const MOST_PATHS = 5_000;

/**
 * Element rules by the path of an element. What applies at a path is found out once and remembered, so that checking a
 * document costs one look-up an element.
 */
export class ElementRules {
  /** Rules that are judged at the end of the document. */
  readonly surveys: readonly SurveyRule[];
  /** Rules on elements that hold nothing, wherever they stand. */
  readonly empties: readonly EmptyRule[];
  private paths = 0;
  private readonly keeps: ReadonlySet<Pattern>;
  private readonly top: PathRules;
  private readonly byName = new Map<string, PathRule[]>();

  constructor(rules: readonly ElementRule[]) {
    const surveys: SurveyRule[] = [];
    const empties: EmptyRule[] = [];
    for (const rule of rules) {
      if (rule.kind === 'survey') surveys.push(rule);
      else if (rule.kind === 'empty') empties.push(rule);
      else for (const name of lastNames(rule)) this.entry(name).push(rule);
    }
    this.surveys = surveys;
    this.empties = empties;
    this.keeps = new Set(surveys.map(({ keep }) => keep));
    this.top = this.resolve([], []);
  }

  /** What applies to an element named `name` below `parent`; without a parent it is the root. */
  below(parent: PathRules | undefined, name: string): PathRules {
    const above = parent ?? this.top;
    const known = above.children.get(name);
    if (known !== undefined) return known;
    const found = this.resolve([...above.path, name], above.contexts);
    if (this.paths < MOST_PATHS) {
      this.paths += 1;
      above.children.set(name, found);
    }
    return found;
  }

  private isKept(path: readonly string[]): boolean {
    return this.keeps.size > 0 && (path.length === 1 || [...this.keeps].some((keep) => isAt(keep, path)));
  }

  private entry(name: string): PathRule[] {
    const known = this.byName.get(name) ?? [];
    this.byName.set(name, known);
    return known;
  }

  private resolve(path: readonly string[], above: readonly Keeping[]): PathRules {
    const found = new PathRules(path, above, this.isKept(path));
    const name = path.at(-1);
    if (name === undefined) return found;
    for (const rule of new Set([...(this.byName.get(name) ?? []), ...(this.byName.get(ANY) ?? [])])) found.add(rule);
    return found;
  }
}

/** Stands for the names that a rule does not fix. */
const ANY = '*';

/** The names that the last element of a pattern can have. */
const namesOf = (pattern: string, otherwise: readonly string[]): readonly string[] => {
  const last = pattern
    .split('/')
    .filter((step) => step !== '' && step !== '.' && !step.startsWith('@'))
    .at(-1);
  if (last === undefined) return otherwise;
  return last.startsWith('*') ? [ANY] : last.replace(/^\(|\)$/g, '').split('|');
};

/** The names of elements that a rule can have to do with. */
const lastNames = (rule: PathRule): ReadonlySet<string> => {
  const within = (of: readonly Takes[string][], otherwise: readonly string[]): readonly string[] =>
    of.flatMap((pattern) => all(pattern).flatMap((one) => namesOf(one, one.startsWith('//') ? [ANY] : otherwise)));
  if (rule.kind === 'value') return new Set(within([rule.at], [ANY]));
  const context = within([rule.in], [ANY]);
  if (rule.kind === 'count') {
    return new Set([...within([rule.of], context), ...((rule.least ?? 0) > 0 ? context : [])]);
  }
  const each = rule.each === undefined ? [] : within([rule.each.of], context);
  return new Set([
    ...context,
    ...within(Object.values(rule.take), context),
    ...each,
    ...within(Object.values(rule.each?.take ?? {}), each),
  ]);
};
