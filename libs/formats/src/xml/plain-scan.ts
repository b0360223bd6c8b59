import { asPropertyName, type XmlAttributes } from './namespaces.js';

/** What a parser tells of a document, in its order; names are as they are spelt. */
export interface XmlTags {
  /** `count` is how many attributes the tag has; without any they are undefined. */
  readonly open: (name: string, attributes: XmlAttributes | undefined, count: number) => void;
  readonly text: (text: string) => void;
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
const FIRST_SURROGATE = 0xd800;

const DECLARATION =
  /^<\?xml version=(?:"1\.0"|'1\.0')(?: encoding=(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?: standalone=(?:"(?:yes|no)"|'(?:yes|no)'))? *\?>/;
const BEYOND_COMMENT = /[^\t\n -\uD7FF]|--/;
const SHOWS = /[^ \t\n]/;

const FIRST_OF_NAME = 1;
const IN_NAME = 2;

/** What an ASCII character can be in a name. */
const NAME_PARTS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_:]/.test(character)) return FIRST_OF_NAME | IN_NAME;
  return /[\d.-]/.test(character) ? IN_NAME : 0;
});

const isPart = (code: number, part: number): boolean => ((NAME_PARTS[code] ?? 0) & part) !== 0;

/** Faster than `startsWith` on names. */
const isSpelt = (name: string, source: string, start: number): boolean => {
  for (let at = 0; at < name.length; at += 1) {
    if (name.charCodeAt(at) !== source.charCodeAt(start + at)) return false;
  }
  return true;
};

const LONGEST_KEPT = 100;
const KEPT = 2_048;
/** Names met in documents before, by a sum of their characters: to find one is faster than to cut it out of a document. */
const kept = Array.from({ length: KEPT }, () => '');

const nameAt = (source: string, start: number, end: number, sum: number): string => {
  const slot = sum & (KEPT - 1);
  const known = kept[slot] ?? '';
  if (known.length === end - start && isSpelt(known, source, start)) return known;
  const name = asPropertyName(source.slice(start, end));
  if (name.length <= LONGEST_KEPT) kept[slot] = name;
  return name;
};

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(?:(amp|lt|gt|quot|apos);)?/g;

/** A text without its references; undefined where it holds others than the five that have names. */
const resolved = (text: string): string | undefined => {
  let isPlain = true;
  const found = text.replace(REFERENCE, (_, name: string | undefined) => {
    isPlain &&= name !== undefined;
    return ENTITIES[name ?? ''] ?? '';
  });
  return isPlain ? found : undefined;
};

/**
 * Scans XML as nearly all programs write it: names in ASCII, no CDATA, no instructions, no numbered references, nothing
 * beyond the basic plane. What it tells, it tells rightly; where it meets anything else, or a mistake, it stops.
 */
export class PlainScan {
  /** Where it stands, for messages, as saxes counts. */
  line = 1;
  private lineStart = 0;
  private at: number;
  private readonly source: string;
  private readonly names: string[] = [];
  private hadRoot = false;

