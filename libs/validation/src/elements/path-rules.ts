import { all, isAt, isBelow, matched, matchedBelow, type Relative } from './element-pattern.js';
import type {
  ConditionRule,
  CountRule,
  ElementRule,
  EmptyRule,
  Pattern,
  SurveyRule,
  Takes,
  ValueRule,
} from './element-rule.js';

/** Rules that look at elements by their path. */
type PathRule = Exclude<ElementRule, SurveyRule | EmptyRule>;

/** An element or attribute whose value a rule looks at. */
interface ValueCheck {
  readonly rule: ValueRule;
  readonly attribute: string | undefined;
}

/** An element that counts in a context some levels up. */
interface Counted {
  readonly rule: CountRule;
  readonly up: number;
  /** Where the context keeps the count. */
  readonly slot: number;
}

/** An element or attribute that is taken down, as what a pattern means, for conditions some levels up. */
interface Noted extends Relative {
  readonly of: Pattern;
  /** Where the context keeps the texts. */
  readonly slot: number;
}

/** An element that conditions some levels up look at by itself. */
interface Grouped {
  readonly of: Pattern;
  readonly up: number;
  /** Where the context keeps the groups. */
  readonly slot: number;
}

/** What elements keep of those below them, each with its place: how many count for a rule, or what a pattern means. */
type Slots = Map<CountRule | Pattern, number>;

const slotIn = (slots: Slots | undefined, of: CountRule | Pattern): number => {
  const slot = slots?.get(of) ?? slots?.size ?? 0;
  slots?.set(of, slot);
  return slot;
};

/** All that the rules have to do with elements at one path. */
export interface PathRules {
  readonly path: readonly string[];
  readonly values: readonly ValueCheck[];
  readonly counted: readonly Counted[];
  /** The same for attributes, by their name. */
  readonly attributes: ReadonlyMap<string, readonly Counted[]>;
  readonly noted: readonly Noted[];
  readonly grouped: readonly Grouped[];
  /** Rules that are judged at the end of this element. */
  readonly wanted: readonly Counted[];
  readonly conditions: readonly ConditionRule[];
  /** Grows as paths below this one are met. */
  readonly slots: Slots;
  /** The slots of this path and of those above it. */
  readonly contexts: readonly Slots[];
  /** Whether surveys look at the element. */
  readonly kept: boolean;
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

  private resolve(path: readonly string[], above: readonly Slots[]): PathRules {
    const name = path.at(-1);
    const rules =
      name === undefined ? [] : new Set([...(this.byName.get(name) ?? []), ...(this.byName.get(ANY) ?? [])]);
    const slots: Slots = new Map();
    const contexts = [slots, ...above];
    const values: ValueCheck[] = [];
    const counted: Counted[] = [];
    const attributes = new Map<string, Counted[]>();
    const noted: Noted[] = [];
    const grouped: Grouped[] = [];
    const wanted: Counted[] = [];
    const conditions: ConditionRule[] = [];
    for (const rule of rules) {
      if (rule.kind === 'value') {
        if (isExcepted(rule, path)) continue;
        for (const attribute of matched(rule.at, path)) values.push({ rule, attribute });
      } else if (rule.kind === 'count') {
        for (const { attribute, up } of matchedBelow(rule.of, path, contextOf(rule))) {
          const one = { rule, up, slot: slotIn(contexts[up], rule) };
          if (attribute === undefined) counted.push(one);
          else attributes.set(attribute, [...(attributes.get(attribute) ?? []), one]);
        }
        if ((rule.least ?? 0) > 0 && contextOf(rule)(path)) wanted.push({ rule, up: 0, slot: slotIn(slots, rule) });
      } else {
        for (const note of notedBy(rule, path)) {
          if (!noted.some((known) => isSameNote(known, note))) {
            noted.push({ ...note, slot: slotIn(contexts[note.up], note.of) });
          }
        }
        for (const { of, up } of groupedBy(rule, path)) {
          if (!grouped.some((known) => known.of === of && known.up === up)) {
            grouped.push({ of, up, slot: slotIn(contexts[up], of) });
          }
        }
        if (contextOf(rule)(path)) conditions.push(rule);
      }
    }
    const kept = this.isKept(path);
    const text =
      kept ||
      values.some(({ attribute }) => attribute === undefined) ||
      noted.some(({ attribute }) => attribute === undefined) ||
      counted.some(({ rule }) => rule.blank === 'is absent');
    const found = { values, counted, attributes, noted, grouped, wanted, conditions };
    return { path, ...found, kept, text, slots, contexts, children: new Map() };
  }
}

/** Stands for the names that a rule does not fix. */
const ANY = '*';

const isExcepted = ({ unless, notBelow }: PathRule, path: readonly string[]): boolean =>
  (unless !== undefined && isAt(unless, path)) || (notBelow?.some((above) => isBelow(above, path)) ?? false);

const contextOf =
  (rule: CountRule | ConditionRule) =>
  (path: readonly string[]): boolean =>
    isAt(rule.in, path) && !isExcepted(rule, path);

type Note = Omit<Noted, 'slot'>;

/** Rules that take the same share the notes of it. */
const isSameNote = (one: Note, other: Note): boolean =>
  one.of === other.of && one.attribute === other.attribute && one.up === other.up;

const groupedBy = (rule: ConditionRule, path: readonly string[]): readonly Omit<Grouped, 'slot'>[] => {
  const { each } = rule;
  if (each === undefined) return [];
  return matchedBelow(each.of, path, contextOf(rule)).map(({ up }) => ({ of: each.of, up }));
};

const notedBy = (rule: ConditionRule, path: readonly string[]): readonly Note[] => {
  const take = (takes: Takes, isHolder: (path: readonly string[]) => boolean): readonly Note[] =>
    Object.values(takes).flatMap((of) => matchedBelow(of, path, isHolder).map((found) => ({ of, ...found })));
  return [
    ...take(rule.take, contextOf(rule)),
    ...(rule.each === undefined ? [] : take(rule.each.take, (above) => groupedBy(rule, above).length > 0)),
  ];
};

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
