import type { XmlAttributes } from '@onefacture/formats';
import type { KeptElement, Taken, Takes } from './element-rule.js';
import type { Judged, PathRules } from './rules-at-path.js';

const NO_TEXTS: readonly string[] = [];
/** What a condition takes where there is nothing. */
export const NO_GROUPS: readonly Taken[] = [];
export const nothingTaken: Taken = () => NO_TEXTS;

/** What conditions keep of the elements below one that they look from, whichever of them asked for it, by slots. */
export class Notes {
  private readonly texts: (string[] | undefined)[] = [];
  private groups: (Notes[] | undefined)[] | undefined;

  constructor(private readonly rules: PathRules) {
    // All at once: grown slot by slot, it would be copied again and again.
    this.texts.length = rules.keeping.notes.size;
  }

  add(slot: number, text: string): void {
    const texts = this.texts[slot];
    if (texts === undefined) this.texts[slot] = [text];
    else texts.push(text);
  }

  addGroup(slot: number, group: Notes): void {
    this.groups ??= [];
    const groups = this.groups[slot];
    if (groups === undefined) this.groups[slot] = [group];
    else groups.push(group);
  }

  /** Whether there is anything of what a condition looks at. */
  hasAny({ slots, groups }: Judged): boolean {
    for (const slot of slots) if (this.texts[slot] !== undefined) return true;
    return groups !== undefined && this.groups?.[groups] !== undefined;
  }

  of(takes: Takes): Taken {
    const slots = this.rules.takes.get(takes);
    return (name) => this.texts[slots?.get(name) ?? -1] ?? NO_TEXTS;
  }

  groupsOf({ rule: { each }, groups }: Judged): readonly Taken[] {
    if (each === undefined || groups === undefined) return NO_GROUPS;
    return this.groups?.[groups]?.map((group) => group.of(each.take)) ?? NO_GROUPS;
  }
}

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
export class Frame {
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
