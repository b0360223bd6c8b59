import { AppError } from '@onefacture/errors';
import { illegalXmlCharacter, type XmlElement } from './xml-element.js';

const TEXT_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
const ATTRIBUTE_ESCAPES: Readonly<Record<string, string>> = {
  ...TEXT_ESCAPES,
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
};

const legal = (text: string): string => {
  const illegal = illegalXmlCharacter(text);
  if (illegal !== undefined) {
    throw new AppError('request.invalid', { detail: `The character ${illegal} cannot be written in XML.` });
  }
  return text;
};

const escapeText = (text: string): string => legal(text).replace(/[&<>\r]/g, (found) => TEXT_ESCAPES[found] ?? found);

const escapeAttribute = (text: string): string =>
  legal(text).replace(/[&<>\r"\t\n]/g, (found) => ATTRIBUTE_ESCAPES[found] ?? found);

const writeElement = (element: XmlElement, prefixOf: ReadonlyMap<string, string>, indent: string, out: string[]) => {
  const prefix = prefixOf.get(element.namespace);
  if (prefix === undefined) throw new Error(`No prefix for the namespace ${element.namespace}`);
  const tag = `${prefix}:${element.name}`;
  out.push(indent, '<', tag);
  if (indent === '') for (const [uri, declared] of prefixOf) out.push(` xmlns:${declared}="${escapeAttribute(uri)}"`);
  for (const [name, value] of element.attributes) out.push(` ${name}="${escapeAttribute(value)}"`);
  if (element.children.length > 0) {
    out.push('>\n');
    for (const child of element.children) writeElement(child, prefixOf, `${indent}  `, out);
    out.push(indent, '</', tag, '>\n');
  } else if (element.text === '') {
    out.push('/>\n');
  } else {
    out.push('>', escapeText(element.text), '</', tag, '>\n');
  }
};

/**
 * The tree as an XML 1.0 document, to be encoded in UTF-8: same tree, same characters; two spaces an indent, namespaces
 * declared on the root in the order of `prefixOf` (URI → prefix). Takes time linear in the size of the tree.
 * Throws AppError `request.invalid` for a character that XML 1.0 forbids.
 */
export const writeXml = (root: XmlElement, prefixOf: ReadonlyMap<string, string>): string => {
  const out = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  writeElement(root, prefixOf, '', out);
  return out.join('');
};
