import { AppError } from '@onefacture/errors';
import { escapeAttribute, escapeText } from '../xml/escaping.js';
import { illegalXmlCharacter } from '../xml/xml-element.js';
import type { AttributeBinding, LeafBinding } from './binding.js';
import type { Written } from './codec.js';
import { isRecord, memberOf, spell } from './member.js';
import type { Plan, PlanNode, PlanSlot } from './plan.js';

type Scope = Record<string, unknown>;

class PlanWriter {
  readonly out: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  /** Where the scope stands in the model, for messages. */
  private readonly field: string[] = [];

  constructor(private readonly document: Scope) {}

  /** Writes what stands below a node; answers how many elements carry something of the model. */
  below(node: PlanNode, scope: Scope, indent: string): number {
    let carrying = 0;
    let missing: PlanSlot | undefined;
    for (const slot of node.slots.values()) {
      let count = 0;
      for (const child of slot.nodes) {
        const written = this.child(child, scope, indent);
        count += written;
        if (child.constant === undefined) carrying += written;
      }
      if (count > slot.fact.max) throw wrongCount(node, slot, `${count} times`);
      if (count > 0 || slot.fact.min === 0) continue;
      if (slot.empty === undefined) missing ??= slot;
      else this.out.push(indent, '<', slot.empty, '/>\n');
    }
    if (carrying > 0 && missing !== undefined) throw wrongCount(node, missing, 'nowhere');
    return carrying;
  }

  private child(node: PlanNode, scope: Scope, indent: string): number {
    if (node.group !== undefined) return this.group(node, node.group.member, scope, indent);
    if (node.leaf !== undefined) return this.leaf(node, node.leaf, scope, indent);
    if (node.constant === undefined) return this.aggregate(node, scope, indent);
    this.element(node, indent, '', node.constant.codec.write(node.constant.value));
    return 1;
  }

  private aggregate(node: PlanNode, scope: Scope, indent: string): number {
    const mark = this.out.length;
    this.out.push(indent, '<', node.tag, '>\n');
    if (this.below(node, scope, `${indent}  `) === 0) {
      this.out.length = mark;
      return 0;
    }
    this.out.push(indent, '</', node.tag, '>\n');
    return 1;
  }

  private group(node: PlanNode, member: readonly string[], scope: Scope, indent: string): number {
    const value = memberOf(scope, member);
    if (value === undefined) return 0;
    const many = Array.isArray(value);
    const entries: readonly unknown[] = many ? value : [value];
    let written = 0;
    for (const [index, entry] of entries.entries()) {
      if (!isRecord(entry)) throw new TypeError(`${member.join('.')} is not an object`);
      const depth = this.field.length;
      this.field.push(...member);
      if (many) this.field.push(`[${index}]`);
      written +=
        node.leaf === undefined ? this.aggregate(node, entry, indent) : this.leaf(node, node.leaf, entry, indent);
      this.field.length = depth;
    }
    return written;
  }

  private leaf(node: PlanNode, binding: LeafBinding, scope: Scope, indent: string): number {
    const value = memberOf(scope, binding.member);
    if (value === undefined) return 0;
    let attributes = '';
    for (const attribute of binding.attributes) {
      const found = this.attribute(attribute, scope);
      if (typeof found !== 'string') {
        if (node.fact.datatype?.attributes.get(attribute.name)?.required === true) throw noAttribute(node, attribute);
        continue;
      }
      const member = 'value' in attribute ? binding.member : attribute.member;
      attributes += ` ${attribute.name}="${escapeAttribute(this.legal(found, member))}"`;
    }
    const written = binding.codec.write(value);
    this.legal(written.text, binding.member);
    this.element(node, indent, attributes, written);
    return 1;
  }

  private attribute(attribute: AttributeBinding, scope: Scope): unknown {
    if ('value' in attribute) return attribute.value;
    return memberOf(attribute.document === true ? this.document : scope, attribute.member);
  }

  private element({ tag, holder }: PlanNode, indent: string, attributes: string, { text, format }: Written): void {
    const { out } = this;
    out.push(indent, '<', tag, attributes);
    if (holder === undefined) {
      out.push('>', escapeText(text), '</', tag, '>\n');
      return;
    }
    const own = format === undefined ? '' : ` format="${format}"`;
    out.push('>\n', indent, '  <', holder.tag, own, '>', escapeText(text), '</', holder.tag, '>\n');
    out.push(indent, '</', tag, '>\n');
  }

  private legal(text: string, member: readonly string[]): string {
    const illegal = illegalXmlCharacter(text);
    if (illegal === undefined) return text;
    const message = `Holds the character ${illegal}, which no XML document can carry; remove it.`;
    const field = spell([...this.field, ...member]);
    throw new AppError('request.invalid', { errors: [{ field, code: 'INVALID', message }] });
  }
}

const wrongCount = (parent: PlanNode, { fact, nodes }: PlanSlot, found: string): AppError => {
  const terms = nodes.flatMap(({ leaf, group }) => leaf?.term ?? group?.term ?? []).join(', ');
  const what = terms === '' ? fact.name : `${fact.name} (${terms})`;
  const most = Number.isFinite(fact.max) ? String(fact.max) : 'any number';
  return new AppError('request.invalid', {
    detail: `${what} would stand ${found} in ${parent.fact.name}; the schema wants it ${fact.min} to ${most} times.`,
  });
};

const noAttribute = ({ fact, leaf }: PlanNode, { name }: AttributeBinding): AppError =>
  new AppError('request.invalid', {
    detail: `${fact.name} (${leaf?.term ?? ''}) would stand without ${name}, which the schema wants.`,
  });

const namespaces = ({ structure }: Plan): string =>
  [...structure.prefixes].map(([uri, prefix]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${uri}"`).join('');

/**
 * The document that a plan makes of `model`: XML text in schema order, to be encoded in UTF-8; two spaces an indent,
 * namespaces declared on the root. Same model, same text, in time linear in its size. Elements the schema wants though
 * the model is silent are written empty where that is allowed.
 * Throws AppError `request.invalid` with the field for a character XML cannot carry, and with the element for a model
 * that fills it more or less often than the schema allows or leaves out an attribute it wants.
 */
export const writePlan = (plan: Plan, model: object): string => {
  if (!isRecord(model)) throw new TypeError('The model is not an object');
  const writer = new PlanWriter(model);
  const { tag } = plan.root;
  writer.out.push('<', tag, namespaces(plan), '>\n');
  writer.below(plan.root, model, '  ');
  writer.out.push('</', tag, '>\n');
  return writer.out.join('');
};
