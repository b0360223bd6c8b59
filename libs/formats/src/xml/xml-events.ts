import { AppError } from '@onefacture/errors';
import { SaxesParser } from 'saxes';
import { isBlank } from './blank.js';
import { Namespaces, type XmlAttributes, type XmlName } from './namespaces.js';
import { PlainScan, type XmlTags } from './plain-scan.js';
import { refuseDoctype, xmlAsUtf8 } from './xml-decoding.js';

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
  /** `blank` where there is nothing but white space in it. */
  readonly text: (text: string, blank: boolean) => void;
  readonly end: () => void;
  /** Told before whatever is spelt as hardly any program spells it: CDATA, instructions, numbered references and such. */
  readonly unusual?: () => void;
}

/** Events of which two are told, one after the other. */
export const bothTold = (first: XmlEvents, second: XmlEvents): XmlEvents => ({
  start: (name, line, attributes) => {
    first.start(name, line, attributes);
    second.start(name, line, attributes);
  },
  text: (text, blank) => {
    first.text(text, blank);
    second.text(text, blank);
  },
  end: () => {
    first.end();
    second.end();
  },
  unusual: () => {
    first.unusual?.();
    second.unusual?.();
  },
});

const tooMuch = (what: string, line: number): AppError =>
  new AppError('document.unreadable', { detail: `The document holds ${what} (line ${line}); that is over the limit.` });

const malformed = (cause: Error): never => {
  const detail = `The document is not well-formed XML: ${cause.message}`;
  throw new AppError('document.unreadable', { detail, cause });
};

/** Where a parser stands, as its messages say. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** Tells events from the tags of a document: with namespaces, within limits, and how many yet. */
class Telling implements XmlTags {
  /** All events yet. */
  told = 0;
  elements = 0;
  private depth = 0;
  private readonly namespaces = new Namespaces((why) => this.refuse(why));

  constructor(
    private readonly events: XmlEvents,
    private readonly limits: XmlLimits,
    public place: Place,
  ) {}

  readonly open = (name: string, attributes: XmlAttributes | undefined, count: number): void => {
    const { limits, place } = this;
    this.elements += 1;
    if (this.elements > limits.elements) throw tooMuch(`more than ${limits.elements} elements`, place.line);
    if (this.depth >= limits.depth) throw tooMuch(`more than ${limits.depth} levels`, place.line);
    if (count > limits.attributes) throw tooMuch(`an element with ${count} attributes`, place.line);
    this.depth += 1;
    this.told += 1;
    this.events.start(this.namespaces.open(name, attributes, this.depth), place.line, attributes);
  };

  readonly text = (text: string, blank: boolean): void => {
    this.told += 1;
    this.events.text(text, blank);
  };

  readonly close = (): void => {
    this.namespaces.close(this.depth);
    this.depth -= 1;
    this.told += 1;
    this.events.end();
  };

  private refuse(why: string): never {
    const { line, column } = this.place;
    return malformed(new Error(`${line}:${column}: ${why}`));
  }
}

/** Reads all there is in XML but DOCTYPE, and tells what was not told yet. */
const scanWithSaxes = (source: string, telling: Telling): void => {
  // Namespaces are resolved by us: saxes makes an object of each name, and takes almost twice as long.
  // No more than seven handlers: each is a property of the parser, and with one more V8 makes the parser five times slower.
  const parser = new SaxesParser({ xmlns: false });
  telling.place = parser;
  let known = telling.told;
  let depth = 0;
  let attributes = 0;
  const isKnown = (): boolean => {
    known -= 1;
    return known >= 0;
  };
  const text = (said: string): void => {
    if (depth > 0 && !isKnown()) telling.text(said, isBlank(said));
  };
  parser.on('error', malformed);
  parser.on('processinginstruction', ({ target }) => {
    if (target.includes(':')) malformed(parser.makeError(`malformed name: ${target}.`));
  });
  parser.on('attribute', () => {
    attributes += 1;
  });
  parser.on('opentag', (tag) => {
    const count = attributes;
    attributes = 0;
    depth += 1;
    if (!isKnown()) telling.open(tag.name, count === 0 ? undefined : tag.attributes, count);
  });
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => {
    depth -= 1;
    if (!isKnown()) telling.close();
  });
  parser.write(source).close();
};

/**
 * Reads a namespaced XML document from start to end, in time linear in its size. DOCTYPE is refused before parsing (and
 * by the parser where it stands elsewhere), so
 * only the five predefined entities and character references exist. Encodings: see `decodeXml`. Text outside the root
 * element, which can only be blank, is not told.
 * Throws AppError `document.unreadable`, and nothing else of its own, for bytes that are not such a document or over a
 * limit; what an event handler throws passes through.
 */
export const scanXml = (bytes: Uint8Array, events: XmlEvents, limits: XmlLimits = XML_LIMITS): void => {
  if (bytes.byteLength > limits.bytes) {
    throw new AppError('document.unreadable', { detail: `The document is larger than ${limits.bytes} bytes.` });
  }
  const utf8 = xmlAsUtf8(bytes);
  const telling = new Telling(events, limits, { line: 1, column: 0 });
  const scan = new PlainScan(utf8, telling);
  refuseDoctype(scan.source);
  telling.place = scan;
  if (!scan.run()) {
    events.unusual?.();
    scanWithSaxes(utf8.toString('utf8'), telling);
  }
  if (telling.elements === 0) throw new AppError('document.unreadable', { detail: 'The document is empty.' });
};