  constructor(
    source: string,
    private readonly tags: XmlTags,
  ) {
    this.source = source.includes('\r') ? source.replaceAll(/\r\n?/g, '\n') : source;
    this.at = DECLARATION.exec(this.source)?.[0].length ?? 0;
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  /** Whether it came to the end of the document; otherwise another parser has to read it, of which all that was told is true. */
  run(): boolean {
    while (this.text()) {
      if (this.at === this.source.length) return this.hadRoot && this.names.length === 0;
      if (!this.markup()) return false;
    }
    return false;
  }

  /** Text up to the next tag or the end. */
  private text(): boolean {
    const { source, at: start } = this;
    let at = start;
    let hasReferences = false;
    for (; at < source.length; at += 1) {
      const code = source.charCodeAt(at);
      if (code > GREATER) {
        if (code >= FIRST_SURROGATE) return false;
      } else if (code === LESS) break;
      else if (code === LINE_FEED) {
        this.line += 1;
        this.lineStart = at + 1;
      } else if (code === AMPERSAND) hasReferences = true;
      else if (code < SPACE && code !== TAB) return false;
      else if (code === GREATER && source.charCodeAt(at - 1) === BRACKET && source.charCodeAt(at - 2) === BRACKET) {
        return false;
      }
    }
    if (at === source.length && this.names.length > 0) return false;
    this.at = at;
    if (at === start) return true;
    const raw = source.slice(start, at);
    if (this.names.length === 0) return !SHOWS.test(raw);
    const text = hasReferences ? resolved(raw) : raw;
    if (text !== undefined) this.tags.text(text);
    return text !== undefined;
  }

  /** A tag or a comment. */
  private markup(): boolean {
    const { source, at } = this;
    const code = source.charCodeAt(at + 1);
    if (code === SLASH) return this.closeTag();
    if (isPart(code, FIRST_OF_NAME)) return this.openTag();
    return source.startsWith('<!--', at) && this.comment();
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
    const { source, names } = this;
    const name = names.at(-1);
    if (name === undefined || !isSpelt(name, source, this.at + 2)) return false;
    const end = this.at + 2 + name.length;
    if (source.charCodeAt(end) !== GREATER) return false;
    this.at = end + 1;
    names.pop();
    this.tags.close();
    return true;
  }

  private openTag(): boolean {
    if (this.hadRoot && this.names.length === 0) return false;
    this.hadRoot = true;
    const { source } = this;
    this.at += 1;
    const name = this.name();
    let attributes: Record<string, string> | undefined;
    let count = 0;
    for (;;) {
      const isApart = this.skipSpace();
      const code = source.charCodeAt(this.at);
      if (code === GREATER || code === SLASH) return this.opened(name, attributes, count, code);
      if (!isApart || !isPart(code, FIRST_OF_NAME)) return false;
      attributes ??= {};
      if (!this.attribute(attributes)) return false;
      count += 1;
    }
  }

  private opened(name: string, attributes: XmlAttributes | undefined, count: number, code: number): boolean {
    const { source } = this;
    const isEmpty = code === SLASH;
    if (isEmpty && source.charCodeAt(this.at + 1) !== GREATER) return false;
    this.at += isEmpty ? 2 : 1;
    this.tags.open(name, attributes, count);
    if (isEmpty) this.tags.close();
    else this.names.push(name);
    return true;
  }

  private attribute(attributes: Record<string, string>): boolean {
    const { source } = this;
    const name = this.name();
    const quote = source.charCodeAt(this.at + 1);
    if (source.charCodeAt(this.at) !== EQUALS || (quote !== QUOTE && quote !== APOSTROPHE)) return false;
    // Also true of what every object has, such as `constructor`.
    if (attributes[name] !== undefined) return false;
    const start = this.at + 2;
    let at = start;
    let hasReferences = false;
    for (; ; at += 1) {
      const code = source.charCodeAt(at);
      if (code === quote) break;
      if (!(code >= SPACE && code < FIRST_SURROGATE) || code === LESS) return false;
      if (code === AMPERSAND) hasReferences = true;
    }
    this.at = at + 1;
    const raw = source.slice(start, at);
    const value = hasReferences ? resolved(raw) : raw;
    if (value === undefined) return false;
    attributes[name] = value;
    return true;
  }

  private name(): string {
    const { source, at: start } = this;
    let at = start;
    let sum = 0;
    for (let code = source.charCodeAt(at); isPart(code, IN_NAME); code = source.charCodeAt(at)) {
      sum = (Math.imul(sum, 31) + code) | 0;
      at += 1;
    }
    this.at = at;
    return nameAt(source, start, at, sum);
  }

  /** Whether there was any. */
  private skipSpace(): boolean {
    const { source, at: start } = this;
    for (; ; this.at += 1) {
      const code = source.charCodeAt(this.at);
      if (code === LINE_FEED) {
        this.line += 1;
        this.lineStart = this.at + 1;
      } else if (code !== SPACE && code !== TAB) return this.at > start;
    }
  }
}
