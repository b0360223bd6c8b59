import { crc32, deflateSync } from 'node:zlib';
import { predicted, type Pixels } from './png-pixels.js';

const SIGNATURE = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Flat drawings shrink best as they are, shaded ones by what is near (PNG, filters 0 and 4). */
const FILTERS = [0, 4] as const;

/** Pixels as a PNG of eight bits a colour, with nothing else in it: the same pixels, the same bytes. */
export function pngFile({ width, height, rgb }: Pixels): Uint8Array {
  const [one, other] = FILTERS.map((filter) => deflateSync(filtered({ width, height, rgb }, filter), { level: 9 }));
  const data = other !== undefined && one !== undefined && one.length > other.length ? other : one;
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, 2);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', data ?? new Uint8Array()),
    chunk('IEND', new Uint8Array()),
  ]);
}

function filtered({ width, height, rgb }: Pixels, filter: number): Uint8Array {
  const bytesPerRow = width * 3;
  const rows = new Uint8Array(height * (bytesPerRow + 1));
  for (let row = 0; row < height; row += 1) {
    const [from, to] = [row * bytesPerRow, row * (bytesPerRow + 1)];
    rows[to] = filter;
    for (let index = 0; index < bytesPerRow; index += 1) {
      const left = index < 3 ? 0 : (rgb[from + index - 3] ?? 0);
      const above = row === 0 ? 0 : (rgb[from + index - bytesPerRow] ?? 0);
      const corner = row === 0 || index < 3 ? 0 : (rgb[from + index - bytesPerRow - 3] ?? 0);
      rows[to + 1 + index] = (rgb[from + index] ?? 0) - predicted(filter, left, above, corner);
    }
  }
  return rows;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)]);
}
