import type { XmlAttributes, XmlEvents, XmlName } from '@onefacture/formats';
import type { ConditionRule, ElementRule, KeptElement, Taken, Takes } from './element-rule.js';
import type { ElementRules, PathRules } from './path-rules.js';
import type { Values } from '../rules/rule.js';
import { MOST_PLACES } from '../rules/telling.js';

/** A broken element rule, and the element by its place in the order of start tags, from 0. */
export interface ElementViolation {
  readonly rule: ElementRule;
  readonly element: number;
  readonly values: Values;
}

/** More than what XML calls blank. */
const SAYS = /[^ \t\r\n]/;

const NO_TEXTS: readonly string[] = [];
const NO_GROUPS: readonly Taken[] = [];

/** What conditions keep of the elements below one that they look from, whichever of them asked for it, by slots. */
class Notes {
  private readonly texts: (string[] | undefined)[] = [];
  private groups: (Notes[] | undefined)[] | undefined;

  constructor(private readonly slots: PathRules['slots']) {
    // All at once: grown slot by slot, it would be copied again and again.
    this.texts.length = slots.size;
  }

  add(slot: number, text: string): void {
    const texts = this.texts[slot];
    if (texts === undefined) this.texts[slot] = [text];
    else texts.push(text);
  }

  of(takes: Takes): Taken {
    return (name) => {
      const of = takes[name];
      const slot = of === undefined ? undefined : this.slots.get(of);
      return (slot === undefined ? undefined : this.texts[slot]) ?? NO_TEXTS;
    };
  }

  addGroup(slot: number, group: Notes): void {
    this.groups ??= [];
    const groups = this.groups[slot];
    if (groups === undefined) this.groups[slot] = [group];
    else groups.push(group);
  }

  groupsOf({ each }: ConditionRule): readonly Taken[] {
    if (each === undefined || this.groups === undefined) return NO_GROUPS;
    const slot = this.slots.get(each.of);
    if (slot === undefined) return NO_GROUPS;
    return this.groups[slot]?.map((group) => group.of(each.take)) ?? NO_GROUPS;
  }
}

const NOTHING = new Notes(new Map());
const nothingTaken: Taken = () => NO_TEXTS;

/** An element that is kept, while the document is read. */
class Kept implements KeptElement {
  readonly children: Kept[] = [];
  text = '';

  constructor(
    readonly path: readonly string[],
    readonly element: number,
    readonly parent: Kept | undefined,
    private readonly attributes: XmlAttributes | undefined,
  ) {
    parent?.children.push(this);
  }

  attribute(name: string): string | undefined {
    return this.attributes?.[name];
  }
}

/** An open element; used again for the next one at its depth. */
class Frame {
  attributes: XmlAttributes | undefined;
  element = 0;
  text = '';
  /** Whether there is an element in it, or text; known only where a rule wants no empty ones. */
  filled = false;
  /** How many elements below count, by slots. */
  counts: (number | undefined)[] | undefined;
  notes: Notes | undefined;
  /** The element, if it is kept, or the nearest kept one above. */
  kept: Kept | undefined;

  constructor(public rules: PathRules) {}

  open(rules: PathRules, element: number, attributes: XmlAttributes | undefined, kept: Kept | undefined): void {
    this.rules = rules;
    this.element = element;
    this.attributes = attributes;
    this.text = '';
    this.filled = false;
    this.counts = undefined;
    this.notes = undefined;
    this.kept = rules.kept ? new Kept(rules.path, element, kept, attributes) : kept;
  }
}

const LONGEST_VALUE = 80;

const shorten = (text: string): string => {
  const found = text.trim();
  return found.length > LONGEST_VALUE ? `${found.slice(0, LONGEST_VALUE)}…` : found;
};

/** The first text under each name, for the sentence. */
const firstOf = (takes: Takes, taken: Taken): Values =>
  Object.fromEntries(Object.keys(takes).map((name) => [name, shorten(taken(name)[0] ?? '')]));

/** Holds the elements of one document against rules while it is read: `scanXml(bytes, check)`, then `violations`. */
export class ElementCheck implements XmlEvents {
  readonly violations: ElementViolation[] = [];
  private readonly places = new Map<ElementRule, number>();
  /** From the root to the deepest element yet; the first `depth` are open, the last of them is `frame`. */
  private readonly frames: Frame[] = [];
  private depth = 0;
  private frame: Frame | undefined;
  private elements = 0;
  private readonly watchesEmpty: boolean;

