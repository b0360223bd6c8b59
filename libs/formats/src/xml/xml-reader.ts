import { AppError } from '@onefacture/errors';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { decodeXml, refuseDoctype } from './xml-decoding.js';
import type { XmlElement } from './xml-element.js';

/** What a document may cost. */
export interface XmlLimits {
  /** Of the file. */
  readonly bytes: number;
  /** Of elements within elements. */
  readonly depth: number;
  /** Of one element, namespace declarations included. */
  readonly attributes: number;
  /** Of the document. */
  readonly elements: number;
}

/** Far above any real lifecycle message or invoice, far below what hurts. */
export const XML_LIMITS: XmlLimits = { bytes: 100_000_000, depth: 40, attributes: 50, elements: 4_000_000 };

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

class TreeBuilder {
  root: XmlElement | undefined;
  private readonly open: OpenElement[] = [];
  private elements = 0;

  constructor(private readonly limits: XmlLimits) {}

  start(tag: SaxesTagNS, line: number): void {
    this.elements += 1;
    if (this.elements > this.limits.elements) throw tooMuch(`more than ${this.limits.elements} elements`, line);
    if (this.open.length >= this.limits.depth) throw tooMuch(`more than ${this.limits.depth} levels`, line);
    const all = Object.values(tag.attributes);
    if (all.length > this.limits.attributes) throw tooMuch(`an element with ${all.length} attributes`, line);
    const attributes = new Map(all.filter(({ uri }) => uri === '').map(({ local, value }) => [local, value]));
    const element: OpenElement = { namespace: tag.uri, name: tag.local, attributes, children: [], text: '', line };
    this.open.at(-1)?.children.push(element);
    this.open.push(element);
  }

  text(text: string): void {
    const element = this.open.at(-1);
    if (element !== undefined && element.children.length === 0) element.text += text;
  }

  end(): void {
    const element = this.open.pop();
    if (element === undefined) return;
    if (element.children.length > 0) element.text = '';
    if (this.open.length === 0) this.root = element;
  }
}

const tooMuch = (what: string, line: number): AppError =>
  new AppError('document.unreadable', { detail: `The document holds ${what} (line ${line}); that is over the limit.` });

const parse = (source: string, builder: TreeBuilder): void => {
  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.on('error', (error) => {
    throw new AppError('document.unreadable', {
      detail: `The document is not well-formed XML: ${error.message}`,
      cause: error,
    });
  });
  parser.on('doctype', () => {
    throw new AppError('document.unreadable', { detail: 'The document holds a document type declaration (DOCTYPE).' });
  });
  parser.on('opentag', (tag) => builder.start(tag, parser.line));
  parser.on('text', (text) => builder.text(text));
  parser.on('cdata', (text) => builder.text(text));
  parser.on('closetag', () => builder.end());
  parser.write(source).close();
};

/**
 * Reads a namespaced XML document into a tree, in time linear in its size. DOCTYPE is refused before parsing, so only
 * the five predefined entities and character references exist.
 * Throws AppError `document.unreadable`, and nothing else, for bytes that are not such a document or over a limit.
 */
export const readXml = (bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): XmlElement => {
  if (bytes.byteLength > limits.bytes) {
    throw new AppError('document.unreadable', { detail: `The document is larger than ${limits.bytes} bytes.` });
  }
  const source = decodeXml(bytes);
  refuseDoctype(source);
  const builder = new TreeBuilder(limits);
  parse(source, builder);
  if (builder.root === undefined) throw new AppError('document.unreadable', { detail: 'The document is empty.' });
  return builder.root;
};
