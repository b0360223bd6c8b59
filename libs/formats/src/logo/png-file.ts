import { inflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { logoFault } from '../readable/page/logo.js';
import { checkSize, type LogoSize } from './logo-limits.js';

/** Where the first chunk of a PNG says how large the picture is (PNG 3rd edition, §11.2.1). */
const HEADER_ENDS = 29;
const HEADER_BYTES = 13;
const RGB = 2;

/**
 * A PNG drawn on white paper and written anew, eight bits a colour, with nothing but the picture in it. Nothing is
 * inflated before its size is known, and no more than that size.
 * @throws AppError `request.invalid` on field `logo`
 */
export function pngFile(file: Uint8Array): LogoSize & { readonly bytes: Uint8Array } {
  const { width, height } = sizeOf(file);
  try {
    const picture = PNG.sync.read(Buffer.from(file));
    picture.gamma = 0;
    return { width, height, bytes: PNG.sync.write(picture, { colorType: RGB }) };
  } catch (error) {
    throw logoFault('It is damaged.', error);
  }
}

function sizeOf(file: Uint8Array): LogoSize {
  const header = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (header.byteLength < HEADER_ENDS) throw logoFault('It ends too early.');
  const size = { width: header.getUint32(16), height: header.getUint32(20) };
  checkSize(size);
  if (header.getUint32(8) !== HEADER_BYTES) throw logoFault('It does not have one header.');
  // The library inflates an interlaced picture whatever comes out.
  if (header.getUint8(HEADER_ENDS - 1) !== 0) throw logoFault('It is interlaced; save it without interlacing.');
  checkRows(Buffer.from(file), size);
  return size;
}

/**
 * The packed rows. A second header would have the library inflate to another size than the one that was checked, and it
 * draws rows that are missing.
 */
function packedRows(file: Buffer): Buffer {
  const rows: Buffer[] = [];
  let at = HEADER_ENDS + 4;
  while (at + 8 <= file.length) {
    const type = file.toString('latin1', at + 4, at + 8);
    const end = at + 8 + file.readUInt32BE(at);
    if (type === 'IHDR') throw logoFault('It does not have one header.');
    if (type === 'IDAT') rows.push(file.subarray(at + 8, end));
    at = end + 4;
  }
  return Buffer.concat(rows);
}

/** Samples of one pixel by colour type (PNG 3rd edition, §11.2.1). */
const CHANNELS: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

/** @throws AppError unless the rows are all there, and no more */
function checkRows(file: Buffer, { width, height }: LogoSize): void {
  const bits = file.readUInt8(24) * (CHANNELS.get(file.readUInt8(25)) ?? 0);
  const expected = height * (1 + Math.ceil((width * bits) / 8));
  const packed = packedRows(file);
  let found: number;
  try {
    found = inflateSync(packed, { maxOutputLength: expected }).length;
  } catch (error) {
    throw logoFault('It is damaged.', error);
  }
  if (found !== expected) throw logoFault('It ends too early.');
}
