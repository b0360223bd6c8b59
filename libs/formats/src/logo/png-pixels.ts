import { inflateSync } from 'node:zlib';
import { logoFault } from '../readable/page/logo.js';
import { checkSize, type LogoSize } from './logo-limits.js';

const SIGNATURE_BYTES = 8;
/** Samples of one pixel by colour type: grey, RGB, palette, grey with alpha, RGB with alpha (PNG 3rd edition, §11.2.1). */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
const PALETTE = 3;
const WHITE = 255;

/** A picture of three bytes a pixel: red, green, blue. */
export interface Pixels extends LogoSize {
  readonly rgb: Uint8Array;
}

interface Header extends LogoSize {
  readonly depth: number;
  readonly colour: number;
  readonly channels: number;
}

interface Parts {
  readonly header: Header;
  readonly palette: Uint8Array;
  readonly transparency: Uint8Array;
  readonly data: Uint8Array;
}

/**
 * The pixels of a PNG on white paper. Only what makes them is read: no text, no profile, no further pictures. Nothing
 * is inflated before its size is known, and no more than that size.
 * @throws AppError `request.invalid` on field `logo`
 */
export function pngPixels(file: Uint8Array): Pixels {
  const parts = partsOf(file);
  return { ...sizeOf(parts.header), rgb: onWhite(unfiltered(parts), parts) };
}

const sizeOf = ({ width, height }: Header): LogoSize => ({ width, height });

function partsOf(file: Uint8Array): Parts {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let header: Header | undefined;
  let palette: Uint8Array = new Uint8Array();
  let transparency: Uint8Array = new Uint8Array();
  const data: Uint8Array[] = [];
  let at = SIGNATURE_BYTES;
  for (let type = ''; type !== 'IEND';) {
    if (at + 12 > file.length) throw logoFault('It ends too early.');
    const length = view.getUint32(at);
    const chunk = file.subarray(at + 8, at + 8 + length);
    if (chunk.length < length) throw logoFault('It ends too early.');
    type = String.fromCodePoint(...file.subarray(at + 4, at + 8));
    if ((header === undefined) !== (type === 'IHDR')) throw logoFault('It is damaged.');
    if (type === 'IHDR') header = headerOf(chunk);
    else if (type === 'PLTE') palette = chunk;
    else if (type === 'tRNS') transparency = chunk;
    else if (type === 'IDAT') data.push(chunk);
    at += 12 + length;
  }
  if (header === undefined) throw logoFault('It is damaged.');
  return { header, palette, transparency, data: Buffer.concat(data) };
}

function headerOf(chunk: Uint8Array): Header {
  if (chunk.length !== 13) throw logoFault('It is damaged.');
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const [width, height, depth, colour] = [view.getUint32(0), view.getUint32(4), view.getUint8(8), view.getUint8(9)];
  const channels = CHANNELS[colour];
  if (channels === undefined || DEPTHS[colour]?.includes(depth) !== true) throw logoFault('It is damaged.');
  if (view.getUint8(12) !== 0) throw logoFault('It is interlaced; save it without interlacing.');
  checkSize({ width, height });
  return { width, height, depth, colour, channels };
}

/** The rows with their filters undone, one after the other (§9). */
function unfiltered({ header, data }: Parts): Uint8Array {
  const { height, depth, channels } = header;
  const bytesPerRow = rowBytes(header);
  const step = Math.max(1, (depth * channels) >> 3);
  const raw = inflated(data, height * (bytesPerRow + 1));
  const rows = new Uint8Array(height * bytesPerRow);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (bytesPerRow + 1)] ?? 0;
    if (filter > 4) throw logoFault('It is damaged.');
    const source = raw.subarray(row * (bytesPerRow + 1) + 1, (row + 1) * (bytesPerRow + 1));
    const start = row * bytesPerRow;
    for (let index = 0; index < bytesPerRow; index += 1) {
      const left = index < step ? 0 : (rows[start + index - step] ?? 0);
      const above = row === 0 ? 0 : (rows[start + index - bytesPerRow] ?? 0);
      const corner = row === 0 || index < step ? 0 : (rows[start + index - bytesPerRow - step] ?? 0);
      rows[start + index] = (source[index] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return rows;
}

const rowBytes = ({ width, depth, channels }: Header): number => Math.ceil((width * depth * channels) / 8);

function inflated(data: Uint8Array, size: number): Uint8Array {
  try {
    const raw = inflateSync(data, { maxOutputLength: size });
    if (raw.length === size) return raw;
  } catch (error) {
    throw logoFault('It is damaged.', error);
  }
  throw logoFault('It ends too early.');
}

/** What a filter adds: nothing, left, above, their mean, or the nearest of three (§9.2). */
export function predicted(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return nearest(left, above, corner);
    default:
      return 0;
  }
}

function nearest(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function onWhite(rows: Uint8Array, parts: Parts): Uint8Array {
  const { width, height } = parts.header;
  const bytesPerRow = rowBytes(parts.header);
  const rgb = new Uint8Array(width * height * 3);
  const paint = parts.header.colour === PALETTE ? fromPalette(parts) : fromSamples(parts);
  for (let row = 0; row < height; row += 1) {
    const samples = rows.subarray(row * bytesPerRow, (row + 1) * bytesPerRow);
    for (let column = 0; column < width; column += 1) paint(samples, column, rgb, (row * width + column) * 3);
  }
  return rgb;
}

/** Writes the pixel of a column at a place. */
type Paint = (row: Uint8Array, column: number, rgb: Uint8Array, at: number) => void;

function fromPalette({ header: { depth }, palette, transparency }: Parts): Paint {
  return (row, column, rgb, at) => {
    const entry = sampleAt(row, column, depth);
    if (entry * 3 + 2 >= palette.length) throw logoFault('It names colours that it does not hold.');
    const shine = (transparency[entry] ?? WHITE) / WHITE;
    for (let part = 0; part < 3; part += 1) rgb[at + part] = mixed(palette[entry * 3 + part] ?? 0, shine);
  };
}

function fromSamples({ header: { depth, channels }, transparency }: Parts): Paint {
  const most = 2 ** depth - 1;
  const hasAlpha = channels === 2 || channels === 4;
  const colours = hasAlpha ? channels - 1 : channels;
  const key = hasAlpha || transparency.length === 0 ? undefined : keyOf(transparency, channels);
  return (row, column, rgb, at) => {
    const first = column * channels;
    let shine = hasAlpha ? sampleAt(row, first + colours, depth) / most : 1;
    if (key?.every((value, index) => value === sampleAt(row, first + index, depth)) === true) shine = 0;
    for (let part = 0; part < 3; part += 1) {
      const sample = sampleAt(row, first + (colours === 1 ? 0 : part), depth);
      rgb[at + part] = mixed((sample * WHITE) / most, shine);
    }
  };
}

const mixed = (colour: number, shine: number): number => Math.round(colour * shine + WHITE * (1 - shine));

function sampleAt(row: Uint8Array, index: number, depth: number): number {
  if (depth === 8) return row[index] ?? 0;
  if (depth === 16) return ((row[index * 2] ?? 0) << 8) | (row[index * 2 + 1] ?? 0);
  const bit = index * depth;
  return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
}

/** The one colour that is see-through. */
function keyOf(transparency: Uint8Array, channels: number): number[] {
  return Array.from(
    { length: channels },
    (_, index) => ((transparency[index * 2] ?? 0) << 8) | (transparency[index * 2 + 1] ?? 0),
  );
}
