import { AppError } from '@onefacture/errors';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { decodeXml, refuseDoctype } from './xml-decoding.js';

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

/** A start tag: namespace URI, local name, and attributes by their spelling in the source. */
export type XmlTag = SaxesTagNS;

/** What happens while a document is read, in document order. `line` counts from 1. */
export interface XmlEvents {
  readonly start: (tag: XmlTag, line: number) => void;
  readonly text: (text: string) => void;
  readonly end: () => void;
}

const tooMuch = (what: string, line: number): AppError =>
  new AppError('document.unreadable', { detail: `The document holds ${what} (line ${line}); that is over the limit.` });

const countOf = (attributes: object): number => {
  let count = 0;
  for (const _ in attributes) count += 1;
  return count;
};

/**
 * Reads a namespaced XML document from start to end, in time linear in its size. DOCTYPE is refused before parsing, so
 * only the five predefined entities and character references exist. Encodings: see `decodeXml`.
 * Throws AppError `document.unreadable`, and nothing else of its own, for bytes that are not such a document or over a
 * limit; what an event handler throws passes through.
 */
export const scanXml = (bytes: Uint8Array, events: XmlEvents, limits: XmlLimits = XML_LIMITS): void => {
  if (bytes.byteLength > limits.bytes) {
    throw new AppError('document.unreadable', { detail: `The document is larger than ${limits.bytes} bytes.` });
  }
  const source = decodeXml(bytes);
  refuseDoctype(source);
  const parser = new SaxesParser({ xmlns: true, position: true });
  let depth = 0;
  let elements = 0;
  parser.on('error', (error) => {
    const detail = `The document is not well-formed XML: ${error.message}`;
    throw new AppError('document.unreadable', { detail, cause: error });
  });
  parser.on('doctype', () => {
    throw new AppError('document.unreadable', { detail: 'The document holds a document type declaration (DOCTYPE).' });
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > limits.elements) throw tooMuch(`more than ${limits.elements} elements`, parser.line);
    if (depth >= limits.depth) throw tooMuch(`more than ${limits.depth} levels`, parser.line);
    const attributes = countOf(tag.attributes);
    if (attributes > limits.attributes) throw tooMuch(`an element with ${attributes} attributes`, parser.line);
    depth += 1;
    events.start(tag, parser.line);
  });
  parser.on('text', events.text);
  parser.on('cdata', events.text);
  parser.on('closetag', () => {
    depth -= 1;
    events.end();
  });
  parser.write(source).close();
  if (elements === 0) throw new AppError('document.unreadable', { detail: 'The document is empty.' });
};
