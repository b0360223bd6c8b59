import { STRUCTURES, type XmlElement } from '@onefacture/formats';
import type { RuleText, Values } from '../rule.js';

const NOWHERE: readonly Place[] = [];

/** An element of a lifecycle message with what stands above it. What is asked twice is worked out once. */
export class Place {
  private children: ReadonlyMap<string, readonly Place[]> | undefined;
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(
    readonly element: XmlElement,
    readonly parent?: Place,
    /** Among its namesakes below the same parent, from 1. */
    private readonly index = 1,
  ) {}

  get text(): string {
    return this.element.text;
  }

  get root(): Place {
    return this.parent?.root ?? this;
  }

  /** The elements at a path below, by local names. */
  all(path: string): readonly Place[] {
    let found: readonly Place[] = [this];
    for (const name of path.split('/')) found = found.flatMap((place) => place.named(name));
    return found;
  }

  /** The different texts at a path below, unchanged. */
  texts(path: string): ReadonlySet<string> {
    const texts = this.known.get(path) ?? new Set(this.all(path).map(({ text }) => text));
    this.known.set(path, texts);
    return texts;
  }

  has(path: string): boolean {
    return this.texts(path).size > 0;
  }

  /** Some text at the path is one of these: XPath's `=`. */
  is(path: string, ...values: readonly string[]): boolean {
    const texts = this.texts(path);
    return values.some((value) => texts.has(value));
  }

  /** Some text at the path is another: XPath's `!=`, which no text at all fulfils not. */
  differs(path: string, value: string): boolean {
    const texts = this.texts(path);
    return texts.size > (texts.has(value) ? 1 : 0);
  }

  /** XPath from the root, with the usual prefixes. */
  get xpath(): string {
    const { namespace, name } = this.element;
    const prefix = STRUCTURES.cdar.prefixes.get(namespace);
    const step = prefix === undefined || prefix === '' ? name : `${prefix}:${name}`;
    const alone = (this.parent?.named(name).length ?? 1) === 1;
    return `${this.parent?.xpath ?? ''}/${step}${alone ? '' : `[${this.index}]`}`;
  }

  private named(name: string): readonly Place[] {
    this.children ??= this.byName();
    return this.children.get(name) ?? NOWHERE;
  }

  private byName(): ReadonlyMap<string, readonly Place[]> {
    const children = new Map<string, Place[]>();
    for (const child of this.element.children) {
      const namesakes = children.get(child.name) ?? [];
      children.set(child.name, namesakes);
      namesakes.push(new Place(child, this, namesakes.length + 1));
    }
    return children;
  }
}

/** A rule over the elements of a lifecycle message, which no model stands for: a broken one may lack any of them. */
export interface MessageRule extends RuleText {
  /** The elements it is asked of, by local names below the root. */
  readonly at: string;
  readonly holds: (place: Place) => boolean;
  /** Values for the sentence besides `value`, which is always the text of the place. */
  readonly values?: (place: Place) => Values;
}

/** The rules of one publication for lifecycle messages. */
export interface MessageRuleSet {
  readonly name: string;
  /** As published: `1.4.0.03`. */
  readonly version: string;
  /** First day it is to be applied, `YYYY-MM-DD`. */
  readonly effective_from: string;
  readonly messages: readonly MessageRule[];
}
