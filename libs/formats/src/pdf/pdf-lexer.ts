import { PdfDict, PdfKeyword, PdfName, PdfReference, PdfString, type PdfValue } from './pdf-value.js';

/** Kinds of bytes (ISO 32000-1 §7.2.2). */
const REGULAR = 0;
const SPACE = 1;
const DELIMITER = 2;
const KIND = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) KIND[byte] = SPACE;
for (const character of '()<>[]{}/%') KIND[character.charCodeAt(0)] = DELIMITER;

const ESCAPES: Readonly<Record<number, number>> = { 0x6e: 10, 0x72: 13, 0x74: 9, 0x62: 8, 0x66: 12 };
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** Thrown where the bytes are no PDF syntax; never leaves this room. */
export class PdfSyntaxError extends Error {
  override readonly name = 'PdfSyntaxError';
}

const hexOf = (byte: number): number => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
};

/** Reads PDF objects and keywords one after the other. */
export class PdfLexer {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
    private readonly depth: number,
    private readonly end = bytes.length,
  ) {}

  /** Moves over white space and comments; false at the end. */
  skip(): boolean {
    while (this.at < this.end) {
      const byte = this.bytes[this.at] ?? 0;
      if (byte === 0x25) this.skipComment();
      else if (KIND[byte] === SPACE) this.at += 1;
      else return true;
    }
    return false;
  }

  /** The next object or keyword; undefined at the end. References are resolved from `n g R`. */
  next(level = 0): PdfValue | PdfKeyword | undefined {
    if (!this.skip()) return undefined;
    if (level > this.depth) throw new PdfSyntaxError('nested too deep');
    switch (this.bytes[this.at]) {
      case 0x2f:
        return this.name();
      case 0x28:
        return this.literal();
      case 0x5b:
        this.at += 1;
        return this.array(level);
      case 0x3c:
        return this.bytes[this.at + 1] === 0x3c ? this.dict(level) : this.hex();
      case 0x3e:
        this.at += this.bytes[this.at + 1] === 0x3e ? 2 : 1;
        return new PdfKeyword('>>');
      case 0x5d:
      case 0x7b:
      case 0x7d:
      case 0x29:
        this.at += 1;
        return new PdfKeyword(String.fromCharCode(this.bytes[this.at - 1] ?? 0));
      default:
        return this.word();
    }
  }

  /** The next object; a keyword there is a fault. */
  value(level = 0): PdfValue {
    const next = this.next(level);
    if (next === undefined || next instanceof PdfKeyword) throw new PdfSyntaxError(`no object at byte ${this.at}`);
    return next;
  }

  /** The next keyword's text, or undefined when something else stands there. */
  keyword(): string | undefined {
    const next = this.next();
    return next instanceof PdfKeyword ? next.text : undefined;
  }

  private skipComment(): void {
    while (this.at < this.end && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at += 1;
  }

  private regular(): string {
    const from = this.at;
    while (this.at < this.end && KIND[this.bytes[this.at] ?? 0] === REGULAR) this.at += 1;
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + from, this.at - from).toString('latin1');
  }

  private name(): PdfName {
    this.at += 1;
    const text = this.regular();
    if (!text.includes('#')) return new PdfName(text);
    return new PdfName(
      text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
  }

  private word(): PdfValue | PdfKeyword {
    const text = this.regular();
    if (NUMBER.test(text)) return this.reference(text) ?? Number(text);
    if (text === 'true') return true;
    if (text === 'false') return false;
    if (text === 'null') return null;
    return new PdfKeyword(text);
  }

  /** `n g R`, when that is what follows; the position is left after the number otherwise. */
  private reference(text: string): PdfReference | undefined {
    if (text.length > 10 || !/^\d+$/.test(text)) return undefined;
    const back = this.at;
    let at = back;
    const space = (): boolean => {
      const from = at;
      while (KIND[this.bytes[at] ?? 0x41] === SPACE) at += 1;
      return at > from;
    };
    let generation = 0;
    if (space()) {
      const from = at;
      for (let byte = this.bytes[at] ?? 0; byte >= 0x30 && byte <= 0x39 && at < from + 6; byte = this.bytes[at] ?? 0) {
        generation = generation * 10 + byte - 0x30;
        at += 1;
      }
      if (at > from && space() && this.bytes[at] === 0x52 && KIND[this.bytes[at + 1] ?? 32] !== REGULAR) {
        this.at = at + 1;
        return new PdfReference(Number(text), generation);
      }
    }
    this.at = back;
    return undefined;
  }

  private array(level: number): PdfValue[] {
    const values: PdfValue[] = [];
    for (;;) {
      const next = this.next(level + 1);
      if (next === undefined) throw new PdfSyntaxError('an array is not closed');
      if (!(next instanceof PdfKeyword)) values.push(next);
      else if (next.text === ']') return values;
      else throw new PdfSyntaxError(`${next.text} stands in an array`);
    }
  }

  private dict(level: number): PdfDict {
    this.at += 2;
    const dict = new PdfDict();
    for (;;) {
      const key = this.next(level + 1);
      if (key instanceof PdfKeyword && key.text === '>>') return dict;
      if (!(key instanceof PdfName)) throw new PdfSyntaxError('a dictionary has a key that is no name');
      dict.set(key.text, this.value(level + 1));
    }
  }

  private hex(): PdfString {
    this.at += 1;
    const digits: number[] = [];
    for (; this.at < this.end && this.bytes[this.at] !== 0x3e; this.at += 1) {
      const digit = hexOf(this.bytes[this.at] ?? 0);
      if (digit >= 0) digits.push(digit);
      else if (KIND[this.bytes[this.at] ?? 0] !== SPACE) throw new PdfSyntaxError('a hexadecimal string is damaged');
    }
    if (this.at >= this.end) throw new PdfSyntaxError('a string is not closed');
    this.at += 1;
    const bytes = new Uint8Array(Math.ceil(digits.length / 2));
    for (let index = 0; index < bytes.length; index += 1)
      bytes[index] = (digits[2 * index] ?? 0) * 16 + (digits[2 * index + 1] ?? 0);
    return new PdfString(bytes);
  }

  private literal(): PdfString {
    this.at += 1;
    const out: number[] = [];
    for (let open = 1; ; this.at += 1) {
      if (this.at >= this.end) throw new PdfSyntaxError('a string is not closed');
      const byte = this.bytes[this.at] ?? 0;
      if (byte === 0x5c) this.escape(out);
      else {
        if (byte === 0x28) open += 1;
        else if (byte === 0x29) open -= 1;
        if (open === 0) break;
        out.push(byte);
      }
    }
    this.at += 1;
    return new PdfString(Uint8Array.from(out));
  }

  /** What stands after a backslash: leaves the position at its last byte. */
  private escape(out: number[]): void {
    this.at += 1;
    const byte = this.bytes[this.at] ?? 0;
    if (byte >= 0x30 && byte <= 0x37) {
      let code = 0;
      const from = this.at;
      for (let digit = byte; digit >= 0x30 && digit <= 0x37 && this.at < from + 3; digit = this.bytes[this.at] ?? 0) {
        code = code * 8 + digit - 0x30;
        this.at += 1;
      }
      this.at -= 1;
      out.push(code & 0xff);
    } else if (byte === 13) {
      if (this.bytes[this.at + 1] === 10) this.at += 1;
    } else if (byte !== 10) out.push(ESCAPES[byte] ?? byte);
  }
}
