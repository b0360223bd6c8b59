import type { XmlAttributes } from './namespaces.js';
import { FIRST_OF_NAME, IN_NAME, isPart, isSame, nameAt, resolved } from './plain-parts.js';

/** What a parser tells of a document, in its order; names are as they are spelt. */
export interface XmlTags {
  /** `count` is how many attributes the tag has; without any they are undefined. */
  readonly open: (name: string, attributes: XmlAttributes | undefined, count: number) => void;
  /** `blank` where there is nothing but white space in it. */
  readonly text: (text: string, blank: boolean) => void;
  readonly close: () => void;
}

const TAB = 0x09;
const LINE_FEED = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const BRACKET = 0x5d;
/** In UTF-8, the first byte of what is not ASCII. */
const BEYOND_ASCII = 0x80;
/** In UTF-8, the first byte of U+E000 and all that follows: letters that XML does not know, and such beyond the basic plane. */
const PRIVATE_USE = 0xee;
/** Bytes 0x80 to 0xBF continue a character. */
const CONTINUES = 0xc0;

const DECLARATION =
  /^<\?xml version=(?:"1\.0"|'1\.0')(?: encoding=(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?: standalone=(?:"(?:yes|no)"|'(?:yes|no)'))? *\?>/;
const BEYOND_COMMENT = /[^\t\n -\xED]|--/;

/**
 * Scans XML as nearly all programs write it: names in ASCII, no CDATA, no instructions, no numbered references, nothing
 * beyond the basic plane. What it tells, it tells rightly; where it meets anything else, or a mistake, it stops.
 *
 * It looks at bytes, and cuts texts out of a string that has a character for each of them: faster than to look at the
 * characters of a string, and only texts that are not ASCII are decoded.
 */
export class PlainScan {
  /** Where it stands, for messages, as saxes counts. */
  line = 1;
  private lineStart = 0;
  private at: number;
  private readonly bytes: Buffer;
  /** A character for each byte. */
  readonly source: string;
  /** Where the names of open elements stand in their start tags, and how long they are. */
  private readonly starts: number[] = [];
  private readonly lengths: number[] = [];
  private hadRoot = false;

  /** `utf8` is valid UTF-8 without a byte order mark. */
  constructor(
    utf8: Buffer,
    private readonly tags: XmlTags,
  ) {
    const source = utf8.toString('latin1');
    const hasReturns = source.includes('\r');
    this.source = hasReturns ? source.replaceAll(/\r\n?/g, '\n') : source;
    this.bytes = hasReturns ? Buffer.from(this.source, 'latin1') : utf8;
    this.at = DECLARATION.exec(this.source)?.[0].length ?? 0;
  }

  get column(): number {
    const line = this.bytes.subarray(this.lineStart, this.at);
    return line.filter((code) => code < BEYOND_ASCII || code >= CONTINUES).length;
  }

  /** Whether it came to the end of the document; otherwise another parser has to read it, of which all that was told is true. */
  run(): boolean {
    while (this.text()) {
      if (this.at === this.bytes.length) return this.hadRoot && this.starts.length === 0;
      if (!this.markup()) return false;
    }
    return false;
  }

  /** Text up to the next tag or the end. */
  private text(): boolean {
    const { bytes, at: start } = this;
    const { length } = bytes;
    this.skipSpace();
    const shown = this.at;
    let at = shown;
    let highest = 0;
    let hasReferences = false;
    for (; at < length; at += 1) {
      const code = bytes[at] ?? 0;
      if (code > GREATER) {
        if (code > highest) highest = code;
      } else if (code === LESS) break;
      else if (code === LINE_FEED) {
        this.line += 1;
        this.lineStart = at + 1;
      } else if (code === AMPERSAND) hasReferences = true;
      else if (code < SPACE && code !== TAB) return false;
      else if (code === GREATER && bytes[at - 1] === BRACKET && bytes[at - 2] === BRACKET) return false;
    }
    if (highest >= PRIVATE_USE || (at === length && this.starts.length > 0)) return false;
    this.at = at;
    if (at === start) return true;
    if (this.starts.length === 0) return at === shown;
    const raw = this.cut(start, at, highest);
    const text = hasReferences ? resolved(raw) : raw;
    if (text !== undefined) this.tags.text(text, at === shown);
    return text !== undefined;
  }

  /** What stands between two places, `highest` being its highest byte. */
  private cut(start: number, end: number, highest: number): string {
    return highest < BEYOND_ASCII ? this.source.slice(start, end) : this.bytes.toString('utf8', start, end);
  }

  /** A tag or a comment. */
  private markup(): boolean {
    const { bytes, at } = this;
    const code = bytes[at + 1] ?? 0;
    if (code === SLASH) return this.closeTag();
    if (isPart(code, FIRST_OF_NAME)) return this.openTag();
    return this.source.startsWith('<!--', at) && this.comment();
  }

  private comment(): boolean {
    const { source } = this;
    const start = this.at + '<!--'.length;
    const end = source.indexOf('-->', start);
    if (end < 0) return false;
    const said = source.slice(start, end);
    if (BEYOND_COMMENT.test(said) || said.endsWith('-')) return false;
    this.at = end + '-->'.length;
    for (let at = said.indexOf('\n'); at >= 0; at = said.indexOf('\n', at + 1)) {
      this.line += 1;
      this.lineStart = start + at + 1;
    }
    return true;
  }

  private closeTag(): boolean {
    const { bytes } = this;
    const start = this.starts.pop();
    const length = this.lengths.pop();
    if (start === undefined || length === undefined) return false;
    const own = this.at + 2;
    const end = own + length;
    if (!isSame(bytes, start, bytes, own, length) || bytes[end] !== GREATER) return false;
    this.at = end + 1;
    this.tags.close();
    return true;
  }

  private openTag(): boolean {
    if (this.hadRoot && this.starts.length === 0) return false;
    this.hadRoot = true;
    const { bytes } = this;
    this.at += 1;
    const start = this.at;
    const name = this.name();
    let attributes: Record<string, string> | undefined;
    let count = 0;
    for (;;) {
      const isApart = this.skipSpace();
      const code = bytes[this.at] ?? 0;
      if (code === GREATER || code === SLASH) {
        if (code === SLASH && bytes[this.at + 1] !== GREATER) return false;
        this.at += code === SLASH ? 2 : 1;
        this.tags.open(name, attributes, count);
        if (code === SLASH) this.tags.close();
        else {
          this.starts.push(start);
          this.lengths.push(name.length);
        }
        return true;
      }
      if (!isApart || !isPart(code, FIRST_OF_NAME)) return false;
      attributes ??= {};
      if (!this.attribute(attributes)) return false;
      count += 1;
    }
  }

  private attribute(attributes: Record<string, string>): boolean {
    const { bytes } = this;
    const { length } = bytes;
    const name = this.name();
    const quote = bytes[this.at + 1];
    if (bytes[this.at] !== EQUALS || (quote !== QUOTE && quote !== APOSTROPHE)) return false;
    // Also true of what every object has, such as `constructor`.
    if (attributes[name] !== undefined) return false;
    const start = this.at + 2;
    let at = start;
    let highest = 0;
    let hasReferences = false;
    for (; at < length; at += 1) {
      const code = bytes[at] ?? 0;
      if (code === quote) break;
      if (code < SPACE || code === LESS) return false;
      if (code > highest) highest = code;
      if (code === AMPERSAND) hasReferences = true;
    }
    if (at === length || highest >= PRIVATE_USE) return false;
    this.at = at + 1;
    const raw = this.cut(start, at, highest);
    const value = hasReferences ? resolved(raw) : raw;
    if (value === undefined) return false;
    attributes[name] = value;
    return true;
  }

  private name(): string {
    const { bytes, at: start } = this;
    const { length } = bytes;
    let at = start;
    let sum = 0;
    for (; at < length; at += 1) {
      const code = bytes[at] ?? 0;
      if (!isPart(code, IN_NAME)) break;
      sum = (Math.imul(sum, 31) + code) | 0;
    }
    this.at = at;
    return nameAt(bytes, start, at, sum);
  }

  /** Whether there was any. */
  private skipSpace(): boolean {
    const { bytes, at: start } = this;
    const { length } = bytes;
    let at = start;
    for (; at < length; at += 1) {
      const code = bytes[at];
      if (code === LINE_FEED) {
        this.line += 1;
        this.lineStart = at + 1;
      } else if (code !== SPACE && code !== TAB) break;
    }
    this.at = at;
    return at > start;
  }
}
