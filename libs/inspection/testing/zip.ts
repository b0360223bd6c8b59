import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of an archive for a test; `claims` is the unpacked size it says it has. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly claims?: number;
}

const header = (signature: number, fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer => {
  const parts = fields.map(([bytes, value]) => {
    const part = Buffer.alloc(bytes);
    part.writeUIntLE(value, 0, bytes);
    return part;
  });
  const start = Buffer.alloc(4);
  start.writeUInt32LE(signature);
  return Buffer.concat([start, ...parts]);
};

/** A ZIP archive of deflated entries. */
export const zipOf = (entries: readonly ZipEntry[]): Buffer => {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, claims = bytes.byteLength } of entries) {
    const packed = deflateRawSync(bytes);
    const path = Buffer.from(name);
    const about = [
      ...([
        [2, 20],
        [2, 0x0800],
        [2, 8],
        [2, 0],
        [2, 33],
      ] as const),
      ...([
        [4, crc32(bytes)],
        [4, packed.length],
        [4, claims],
        [2, path.length],
        [2, 0],
      ] as const),
    ] as const;
    const file = Buffer.concat([header(0x04034b50, about), path, packed]);
    const rest = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ] as const;
    directory.push(Buffer.concat([header(0x02014b50, [[2, 20], ...about, ...rest]), path]));
    files.push(file);
    offset += file.length;
  }
  const list = Buffer.concat(directory);
  const count = entries.length;
  const end = [
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, list.length],
    [4, offset],
    [2, 0],
  ] as const;
  return Buffer.concat([...files, list, header(0x06054b50, end)]);
};
