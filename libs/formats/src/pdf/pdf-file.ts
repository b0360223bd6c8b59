import { undoFilter, undoPredictor } from './pdf-filters.js';
import { PdfSyntaxError, PdfLexer } from './pdf-lexer.js';
import { encrypted, PDF_LIMITS, PdfBudget, unreadable, type PdfLimits } from './pdf-limits.js';
import { integers, PdfBytes, readCrossReference, rebuildCrossReference, type CrossReference } from './pdf-objects.js';
import { decodeText } from './pdf-text.js';
import { dictOf, PdfDict, PdfName, PdfReference, PdfStream, PdfString, type PdfValue } from './pdf-value.js';

/** What a stream holds once its filters are undone. */
export interface DecodedStream {
  readonly bytes: Uint8Array;
  /** The image filter that was left, with what is still encoded in `bytes`. */
  readonly left?: string;
  /** The data are damaged; `bytes` is what could be saved. */
  readonly saved: boolean;
}

/**
 * A PDF whose objects are read when they are asked for. Damaged cross-references are rebuilt from the objects found.
 * Every member throws AppError `document.unreadable`, and nothing else.
 */
export class PdfFile {
  readonly version: string;
  /** True when the file's own cross-reference could not be used. */
  rebuilt = false;
  private readonly file: PdfBytes;
  private reference: CrossReference;
  private last = 0;
  private settled = false;
  private readonly cache = new Map<number, PdfValue>();
  private readonly reading = new Set<number>();
  private readonly packed = new Map<number, PdfValue[]>();

  constructor(bytes: Uint8Array, limits: PdfLimits = PDF_LIMITS) {
    if (bytes.length > limits.bytes)
      throw unreadable(`The PDF is larger than ${Math.floor(limits.bytes / 1024 / 1024)} MB.`);
    const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
    const start = head.indexOf('%PDF-');
    if (start < 0) throw unreadable('The file is no PDF: it does not begin with %PDF.');
    this.version = /^%PDF-(\d\.\d)/.exec(head.slice(start))?.[1] ?? '';
    this.file = new PdfBytes(bytes.subarray(start), new PdfBudget(limits, bytes.length));
    this.reference = this.open();
    if (this.reference.trailer.has('Encrypt')) throw encrypted();
    this.catalog = this.findCatalog();
  }

  /** The document catalogue. */
  catalog: PdfDict;

  get trailer(): PdfDict {
    return this.reference.trailer;
  }

  /** Streams read so far whose /Length is not that of their data. */
  get wrongLengths(): number {
    return this.file.wrongLengths;
  }

  get limits(): PdfLimits {
    return this.file.budget.limits;
  }

  /** Follows references to the object they mean; null where there is none or they run in a circle. */
  resolve(value: PdfValue | undefined): PdfValue {
    let current = value ?? null;
    for (let step = 0; current instanceof PdfReference; step += 1) {
      if (step > 32) return null;
      current = this.load(current.number);
    }
    return current;
  }

  get(holder: PdfValue | undefined, key: string): PdfValue {
    return this.resolve(dictOf(this.resolve(holder))?.get(key));
  }

  dict(holder: PdfValue | undefined, key: string): PdfDict | undefined {
    return dictOf(this.get(holder, key));
  }

  array(holder: PdfValue | undefined, key: string): PdfValue[] {
    const value = this.get(holder, key);
    return Array.isArray(value) ? value : [];
  }

  name(holder: PdfValue | undefined, key: string): string | undefined {
    const value = this.get(holder, key);
    return value instanceof PdfName ? value.text : undefined;
  }

  number(holder: PdfValue | undefined, key: string): number | undefined {
    const value = this.get(holder, key);
    return typeof value === 'number' ? value : undefined;
  }

  text(holder: PdfValue | undefined, key: string): string | undefined {
    const value = this.get(holder, key);
    return value instanceof PdfString ? decodeText(value.bytes) : undefined;
  }

  /** The filters of a stream in the order of undoing. */
  filters(stream: PdfStream): string[] {
    const value = this.resolve(stream.dict.get('Filter') ?? stream.dict.get('F'));
    return (Array.isArray(value) ? value : [value]).flatMap((item) => {
      const filter = this.resolve(item);
      return filter instanceof PdfName ? [filter.text] : [];
    });
  }

  /** Undoes the filters of a stream, within the limits of the whole file. */
  decode(stream: PdfStream): DecodedStream {
    const filters = this.filters(stream);
    if (filters.length > 8) throw unreadable('A stream of the PDF is compressed too often.');
    const given = this.resolve(stream.dict.get('DecodeParms') ?? stream.dict.get('DP'));
    let bytes = stream.raw;
    let saved = false;
    for (const [index, filter] of filters.entries()) {
      const decoded = undoFilter(filter, bytes, this.file.budget);
      if (decoded === undefined) return { bytes, left: filter, saved };
      saved ||= decoded.saved;
      const parameters = this.resolve(Array.isArray(given) ? given[index] : given);
      bytes = parameters instanceof PdfDict ? this.unpredict(decoded.bytes, parameters) : decoded.bytes;
    }
    return { bytes, saved };
  }

  /**
   * Reads every object, so that damage shows before anything is changed; call it before changing objects. Later
   * reading does not go back to the bytes.
   */
  settle(): void {
    for (const number of [...this.reference.places.keys()]) this.load(number);
    if (this.rebuilt) for (const number of [...this.reference.places.keys()]) this.load(number);
    this.settled = true;
    this.catalog = this.findCatalog();
  }

