import { SaxesParser } from 'saxes';

/** An XML element by local name; namespaces are left to the schema. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const INVOICE_LINES = new Set(['IncludedSupplyChainTradeLineItem', 'InvoiceLine', 'CreditNoteLine']);

/** Reads a document into a tree without its invoice lines; throws on a DOCTYPE or text that is not well-formed. */
export function readXml(source: Buffer): XmlElement {
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let skipping = 0;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('doctype', () => {
    throw new Error('a DOCTYPE is not allowed');
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    if (skipping > 0 || INVOICE_LINES.has(tag.local)) {
      skipping += 1;
      return;
    }
    const attributes = new Map(Object.values(tag.attributes).map((each) => [each.local, each.value]));
    const element: XmlElement = { name: tag.local, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('text', (text) => {
    const current = open.at(-1);
    if (skipping === 0 && current !== undefined) current.text += text;
  });
  parser.on('closetag', () => {
    if (skipping > 0) skipping -= 1;
    else open.pop();
  });
  parser.write(new TextDecoder('utf-8', { fatal: true }).decode(source)).close();
  if (root === undefined) throw new Error('no root element');
  return root;
}

/** Every element at a path of local names, `a/b/c`. */
export function all(from: XmlElement, path: string): XmlElement[] {
  return path
    .split('/')
    .reduce((found, name) => found.flatMap((each) => each.children.filter((child) => child.name === name)), [from]);
}

export const first = (from: XmlElement, path: string): XmlElement | undefined => all(from, path)[0];

/** Trimmed text of the first element at a path; undefined when absent or blank. */
export const textAt = (from: XmlElement, path: string): string | undefined =>
  first(from, path)?.text.trim() || undefined;
