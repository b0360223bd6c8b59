import { AppError } from '@onefacture/errors';
import { CEFACT, type ElementFact, factOf, type Structure } from '../structure/structure.js';
import { illegalXmlCharacter, type XmlElement } from '../xml/xml-element.js';
import { writeXml } from '../xml/xml-writer.js';
import type { Binding, ConstantBinding, GroupBinding, LeafBinding } from './binding.js';
import type { Codec, Written } from './codec.js';
import { isRecord, memberOf, spell } from './member.js';

interface Draft extends XmlElement {
  readonly children: Draft[];
  readonly type: string;
  readonly position: number;
}

const draft = (fact: ElementFact, attributes: ReadonlyMap<string, string>, text = ''): Draft => ({
  namespace: fact.namespace,
  name: fact.name,
  type: fact.type,
  position: fact.position,
  attributes,
  text,
  children: [],
  line: 0,
});

const NONE: ReadonlyMap<string, string> = new Map();

/** The element inside a date or an indicator that holds its text. */
const inner = (type: string, { text, format }: Written, codec: Codec): Draft | undefined => {
  const attributes = format === undefined ? NONE : new Map([['format', format]]);
  const of = (namespace: string, name: string) =>
    draft({ namespace, name, type: 'text', position: 0, min: 1, max: 1 }, attributes, text);
  if (type === 'dateTime') return of(CEFACT.udt, 'DateTimeString');
  if (type === 'date') return of(CEFACT.udt, 'DateString');
  if (type === 'formattedDateTime') return of(CEFACT.qdt, 'DateTimeString');
  if (type === 'indicator') return of(CEFACT.udt, codec.indicator ?? 'Indicator');
  return undefined;
};

class BoundWriter {
  constructor(private readonly structure: Structure) {}

  /** Adds what the bindings find in `model` below `parent`; `field` is the model's own place in the whole. */
  fill(parent: Draft, model: Record<string, unknown>, bindings: readonly Binding[], field: readonly string[]): void {
    for (const binding of bindings) {
      if (binding.kind === 'leaf') this.leaf(parent, model, binding, field);
      else if (binding.kind === 'constant') this.constant(parent, binding);
      else this.group(parent, model, binding, field);
    }
  }

  /** Puts children in schema order, adds required aggregates that stayed empty and refuses what the schema refuses. */
  finish(element: Draft): Draft {
    const facts = this.structure.aggregates.get(element.type);
    if (facts === undefined) return element;
    const counts = new Map<string, number>();
    for (const child of element.children) counts.set(child.name, (counts.get(child.name) ?? 0) + 1);
    for (const fact of facts.values()) {
      const count = counts.get(fact.name) ?? 0;
      const aggregate = this.structure.aggregates.has(fact.type);
      if (count === 0 && fact.min > 0 && aggregate) element.children.push(draft(fact, NONE));
      else if (count < fact.min || count > fact.max) throw wrongCount(element, fact, count);
    }
    element.children.sort((one, other) => one.position - other.position);
    for (const child of element.children) this.finish(child);
    return element;
  }

  private leaf(parent: Draft, model: Record<string, unknown>, binding: LeafBinding, field: readonly string[]): void {
    const value = memberOf(model, binding.member);
    if (value === undefined) return;
    const attributes = new Map<string, string>();
    for (const attribute of binding.attributes) {
      const found = 'value' in attribute ? attribute.value : memberOf(model, attribute.member);
      if (typeof found === 'string') attributes.set(attribute.name, legal(found, [...field, ...binding.member]));
    }
    const written = binding.codec.write(value);
    legal(written.text, [...field, ...binding.member]);
    this.put(parent, binding.path, written, binding.codec, attributes);
  }

  private constant(parent: Draft, binding: ConstantBinding): void {
    this.put(parent, binding.path, binding.codec.write(binding.value), binding.codec, NONE);
  }

  private group(parent: Draft, model: Record<string, unknown>, binding: GroupBinding, field: readonly string[]): void {
    const value = memberOf(model, binding.member);
    const entries: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
    for (const [index, entry] of entries.entries()) {
      if (!isRecord(entry)) throw new TypeError(`${binding.term} is not an object`);
      const own = [...field, ...binding.member, ...(binding.many ? [`[${index}]`] : [])];
      const { holder, fact } = this.descend(parent, binding.path);
      const element = draft(fact, NONE);
      this.fill(element, entry, binding.bindings, own);
      if (element.children.length > 0 || fact.min > 0) holder.children.push(element);
    }
  }

  private put(
    parent: Draft,
    path: readonly string[],
    written: Written,
    codec: Codec,
    attributes: ReadonlyMap<string, string>,
  ): void {
    const { holder, fact } = this.descend(parent, path);
    const child = inner(fact.type, written, codec);
    const element = draft(fact, attributes, child === undefined ? written.text : '');
    if (child !== undefined) element.children.push(child);
    holder.children.push(element);
  }

  /** The element that holds the last step of `path`; those between are shared by all rows that name them, while there
   * is room: a second VAT registration has an aggregate of its own. */
  private descend(parent: Draft, path: readonly string[]): { holder: Draft; fact: ElementFact } {
    let holder = parent;
    const last = path.at(-1) ?? '';
    for (const [index, name] of path.slice(0, -1).entries()) {
      const innermost = index === path.length - 2;
      let next = holder.children.find(
        (child) => child.name === name && (!innermost || this.hasRoom(child, factOf(this.structure, child.type, last))),
      );
      if (next === undefined) {
        next = draft(factOf(this.structure, holder.type, name), NONE);
        holder.children.push(next);
      }
      holder = next;
    }
    return { holder, fact: factOf(this.structure, holder.type, last) };
  }

  private hasRoom(holder: Draft, { name, max }: ElementFact): boolean {
    if (!Number.isFinite(max)) return true;
    return holder.children.reduce((count, child) => (child.name === name ? count + 1 : count), 0) < max;
  }
}

const wrongCount = (element: Draft, fact: ElementFact, count: number): AppError =>
  new AppError('request.invalid', {
    detail: `${element.name} holds ${count} ${fact.name}; the schema wants ${fact.min} to ${fact.max}.`,
  });

const legal = (text: string, field: readonly string[]): string => {
  const illegal = illegalXmlCharacter(text);
  if (illegal === undefined) return text;
  const message = `Holds the character ${illegal}, which no XML document can carry; remove it.`;
  throw new AppError('request.invalid', { errors: [{ field: spell(field), code: 'INVALID', message }] });
};

/**
 * The document that `bindings` make of `model`, in the order of `structure`: UTF-8 text, same model same text, in time
 * linear in its size. Throws AppError `request.invalid` with the field for a character XML cannot carry, and for a
 * model that fills an element more or less often than the schema allows.
 */
export const writeBound = (structure: Structure, bindings: readonly Binding[], model: object): string => {
  if (!isRecord(model)) throw new TypeError('The model is not an object');
  const writer = new BoundWriter(structure);
  const { name, namespace } = structure.root;
  const root = draft({ name, namespace, type: name, position: 0, min: 1, max: 1 }, NONE);
  writer.fill(root, model, bindings, []);
  return writeXml(writer.finish(root), structure.prefixes);
};
