import { AppError } from '@onefacture/errors';
import { SaxesParser } from 'saxes';
import { Namespaces, type XmlAttributes, type XmlName } from './namespaces.js';
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

/** What happens while a document is read, in document order. `line` counts from 1. */
export interface XmlEvents {
  /** `attributes` is undefined when the tag has none. */
  readonly start: (name: XmlName, line: number, attributes: XmlAttributes | undefined) => void;
  readonly text: (text: string) => void;
  readonly end: () => void;
}

/** Events of which two are told, one after the other. */
export const bothTold = (first: XmlEvents, second: XmlEvents): XmlEvents => ({
  start: (name, line, attributes) => {
    first.start(name, line, attributes);
    second.start(name, line, attributes);
  },
  text: (text) => {
    first.text(text);
    second.text(text);
  },
  end: () => {
    first.end();
    second.end();
  },
});

const tooMuch = (what: string, line: number): AppError =>
  new AppError('document.unreadable', { detail: `The document holds ${what} (line ${line}); that is over the limit.` });

const malformed = (cause: Error): never => {
  const detail = `The document is not well-formed XML: ${cause.message}`;
  throw new AppError('document.unreadable', { detail, cause });
};

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
  // Namespaces are resolved here: saxes makes an object of each name, and takes almost twice as long.
  // No more than seven handlers: each is a property of the parser, and with one more V8 makes the parser five times slower.
  const parser = new SaxesParser({ xmlns: false });
  const namespaces = new Namespaces((why) => malformed(parser.makeError(why)));
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  parser.on('error', malformed);
  parser.on('processinginstruction', ({ target }) => {
    if (target.includes(':')) malformed(parser.makeError(`malformed name: ${target}.`));
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
    const own = attributes === 0 ? undefined : tag.attributes;
    attributes = 0;
    events.start(namespaces.open(tag.name, own, depth), parser.line, own);
  });
  parser.on('text', events.text);
  parser.on('cdata', events.text);
  parser.on('closetag', () => {
    namespaces.close(depth);
    depth -= 1;
    events.end();
  });
  parser.write(source).close();
  if (elements === 0) throw new AppError('document.unreadable', { detail: 'The document is empty.' });
};
