import type { XmlAttributes, XmlEvents, XmlName } from '@onefacture/formats';
import type { ConditionRule, CountRule, ElementRule, KeptElement, Pattern, Taken, Takes } from './element-rule.js';
import type { ElementRules, PathRules } from './path-rules.js';
import type { Values } from '../rules/rule.js';
import { MOST_PLACES } from '../rules/telling.js';

/** A broken element rule, and the element by its place in the order of start tags, from 0. */
export interface ElementViolation {
  readonly rule: ElementRule;
  readonly element: number;
  readonly values: Values;
}

const NO_TEXTS: readonly string[] = [];
const NO_GROUPS: readonly Taken[] = [];

/** What conditions keep of the elements below one that they look from, whichever of them asked for it. */
class Notes {
  private readonly texts = new Map<Pattern, string[]>();
  private groups: Map<Pattern, Notes[]> | undefined;

  add(of: Pattern, text: string): void {
    const texts = this.texts.get(of);
    if (texts === undefined) this.texts.set(of, [text]);
    else texts.push(text);
  }

  of(takes: Takes): Taken {
    return (name) => {
      const of = takes[name];
      return (of === undefined ? undefined : this.texts.get(of)) ?? NO_TEXTS;
    };
  }

  addGroup(of: Pattern, group: Notes): void {
    this.groups ??= new Map();
    const groups = this.groups.get(of);
    if (groups === undefined) this.groups.set(of, [group]);
    else groups.push(group);
  }

  groupsOf({ each }: ConditionRule): readonly Taken[] {
    if (each === undefined || this.groups === undefined) return NO_GROUPS;
    return this.groups.get(each.of)?.map((group) => group.of(each.take)) ?? NO_GROUPS;
  }
}

const NOTHING = new Notes();
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

  readonly attribute = (name: string): string | undefined => this.attributes?.[name];
}

interface Frame {
  readonly rules: PathRules;
  readonly attributes: XmlAttributes | undefined;
  readonly element: number;
  text: string;
  counts: Map<CountRule, number> | undefined;
  notes: Notes | undefined;
  /** The element, if it is kept, or the nearest kept one above. */
  readonly kept: Kept | undefined;
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
  private readonly frames: Frame[] = [];
  private elements = 0;

  constructor(private readonly rules: ElementRules) {}

  readonly start = ({ local }: XmlName, _line: number, attributes: XmlAttributes | undefined): void => {
    const above = this.frames.at(-1);
    const rules = this.rules.below(above?.rules, local);
    const frame: Frame = {
      rules,
      attributes,
      element: this.elements,
      text: '',
      counts: undefined,
      notes: undefined,
      kept: rules.kept ? new Kept(rules.path, this.elements, above?.kept, attributes) : above?.kept,
    };
    this.elements += 1;
    this.frames.push(frame);
    for (const { rule, up } of rules.counted) if (rule.blank !== 'is absent') this.count(rule, frame, up);
    if (rules.attributes.size === 0 || attributes === undefined) return;
    for (const name in attributes) {
      for (const { rule, up } of rules.attributes.get(name) ?? []) this.count(rule, frame, up);
    }
  };

  readonly text = (text: string): void => {
    const frame = this.frames.at(-1);
    if (frame?.rules.text === true) frame.text += text;
  };

  readonly end = (): void => {
    const frame = this.frames.at(-1);
    if (frame === undefined) return;
    for (const { rule, up } of frame.rules.counted) {
      if (rule.blank === 'is absent' && frame.text.trim() !== '') this.count(rule, frame, up);
    }
    for (const { rule, attribute } of frame.rules.values) {
      const value = attribute === undefined ? frame.text : frame.attributes?.[attribute];
      if (value === undefined || rule.holds(value, this.attribute)) continue;
      this.report(rule, frame.element, { ...rule.values, value: shorten(value) });
    }
    for (const rule of frame.rules.wanted) {
      const count = frame.counts?.get(rule) ?? 0;
      if (count < (rule.least ?? 0)) this.report(rule, frame.element, { count: String(count) });
    }
    this.note(frame);
    this.judge(frame);
    this.frames.pop();
    if (frame.kept === undefined) return;
    if (frame.rules.kept) frame.kept.text = frame.text;
    if (this.frames.length === 0) this.survey(frame.kept);
  };

  /** Of the element at hand. */
  private readonly attribute = (name: string): string | undefined => this.frames.at(-1)?.attributes?.[name];

  private count(rule: CountRule, { element }: Frame, up: number): void {
    const context = this.frames[this.frames.length - 1 - up];
    if (context === undefined) return;
    context.counts ??= new Map();
    const count = (context.counts.get(rule) ?? 0) + 1;
    context.counts.set(rule, count);
    if (rule.most !== undefined && count === rule.most + 1) this.report(rule, element, { count: String(count) });
  }

  /** Takes down what conditions further up want to know of an element that ends. */
  private note(frame: Frame): void {
    for (const { of, attribute, up } of frame.rules.noted) {
      const text = attribute === undefined ? frame.text : frame.attributes?.[attribute];
      if (text !== undefined) this.notesOf(up)?.add(of, text);
    }
    for (const { of, up } of frame.rules.grouped) this.notesOf(up)?.addGroup(of, frame.notes ?? NOTHING);
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
    const frame = this.frames[this.frames.length - 1 - up];
    if (frame !== undefined) frame.notes ??= new Notes();
    return frame?.notes;
  }

  private report(rule: ElementRule, element: number, values: Values): void {
    const places = this.places.get(rule) ?? 0;
    this.places.set(rule, places + 1);
    if (places < MOST_PLACES) this.violations.push({ rule, element, values });
  }
}
