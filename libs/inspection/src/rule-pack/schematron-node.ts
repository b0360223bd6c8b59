import { AppError } from '@onefacture/errors';
import { refuseDoctype } from '@onefacture/formats';
import { SaxesParser } from 'saxes';

export const SCHEMATRON = 'http://purl.oclc.org/dsdl/schematron';
export const XSLT = 'http://www.w3.org/1999/XSL/Transform';

/** An element of a Schematron file with its text in place; names keep their prefix, for code that is copied through. */
export interface SchematronNode {
  readonly uri: string;
  readonly local: string;
  readonly name: string;
  /** By name as written, namespace declarations included. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (SchematronNode | string)[];
}

interface OpenNode extends SchematronNode {
  readonly children: (SchematronNode | string)[];
}

/** Reads a Schematron schema, or `any` part of one. Throws AppError `document.unreadable` when it is not well-formed or holds a DOCTYPE. */
export const readSchematron = (source: string, expected: 'schema' | 'any' = 'schema'): SchematronNode => {
  refuseDoctype(source);
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenNode[] = [];
  let root: SchematronNode | undefined;
  parser.on('error', (cause) => {
    throw new AppError('document.unreadable', { detail: `The Schematron file is not XML: ${cause.message}`, cause });
  });
  parser.on('opentag', ({ uri, local, name, attributes }) => {
    const values = Object.values(attributes).map((attribute): [string, string] => [attribute.name, attribute.value]);
    const node: OpenNode = { uri, local, name, attributes: new Map(values), children: [] };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => open.at(-1)?.children.push(text));
  parser.on('cdata', (text) => open.at(-1)?.children.push(text));
  parser.on('closetag', () => {
    root = open.pop();
  });
  parser.write(source.replace(/^\uFEFF/, '')).close();
  const right = root?.uri === SCHEMATRON && (expected === 'any' || root.local === 'schema');
  if (root === undefined || !right) {
    throw new AppError('document.unreadable', { detail: 'The file is not an ISO Schematron schema.' });
  }
  return root;
};

/** Child elements of the Schematron namespace with one of the names, in order. */
export const childrenNamed = (node: SchematronNode, ...names: readonly string[]): SchematronNode[] =>
  node.children.filter(
    (child): child is SchematronNode =>
      typeof child !== 'string' && child.uri === SCHEMATRON && names.includes(child.local),
  );

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** ` name="value"`, escaped. */
export const attribute = (name: string, value: string): string =>
  ` ${name}="${escapeText(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`;

/** The node as it was written: for XSLT that a schema carries along. */
export const serialise = (node: SchematronNode | string): string => {
  if (typeof node === 'string') return escapeText(node);
  const attributes = [...node.attributes].map(([name, value]) => attribute(name, value)).join('');
  return `<${node.name}${attributes}>${node.children.map(serialise).join('')}</${node.name}>`;
};
