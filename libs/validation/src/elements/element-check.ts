import type { XmlAttributes, XmlEvents, XmlName } from '@onefacture/formats';
import type { ConditionRule, ElementRule, KeptElement, Taken, Takes } from './element-rule.js';
import { Frame, NO_GROUPS, Notes, nothingTaken } from './open-frame.js';
import type { ElementRules } from './path-rules.js';
import type { PathRules } from './rules-at-path.js';
import type { Values } from '../rules/rule.js';
import { MOST_PLACES } from '../rules/telling.js';

/** A broken element rule, and the element by its place in the order of start tags, from 0. */
export interface ElementViolation {
  readonly rule: ElementRule;
  readonly element: number;
  readonly values: Values;
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

  constructor(private readonly rules: ElementRules) {}

  readonly start = ({ local }: XmlName, _line: number, attributes: XmlAttributes | undefined): void => {
    const above = this.frame;
    if (above !== undefined) above.filled = true;
    const rules = this.rules.below(above?.rules, local);
    const frame = (this.frames[this.depth] ??= new Frame(rules));
    frame.open(rules, this.elements, attributes, above?.kept);
    this.elements += 1;
    this.depth += 1;
    this.frame = frame;
    for (const one of rules.counted) this.count(one, frame);
    if (attributes === undefined) return;
    for (const one of rules.attributes) if (attributes[one.attribute] !== undefined) this.count(one, frame);
  };

  readonly text = (text: string, blank: boolean): void => {
    const { frame } = this;
    if (frame === undefined) return;
    if (frame.rules.text) frame.text += text;
    if (!blank) frame.filled = true;
  };

  readonly end = (): void => {
    const { frame } = this;
    if (frame === undefined) return;
    const { rules } = frame;
    if (!frame.filled) {
      for (const rule of this.rules.empties) this.report(rule, frame.element, { element: rules.path.at(-1) ?? '' });
    }
    if (rules.countedFilled.length > 0 && frame.text.trim() !== '') {
      for (const one of rules.countedFilled) this.count(one, frame);
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
    for (const { up, slot } of frame.rules.grouped)
      this.notesOf(up)?.addGroup(slot, frame.notes ?? new Notes(frame.rules));
  }

  private judge({ rules, notes, element }: Frame): void {
    let last: ConditionRule | undefined;
    let taken = nothingTaken;
    let each = NO_GROUPS;
    for (const judged of rules.conditions) {
      if (judged.holdsOnNothing && notes?.hasAny(judged) !== true) continue;
      const { rule } = judged;
      if (notes !== undefined && rule.take !== last?.take) taken = notes.of(rule.take);
      if (notes !== undefined && rule.each !== last?.each) each = notes.groupsOf(judged);
      last = rule;
      if (rule.holds(taken, each)) continue;
      this.report(rule, element, rule.tells?.(taken, each) ?? firstOf(rule.take, taken));
    }
  }

  private survey(root: KeptElement): void {
    for (const rule of this.rules.surveys) {
      for (const { at, values } of rule.faults(root)) this.report(rule, at.element, values);
    }
  }

  private notesOf(up: number): Notes | undefined {
    const frame = this.frames[this.depth - 1 - up];
    if (frame !== undefined) frame.notes ??= new Notes(frame.rules);
    return frame?.notes;
  }

  private report(rule: ElementRule, element: number, values: Values): void {
    const places = this.places.get(rule) ?? 0;
    this.places.set(rule, places + 1);
    if (places < MOST_PLACES) this.violations.push({ rule, element, values });
  }
}