  /** Adds an indirect object, in memory only; `writePdf` writes it when something refers to it. */
  add(value: PdfValue): PdfReference {
    if (this.last === 0) for (const number of this.reference.places.keys()) this.last = Math.max(this.last, number);
    this.last += 1;
    this.reference.places.set(this.last, { offset: -1 });
    this.cache.set(this.last, value);
    return new PdfReference(this.last);
  }

  private unpredict(bytes: Uint8Array, parameters: PdfDict): Uint8Array {
    const number = (key: string, otherwise: number): number => this.number(parameters, key) ?? otherwise;
    return undoPredictor(bytes, {
      predictor: number('Predictor', 1),
      colors: number('Colors', 1),
      bits: number('BitsPerComponent', 8),
      columns: number('Columns', 1),
    });
  }

  private open(): CrossReference {
    this.reference = { places: new Map(), trailer: new PdfDict() };
    const found = readCrossReference(this.file, (stream) => this.decode(stream).bytes);
    if (found !== undefined) return found;
    this.rebuilt = true;
    return this.rebuild();
  }

  private rebuild(): CrossReference {
    this.rebuilt = true;
    this.cache.clear();
    this.packed.clear();
    this.reference = rebuildCrossReference(this.file);
    this.addPacked();
    return this.reference;
  }

  /** Objects inside object streams, which a search over the bytes does not see. */
  private addPacked(): void {
    for (const [number] of [...this.reference.places]) {
      const stream = this.load(number);
      if (!(stream instanceof PdfStream)) continue;
      const type = stream.dict.get('Type');
      if (!(type instanceof PdfName && type.text === 'ObjStm')) continue;
      for (const [index, inside] of this.numbersIn(stream).entries()) {
        if (!this.reference.places.has(inside)) this.reference.places.set(inside, { stream: number, index });
      }
    }
    if (this.reference.trailer.get('Root') instanceof PdfReference) return;
    for (const [number] of this.reference.places)
      if (this.name(this.load(number), 'Type') === 'Catalog')
        this.reference.trailer.set('Root', new PdfReference(number));
  }

  private findCatalog(): PdfDict {
    const catalog = (): PdfDict | undefined => {
      const root = this.resolve(this.trailer.get('Root'));
      return root instanceof PdfDict && this.dict(root, 'Pages') !== undefined ? root : undefined;
    };
    const found = catalog();
    if (found !== undefined) return found;
    if (!this.rebuilt && !this.settled) this.reference = this.rebuild();
    const rebuilt = catalog();
    if (rebuilt === undefined) throw unreadable('The PDF is damaged: it has no readable list of pages.');
    return rebuilt;
  }

  private load(number: number): PdfValue {
    const known = this.cache.get(number);
    if (known !== undefined) return known;
    if (this.reading.has(number)) return null;
    this.reading.add(number);
    try {
      const value = this.read(number);
      this.cache.set(number, value);
      return value;
    } finally {
      this.reading.delete(number);
    }
  }

  private read(number: number): PdfValue {
    const place = this.reference.places.get(number);
    if (place === undefined) return null;
    if ('stream' in place) return this.objectsIn(place.stream)[place.index] ?? null;
    const object = this.file.objectAt(place.offset, (length) => this.resolve(length));
    if (object?.number === number) return object.value;
    if (this.rebuilt || this.settled || this.reading.size > 1) return null;
    const { trailer } = this.reference;
    const rebuilt = this.rebuild();
    if (!(rebuilt.trailer.get('Root') instanceof PdfReference)) this.reference = { ...rebuilt, trailer };
    const again = this.reference.places.get(number);
    return again === undefined || again === place ? null : this.read(number);
  }

  private objectsIn(number: number): PdfValue[] {
    const known = this.packed.get(number);
    if (known !== undefined) return known;
    const stream = this.load(number);
    const objects = stream instanceof PdfStream ? this.unpack(stream) : [];
    this.packed.set(number, objects);
    return objects;
  }

  private unpack(stream: PdfStream): PdfValue[] {
    const { bytes } = this.decode(stream);
    const first = this.number(stream, 'First') ?? 0;
    const offsets = this.pairs(stream, bytes).map(([, offset]) => offset + first);
    return offsets.map((offset) => {
      const lexer = new PdfLexer(bytes, offset, this.limits.depth);
      try {
        return lexer.value();
      } catch (error) {
        if (error instanceof PdfSyntaxError) return null;
        throw error;
      } finally {
        this.file.budget.parse(Math.max(0, lexer.at - offset) / 16);
      }
    });
  }

  private numbersIn(stream: PdfStream): number[] {
    return this.pairs(stream, this.decode(stream).bytes).map(([number]) => number);
  }

  /** The head of an object stream: object numbers and offsets. */
  private pairs(stream: PdfStream, bytes: Uint8Array): [number, number][] {
    const count = Math.min(this.number(stream, 'N') ?? 0, this.limits.objects, bytes.length);
    const lexer = new PdfLexer(bytes, 0, 4);
    const pairs: [number, number][] = [];
    for (let index = 0; index < count; index += 1) {
      const [number, offset] = integers(
        [lexer.next(), lexer.next()].map((item) => (typeof item === 'number' ? item : null)),
      );
      if (number === undefined || offset === undefined || offset < 0) break;
      pairs.push([number, offset]);
    }
    return pairs;
  }
}
