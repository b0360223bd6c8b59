import { AppError } from '@onefacture/errors';
import { PdfLexer, PdfSyntaxError } from './pdf-lexer.js';
import { unreadable, type PdfBudget } from './pdf-limits.js';
import { PdfDict, PdfName, PdfReference, PdfStream, type PdfValue } from './pdf-value.js';

/** An indirect object as it lies in the file. */
export interface IndirectObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  /** First byte after it. */
  readonly end: number;
}

const ENDSTREAM = Buffer.from('endstream');

/** The bytes of a file with what is needed to cut objects out of them. */
export class PdfBytes {
  private readonly buffer: Buffer;
  private ends: number[] | undefined;
  /** Streams met whose /Length is not that of their data. */
  wrongLengths = 0;

  constructor(
    readonly bytes: Uint8Array,
    readonly budget: PdfBudget,
  ) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  indexOf(text: string, from: number): number {
    return this.buffer.indexOf(text, from, 'latin1');
  }

  lastIndexOf(text: string): number {
    return this.buffer.lastIndexOf(text, undefined, 'latin1');
  }

  lexer(at: number): PdfLexer {
    return new PdfLexer(this.bytes, at, this.budget.limits.depth);
  }

  /**
   * The object `n g obj` at a position; undefined when there is none. `lengthOf` resolves a stream's /Length, which
   * is believed only where `endstream` follows.
   */
  objectAt(at: number, lengthOf: (length: PdfValue) => PdfValue): IndirectObject | undefined {
    if (!Number.isSafeInteger(at) || at < 0 || at >= this.bytes.length) return undefined;
    const lexer = this.lexer(at);
    try {
      return this.read(lexer, lengthOf);
    } catch (error) {
      if (error instanceof PdfSyntaxError) return undefined;
      throw error;
    } finally {
      this.budget.parse(lexer.at - at);
    }
  }

  private read(lexer: PdfLexer, lengthOf: (length: PdfValue) => PdfValue): IndirectObject | undefined {
    const number = lexer.next();
    const generation = lexer.next();
    if (typeof number !== 'number' || typeof generation !== 'number' || lexer.keyword() !== 'obj') return undefined;
    const value = lexer.value();
    const end = lexer.at;
    if (!(value instanceof PdfDict) || lexer.keyword() !== 'stream') return { number, generation, value, end };
    let start = lexer.at;
    if (this.bytes[start] === 13) start += 1;
    if (this.bytes[start] === 10) start += 1;
    const stop = this.streamEnd(start, lengthOf(value.get('Length') ?? null));
    return { number, generation, value: new PdfStream(value, this.bytes.subarray(start, stop)), end: stop };
  }

  private streamEnd(start: number, length: PdfValue): number {
    if (typeof length === 'number' && Number.isSafeInteger(length) && length >= 0) {
      const stop = start + length;
      const found = this.endAfter(stop);
      if (found !== undefined && found - stop <= 2) return stop;
    }
    const found = this.endAfter(start);
    if (found === undefined) throw new PdfSyntaxError('a stream has no end');
    this.wrongLengths += 1;
    if (this.bytes[found - 1] === 10) return Math.max(start, this.bytes[found - 2] === 13 ? found - 2 : found - 1);
    return this.bytes[found - 1] === 13 ? Math.max(start, found - 1) : found;
  }

  /** First `endstream` from a position on; the places are looked for once. */
  private endAfter(start: number): number | undefined {
    if (this.ends === undefined) {
      this.ends = [];
      for (let at = this.buffer.indexOf(ENDSTREAM); at >= 0; at = this.buffer.indexOf(ENDSTREAM, at + 9))
        this.ends.push(at);
    }
    let [low, high] = [0, this.ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return this.ends[low];
  }
}

/** Where an object lies: at a byte, or as the n-th object of an object stream. */
export type ObjectPlace = { readonly offset: number } | { readonly stream: number; readonly index: number };

/** What the cross-reference of a file says. */
export interface CrossReference {
  readonly places: Map<number, ObjectPlace>;
  readonly trailer: PdfDict;
}

/** The whole-number elements of a PDF array. */
export function integers(value: PdfValue | undefined): number[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is number => typeof item === 'number' && Number.isSafeInteger(item));
}

/** Follows the file's own cross-reference tables and streams, newest first; undefined when it is damaged. */
export function readCrossReference(
  file: PdfBytes,
  decode: (stream: PdfStream) => Uint8Array,
): CrossReference | undefined {
  const marker = file.lastIndexOf('startxref');
  if (marker < 0) return undefined;
  try {
    const first = file.lexer(marker + 9).next();
    return new CrossReferenceReader(file, decode).read(first);
  } catch (error) {
    if (error instanceof PdfSyntaxError || error instanceof AppError) return undefined;
    throw error;
  }
}

class CrossReferenceReader {
  private readonly places = new Map<number, ObjectPlace>();
  private readonly free = new Set<number>();
  private trailer: PdfDict | undefined;

  constructor(
    private readonly file: PdfBytes,
    private readonly decode: (stream: PdfStream) => Uint8Array,
  ) {}

