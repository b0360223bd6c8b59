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
  if (!hasOneHeader(Buffer.from(file))) throw logoFault('It does not have one header.');
  // The library inflates an interlaced picture whatever comes out.
  if (header.getUint8(HEADER_ENDS - 1) !== 0) throw logoFault('It is interlaced; save it without interlacing.');
  return size;
}

/** A second header would have the library inflate to another size than the one that was checked. */
function hasOneHeader(file: Buffer): boolean {
  if (file.readUInt32BE(8) !== HEADER_BYTES) return false;
  for (let at = HEADER_ENDS + 4; at + 8 <= file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IHDR') return false;
  }
  return true;
}
