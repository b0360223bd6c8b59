import { AppError } from '@onefacture/errors';
import { type ElementFact, factOf, type Structure } from '../structure/structure.js';
import type { XmlElement } from '../xml/xml-element.js';
import type { AttributeBinding, Binding, GroupBinding, LeafBinding } from './binding.js';
import { setMember } from './member.js';

/** All elements at `path` below `parent`, by namespace and local name; what else stands there is passed over. */
const find = (
  structure: Structure,
  type: string,
  parent: XmlElement,
  path: readonly string[],
): { fact: ElementFact; elements: XmlElement[] } => {
  let at: { fact: ElementFact | undefined; elements: XmlElement[] } = { fact: undefined, elements: [parent] };
  for (const name of path) {
    const fact = factOf(structure, at.fact?.type ?? type, name);
    const elements = at.elements.flatMap((element) =>
      element.children.filter((child) => child.name === name && child.namespace === fact.namespace),
    );
    at = { fact, elements };
  }
  if (at.fact === undefined) throw new Error('A binding without a path');
  return { fact: at.fact, elements: at.elements };
};

const matches = (element: XmlElement, attributes: readonly AttributeBinding[]): boolean =>
  attributes.every((wanted) => !('value' in wanted) || element.attributes.get(wanted.name)?.trim() === wanted.value);

/** Where the text stands: in the element, or for dates and indicators one level deeper. */
const holderOf = (element: XmlElement): XmlElement => element.children[0] ?? element;

const leaf = (binding: LeafBinding, elements: readonly XmlElement[], into: Record<string, unknown>): void => {
  const element = elements.find((candidate) => matches(candidate, binding.attributes));
  if (element === undefined) return;
  const { text, attributes } = holderOf(element);
  if (text.trim() === '') return;
  const value = binding.codec.read(text, attributes.get('format'));
  if (value === undefined) {
    const place = `${binding.term} (${binding.path.join('/')}, line ${element.line})`;
    throw new AppError('document.unreadable', { detail: `${place} holds "${text.trim().slice(0, 60)}".` });
  }
  setMember(into, binding.member, value);
  for (const attribute of binding.attributes) {
    const found = element.attributes.get(attribute.name)?.trim();
    if ('member' in attribute && found) setMember(into, attribute.member, found);
  }
};

const readInto = (
  structure: Structure,
  type: string,
  element: XmlElement,
  bindings: readonly Binding[],
): Record<string, unknown> => {
  const into: Record<string, unknown> = {};
  for (const binding of bindings) {
    if (binding.kind === 'constant') continue;
    const { fact, elements } = find(structure, type, element, binding.path);
    if (binding.kind === 'leaf') leaf(binding, elements, into);
    else group(structure, binding, fact, elements, into);
  }
  return into;
};

const group = (
  structure: Structure,
  binding: GroupBinding,
  fact: ElementFact,
  elements: readonly XmlElement[],
  into: Record<string, unknown>,
): void => {
  const read = elements.map((element) => readInto(structure, fact.type, element, binding.bindings));
  if (binding.many) setMember(into, binding.member, read);
  else if (read[0] !== undefined) setMember(into, binding.member, read[0]);
};

/**
 * What the bindings find in a document: a plain object in the shape of the model, not yet checked for completeness.
 * Unknown elements and attributes are passed over. Throws AppError `document.unreadable` when the root is another
 * message, or when an element holds text that is not what its term wants (with term, path and line).
 */
export const readBound = (
  structure: Structure,
  bindings: readonly Binding[],
  root: XmlElement,
): Record<string, unknown> => {
  const { name, namespace } = structure.root;
  if (root.name !== name || root.namespace !== namespace) {
    throw new AppError('document.unreadable', { detail: `The document is a ${root.name}, not a ${name} (D22B).` });
  }
  return readInto(structure, name, root, bindings);
};
