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
  /** `attributes` counts those of the tag, namespace declarations included. */
  readonly start: (tag: XmlTag, line: number, attributes: number) => void;
  readonly text: (text: string) => void;
  readonly end: () => void;
}

const tooMuch = (what: string, line: number): AppError =>
  new AppError('document.unreadable', { detail: `The document holds ${what} (line ${line}); that is over the limit.` });

/**
 * Reads a namespaced XML document from start to end, in time linear in its size. DOCTYPE is refused before parsing (and
 * by the parser where it stands elsewhere), so
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
  // No more than six handlers: each is a property of the parser, and with one more V8 makes the parser five times slower.
  const parser = new SaxesParser({ xmlns: true, position: true });
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  parser.on('error', (error) => {
    const detail = `The document is not well-formed XML: ${error.message}`;
    throw new AppError('document.unreadable', { detail, cause: error });
  });
  parser.on('attribute', () => {
    attributes += 1;
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > limits.elements) throw tooMuch(`more than ${limits.elements} elements`, parser.line);
    if (depth >= limits.depth) throw tooMuch(`more than ${limits.depth} levels`, parser.line);
    if (attributes > limits.attributes) throw tooMuch(`an element with ${attributes} attributes`, parser.line);
    depth += 1;
    events.start(tag, parser.line, attributes);
    attributes = 0;
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
