import { isAt, isBelow, matched, matchedBelow, type Relative } from './element-pattern.js';
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
export type PathRule = Exclude<ElementRule, SurveyRule | EmptyRule>;

/** An element or attribute whose value a rule looks at. */
interface ValueCheck {
  readonly rule: ValueRule;
  readonly attribute: string | undefined;
}

/** An element, or an attribute of it, that counts in a context some levels up. */
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

/** Where an element keeps something of those below it. */
type Slots<Of> = Map<Of, number>;

const slotIn = <Of>(slots: Slots<Of> | undefined, of: Of): number => {
  const slot = slots?.get(of) ?? slots?.size ?? 0;
  slots?.set(of, slot);
  return slot;
};

/** What elements at one path keep of those below them; grows as paths below are met. */
export interface Keeping {
  /** How many count for a rule. */
  readonly counts: Slots<CountRule>;
  /** What a pattern means: texts, or elements that are looked at one by one. */
  readonly notes: Slots<Pattern>;
}

/** A condition that is judged at the end of an element. */
export interface Judged {
  readonly rule: ConditionRule;
  /** Where the element keeps all that the condition takes. */
  readonly slots: readonly number[];
  /** Where it keeps the elements that are looked at one by one. */
  readonly groups: number | undefined;
  /** Whether the condition holds where nothing of all that was met, so that it need not be asked then. */
  readonly holdsOnNothing: boolean;
}

/** All that the rules have to do with elements at one path. */
export class PathRules {
  readonly values: ValueCheck[] = [];
  /** Counted when the element begins. */
  readonly counted: Counted[] = [];
  /** Counted when it ends, if there is something in it. */
  readonly countedFilled: Counted[] = [];
  /** Attributes that count, where they stand, with their names. */
  readonly attributes: (Counted & { readonly attribute: string })[] = [];
  readonly noted: Noted[] = [];
  readonly grouped: Grouped[] = [];
  /** Rules that are judged at the end of this element. */
  readonly wanted: Counted[] = [];
  readonly conditions: Judged[] = [];
  /** Where elements at this path keep what a rule takes of those below, by the names that the rule gives it. */
  readonly takes = new Map<Takes, ReadonlyMap<string, number>>();
  readonly keeping: Keeping = { counts: new Map(), notes: new Map() };
  /** What this path keeps, and those above it. */
  readonly contexts: readonly Keeping[];
  /** Whether the text of the element is looked at. */
  text: boolean;
  readonly children = new Map<string, PathRules>();

  constructor(
    readonly path: readonly string[],
    above: readonly Keeping[],
    /** Whether surveys look at the element. */
    readonly kept: boolean,
  ) {
    this.contexts = [this.keeping, ...above];
    this.text = kept;
  }

  /** Takes note of a rule, as far as it has to do with this path. */
  add(rule: PathRule): void {
    if (rule.kind === 'value') this.addValue(rule);
    else if (rule.kind === 'count') this.addCount(rule);
    else this.addCondition(rule);
  }

  private addValue(rule: ValueRule): void {
    if (isExcepted(rule, this.path)) return;
    for (const attribute of matched(rule.at, this.path)) {
      this.values.push({ rule, attribute });
      this.text ||= attribute === undefined;
    }
  }

  private addCount(rule: CountRule): void {
    for (const { attribute, up } of matchedBelow(rule.of, this.path, contextOf(rule))) {
      const one = { rule, up, slot: slotIn(this.contexts[up]?.counts, rule) };
      if (attribute !== undefined) this.attributes.push({ ...one, attribute });
      else if (rule.blank === 'is absent') {
        this.countedFilled.push(one);
        this.text = true;
      } else this.counted.push(one);
    }
    if ((rule.least ?? 0) > 0 && contextOf(rule)(this.path)) {
      this.wanted.push({ rule, up: 0, slot: slotIn(this.keeping.counts, rule) });
    }
  }

  private addCondition(rule: ConditionRule): void {
    for (const note of notedBy(rule, this.path)) {
      if (this.noted.some((known) => isSameNote(known, note))) continue;
      this.noted.push({ ...note, slot: slotIn(this.contexts[note.up]?.notes, note.of) });
      this.text ||= note.attribute === undefined;
    }
    for (const { of, up } of groupedBy(rule, this.path)) {
      if (rule.each !== undefined) this.slotsOf(rule.each.take);
      if (this.grouped.some((known) => known.of === of && known.up === up)) continue;
      this.grouped.push({ of, up, slot: slotIn(this.contexts[up]?.notes, of) });
    }
    if (!contextOf(rule)(this.path)) return;
    const groups = rule.each === undefined ? undefined : slotIn(this.keeping.notes, rule.each.of);
    const slots = [...this.slotsOf(rule.take).values()];
    this.conditions.push({ rule, slots, groups, holdsOnNothing: rule.holds(() => [], []) });
  }

  private slotsOf(takes: Takes): ReadonlyMap<string, number> {
    const { notes } = this.keeping;
    const slots = new Map(Object.entries(takes).map(([name, pattern]) => [name, slotIn(notes, pattern)]));
    this.takes.set(takes, slots);
    return slots;
  }
}

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