  read(first: unknown): CrossReference {
    const seen = new Set<number>();
    const waiting: unknown[] = [first];
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      if (typeof at !== 'number' || at < 0 || at >= this.file.bytes.length) throw new PdfSyntaxError('no section');
      if (seen.has(at)) continue;
      seen.add(at);
      if (seen.size > 4096) throw unreadable('The PDF was revised too often.');
      const trailer = this.section(at);
      this.trailer ??= trailer;
      // A hybrid file keeps the objects of its object streams in a stream of their own.
      for (const key of ['XRefStm', 'Prev']) if (trailer.has(key)) waiting.push(trailer.get(key));
    }
    if (!(this.trailer?.get('Root') instanceof PdfReference)) throw new PdfSyntaxError('no root');
    return { places: this.places, trailer: this.trailer };
  }

  private section(at: number): PdfDict {
    const lexer = this.file.lexer(at);
    if (lexer.keyword() === 'xref') {
      try {
        return this.table(lexer);
      } finally {
        this.file.budget.parse(lexer.at - at);
      }
    }
    const stream = this.file.objectAt(at, (length) => length)?.value;
    if (!(stream instanceof PdfStream)) throw new PdfSyntaxError('no cross-reference stream');
    this.entries(stream);
    return stream.dict;
  }

  private table(lexer: PdfLexer): PdfDict {
    for (;;) {
      const start = lexer.next();
      if (typeof start !== 'number') break;
      const count = lexer.next();
      if (typeof count !== 'number') throw new PdfSyntaxError('a table has no length');
      for (let number = start; number < start + count; number += 1) {
        const offset = lexer.next();
        lexer.next();
        const kind = lexer.keyword();
        if (kind === 'n' && typeof offset === 'number') this.set(number, { offset });
        else if (kind === 'f') this.free.add(number);
        else throw new PdfSyntaxError('a table is damaged');
      }
    }
    const trailer = lexer.value();
    if (!(trailer instanceof PdfDict)) throw new PdfSyntaxError('no trailer');
    return trailer;
  }

  private entries(stream: PdfStream): void {
    const [kind = 0, first = 0, second = 0] = integers(stream.dict.get('W'));
    const width = kind + first + second;
    if (Math.min(kind, first, second) < 0 || width < 1 || width > 32) throw new PdfSyntaxError('no widths');
    const data = this.decode(stream);
    const size = stream.dict.get('Size');
    const index = stream.dict.has('Index')
      ? integers(stream.dict.get('Index'))
      : [0, typeof size === 'number' ? size : 0];
    let at = 0;
    const field = (length: number): number => {
      let value = 0;
      for (let byte = 0; byte < length; byte += 1) value = value * 256 + (data[at + byte] ?? 0);
      at += length;
      return value;
    };
    for (let part = 0; part + 1 < index.length; part += 2) {
      const start = index[part] ?? 0;
      for (let number = start; number < start + (index[part + 1] ?? 0) && at + width <= data.length; number += 1) {
        const type = kind === 0 ? 1 : field(kind);
        const [one, two] = [field(first), field(second)];
        if (type === 1) this.set(number, { offset: one });
        else if (type === 2) this.set(number, { stream: one, index: two });
        else if (type === 0) this.free.add(number);
      }
    }
  }

  /** Sections come newest first: what is known stays, also that an object was deleted. */
  private set(number: number, place: ObjectPlace): void {
    if (this.places.has(number) || this.free.has(number)) return;
    this.places.set(number, place);
    if (this.places.size > this.file.budget.limits.objects) throw unreadable('The PDF holds too many objects.');
  }
}

/**
 * Finds the objects of a file whose cross-reference is damaged: from the first byte to the last, skipping the
 * contents of streams; a later object replaces an earlier one of its number.
 */
export function rebuildCrossReference(file: PdfBytes): CrossReference {
  const places = new Map<number, ObjectPlace>();
  let trailer = new PdfDict();
  let [at, nextTrailer] = [0, file.indexOf('trailer', 0)];
  let catalog: number | undefined;
  for (let hit = file.indexOf('obj', 0); hit >= 0; hit = file.indexOf('obj', at)) {
    const start = objectStart(file.bytes, hit);
    const object = start === undefined ? undefined : file.objectAt(start, (length) => length);
    at = Math.max(hit + 3, object?.end ?? 0);
    if (object === undefined || start === undefined) continue;
    places.set(object.number, { offset: start });
    if (places.size > file.budget.limits.objects) throw unreadable('The PDF holds too many objects.');
    const type = kindOf(object.value);
    if (type === 'Catalog') catalog = object.number;
    if (type === 'XRef' && object.value instanceof PdfStream) trailer = new PdfDict([...trailer, ...object.value.dict]);
  }
  for (; nextTrailer >= 0; nextTrailer = file.indexOf('trailer', nextTrailer + 7)) {
    const found = trailerAt(file, nextTrailer + 7);
    if (found !== undefined) trailer = new PdfDict([...trailer, ...found]);
  }
  if (!(trailer.get('Root') instanceof PdfReference) && catalog !== undefined)
    trailer.set('Root', new PdfReference(catalog));
  return { places, trailer };
}

function trailerAt(file: PdfBytes, at: number): PdfDict | undefined {
  const lexer = file.lexer(at);
  try {
    const value = lexer.next();
    return value instanceof PdfDict ? value : undefined;
  } catch (error) {
    if (error instanceof PdfSyntaxError) return undefined;
    throw error;
  } finally {
    file.budget.parse(lexer.at - at);
  }
}

function kindOf(value: PdfValue): string | undefined {
  const dict = value instanceof PdfStream ? value.dict : value;
  const type = dict instanceof PdfDict ? dict.get('Type') : undefined;
  return type instanceof PdfName ? type.text : undefined;
}

/** Goes back over `n g ` before a word `obj`. */
function objectStart(bytes: Uint8Array, hit: number): number | undefined {
  let at = hit - 1;
  const back = (from: number, to: number, most: number): boolean => {
    const before = at;
    while (at >= 0 && before - at < most && (bytes[at] ?? 0) >= from && (bytes[at] ?? 0) <= to) at -= 1;
    return before > at;
  };
  back(9, 32, 4);
  const generation = back(0x30, 0x39, 6) && back(9, 32, 4);
  return generation && back(0x30, 0x39, 10) ? at + 1 : undefined;
}
