import { constants, inflateRawSync, inflateSync } from 'node:zlib';
import { damaged, unreadable, type PdfBudget } from './pdf-limits.js';

/** Parameters of a predictor (ISO 32000-1 §7.4.4.4). */
export interface PredictorParameters {
  readonly predictor: number;
  readonly colors: number;
  readonly bits: number;
  readonly columns: number;
}

/** What a filter gives. */
export interface Undone {
  readonly bytes: Uint8Array;
  /** The data were cut short or fail their checksum; `bytes` is what could be saved. */
  readonly saved: boolean;
}

const EVERY_WAY = [
  (bytes: Uint8Array, maxOutputLength: number) => inflateSync(bytes, { maxOutputLength }),
  (bytes: Uint8Array, maxOutputLength: number) =>
    inflateSync(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH }),
  (bytes: Uint8Array, maxOutputLength: number) =>
    inflateRawSync(bytes.subarray(2), { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH }),
] as const;

/** Inflates within what the budget leaves; a stream cut short gives what is there. */
function inflate(bytes: Uint8Array, budget: PdfBudget): Undone {
  let last: unknown;
  for (const [index, way] of EVERY_WAY.entries()) {
    try {
      return { bytes: way(bytes, Math.max(1, budget.room)), saved: index > 0 };
    } catch (cause) {
      if (isTooMuch(cause)) throw unreadable('The PDF holds too much compressed data.', cause);
      last = cause;
    }
  }
  throw damaged(last);
}

const isTooMuch = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';

function asciiHex(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1').split('>')[0]?.replace(/\s/g, '') ?? '';
  if (!/^[0-9A-Fa-f]*$/.test(text)) throw damaged();
  return Buffer.from(text.length % 2 === 0 ? text : `${text}0`, 'hex');
}

function ascii85(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let group: number[] = [];
  const flush = (count: number): void => {
    let value = 0;
    for (let index = 0; index < 5; index += 1) value = value * 85 + (group[index] ?? 84);
    for (let index = 0; index < count; index += 1) out.push(Math.floor(value / 256 ** (3 - index)) % 256);
    group = [];
  };
  for (const byte of bytes) {
    if (byte === 0x7e) break;
    if (byte === 0x7a && group.length === 0) out.push(0, 0, 0, 0);
    else if (byte >= 0x21 && byte <= 0x75) group.push(byte - 0x21);
    if (group.length === 5) flush(4);
  }
  if (group.length > 1) flush(group.length - 1);
  return Uint8Array.from(out);
}

function runLength(bytes: Uint8Array, budget: PdfBudget): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let at = 0; at < bytes.length;) {
    const length = bytes[at] ?? 128;
    if (length === 128) break;
    const part =
      length < 128 ? bytes.subarray(at + 1, at + 2 + length) : new Uint8Array(257 - length).fill(bytes[at + 1] ?? 0);
    at += length < 128 ? length + 2 : 2;
    parts.push(part);
    size += part.length;
    if (size > budget.room) throw unreadable('The PDF holds too much compressed data.');
  }
  return Buffer.concat(parts);
}

/** Variable code length, most significant bit first (ISO 32000-1 §7.4.4.2), with early change. */
function lzw(bytes: Uint8Array, budget: PdfBudget): Uint8Array {
  const parts: Uint8Array[] = [];
  let table: Uint8Array[] = [];
  let [bits, width, held, size]: [number, number, number, number] = [0, 9, 0, 0];
  let previous: Uint8Array | undefined;
  const entry = (code: number): Uint8Array | undefined => (code < 256 ? Uint8Array.of(code) : table[code - 258]);
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xff_ffff;
    held += 8;
    if (held < width) continue;
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    if (code === 257) break;
    if (code === 256) {
      table = [];
      width = 9;
      previous = undefined;
      continue;
    }
    const known = entry(code) ?? (previous && Uint8Array.of(...previous, previous[0] ?? 0));
    if (known === undefined) throw damaged();
    if (previous !== undefined && table.length < 3838) table.push(Uint8Array.of(...previous, known[0] ?? 0));
    parts.push(known);
    size += known.length;
    if (size > budget.room) throw unreadable('The PDF holds too much compressed data.');
    previous = known;
    const codes = table.length + 259;
    width = codes >= 2048 ? 12 : codes >= 1024 ? 11 : codes >= 512 ? 10 : 9;
  }
  return Buffer.concat(parts);
}

/** Undoes one filter and counts what comes out; undefined for a filter that is not undone here (images). */
export function undoFilter(filter: string, bytes: Uint8Array, budget: PdfBudget): Undone | undefined {
  const decoded = undo(filter, bytes, budget);
  if (decoded !== undefined) budget.decode(decoded.bytes.length);
  return decoded;
}

const whole = (bytes: Uint8Array): Undone => ({ bytes, saved: false });

function undo(filter: string, bytes: Uint8Array, budget: PdfBudget): Undone | undefined {
  switch (filter) {
    case 'FlateDecode':
    case 'Fl':
      return bytes.length === 0 ? whole(bytes) : inflate(bytes, budget);
    case 'ASCIIHexDecode':
    case 'AHx':
      return whole(asciiHex(bytes));
    case 'ASCII85Decode':
    case 'A85':
      return whole(ascii85(bytes));
    case 'RunLengthDecode':
    case 'RL':
      return whole(runLength(bytes, budget));
    case 'LZWDecode':
    case 'LZW':
      return whole(lzw(bytes, budget));
    case 'Crypt':
      return whole(bytes);
    default:
      return undefined;
  }
}

/** Undoes a PNG predictor; the TIFF predictor only for one byte per component. */
export function undoPredictor(
  bytes: Uint8Array,
  { predictor, colors, bits, columns }: PredictorParameters,
): Uint8Array {
  if (predictor < 2) return bytes;
  const pixel = Math.max(1, (colors * bits) >> 3);
  const row = Math.ceil((colors * bits * columns) / 8);
  if (!(row > 0) || row > bytes.length + 1 || colors > 64 || bits > 32) throw damaged();
  return predictor === 2 ? undoTiff(bytes, row, pixel) : undoPng(bytes, row, pixel);
}

function undoTiff(bytes: Uint8Array, row: number, pixel: number): Uint8Array {
  const out = Uint8Array.from(bytes);
  for (let at = 0; at < out.length; at += 1) {
    if (at % row >= pixel) out[at] = ((out[at] ?? 0) + (out[at - pixel] ?? 0)) & 0xff;
  }
  return out;
}

function undoPng(bytes: Uint8Array, row: number, pixel: number): Uint8Array {
  const rows = Math.ceil(bytes.length / (row + 1));
  const out = new Uint8Array(rows * row);
  for (let line = 0; line < rows; line += 1) {
    const kind = bytes[line * (row + 1)] ?? 0;
    const to = line * row;
    for (let index = 0; index < row; index += 1) {
      const left = index >= pixel ? (out[to + index - pixel] ?? 0) : 0;
      const up = line > 0 ? (out[to + index - row] ?? 0) : 0;
      const corner = index >= pixel && line > 0 ? (out[to + index - row - pixel] ?? 0) : 0;
      const value = bytes[line * (row + 1) + 1 + index] ?? 0;
      out[to + index] = (value + predicted(kind, left, up, corner)) & 0xff;
    }
  }
  return out;
}

function predicted(kind: number, left: number, up: number, corner: number): number {
  switch (kind) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const estimate = left + up - corner;
      const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
      if (a <= b && a <= c) return left;
      return b <= c ? up : corner;
    }
    default:
      return 0;
  }
}