  constructor(private readonly rules: ElementRules) {
    this.watchesEmpty = rules.empties.length > 0;
  }

  readonly start = ({ local }: XmlName, _line: number, attributes: XmlAttributes | undefined): void => {
    const above = this.frame;
    if (above !== undefined) above.filled = true;
    const rules = this.rules.below(above?.rules, local);
    const frame = (this.frames[this.depth] ??= new Frame(rules));
    frame.open(rules, this.elements, attributes, above?.kept);
    this.elements += 1;
    this.depth += 1;
    this.frame = frame;
    for (const one of rules.counted) if (one.rule.blank !== 'is absent') this.count(one, frame);
    if (rules.attributes.size === 0 || attributes === undefined) return;
    for (const [name, counted] of rules.attributes) {
      if (attributes[name] !== undefined) for (const one of counted) this.count(one, frame);
    }
  };

  readonly text = (text: string): void => {
    const { frame } = this;
    if (frame === undefined) return;
    if (frame.rules.text) frame.text += text;
    if (this.watchesEmpty && !frame.filled) frame.filled = SAYS.test(text);
  };

  readonly end = (): void => {
    const { frame } = this;
    if (frame === undefined) return;
    const { rules } = frame;
    if (!frame.filled) {
      for (const rule of this.rules.empties) this.report(rule, frame.element, { element: rules.path.at(-1) ?? '' });
    }
    for (const one of rules.counted) {
      if (one.rule.blank === 'is absent' && frame.text.trim() !== '') this.count(one, frame);
    }
    for (const { rule, attribute } of rules.values) {
      const value = attribute === undefined ? frame.text : frame.attributes?.[attribute];
      if (value === undefined || rule.holds(value, this.attribute)) continue;
      this.report(rule, frame.element, { ...rule.values, value: shorten(value) });
    }
    for (const { rule, slot } of rules.wanted) {
      const count = frame.counts?.[slot] ?? 0;
      if (count < (rule.least ?? 0)) this.report(rule, frame.element, { count: String(count) });
    }
    this.note(frame);
    if (rules.conditions.length > 0) this.judge(frame);
    this.depth -= 1;
    this.frame = this.frames[this.depth - 1];
    if (frame.kept === undefined) return;
    if (rules.kept) frame.kept.text = frame.text;
    if (this.depth === 0) this.survey(frame.kept);
  };

  /** Of the element at hand. */
  private readonly attribute = (name: string): string | undefined => this.frame?.attributes?.[name];

  private count({ rule, up, slot }: PathRules['counted'][number], { element }: Frame): void {
    const context = this.frames[this.depth - 1 - up];
    if (context === undefined) return;
    context.counts ??= [];
    const count = (context.counts[slot] ?? 0) + 1;
    context.counts[slot] = count;
    if (rule.most !== undefined && count === rule.most + 1) this.report(rule, element, { count: String(count) });
  }

  /** Takes down what conditions further up want to know of an element that ends. */
  private note(frame: Frame): void {
    for (const { attribute, up, slot } of frame.rules.noted) {
      const text = attribute === undefined ? frame.text : frame.attributes?.[attribute];
      if (text !== undefined) this.notesOf(up)?.add(slot, text);
    }
    for (const { up, slot } of frame.rules.grouped) this.notesOf(up)?.addGroup(slot, frame.notes ?? NOTHING);
  }

  private judge({ rules, notes = NOTHING, element }: Frame): void {
    let last: ConditionRule | undefined;
    let taken: Taken = nothingTaken;
    let each = NO_GROUPS;
    for (const rule of rules.conditions) {
      if (rule.take !== last?.take) taken = notes.of(rule.take);
      if (rule.each !== last?.each) each = notes.groupsOf(rule);
      last = rule;
      if (rule.holds(taken, each)) continue;
      this.report(rule, element, rule.tells?.(taken, each) ?? firstOf(rule.take, taken));
    }
  }

  private survey(root: Kept): void {
    for (const rule of this.rules.surveys) {
      for (const { at, values } of rule.faults(root)) this.report(rule, at.element, values);
    }
  }

  private notesOf(up: number): Notes | undefined {
    const frame = this.frames[this.depth - 1 - up];
    if (frame !== undefined) frame.notes ??= new Notes(frame.rules.slots);
    return frame?.notes;
  }

  private report(rule: ElementRule, element: number, values: Values): void {
    const places = this.places.get(rule) ?? 0;
    this.places.set(rule, places + 1);
    if (places < MOST_PLACES) this.violations.push({ rule, element, values });
  }
}
