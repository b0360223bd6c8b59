import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unzip } from '../testing/unzip.js';
import { writeZip, type ZipEntry } from './zip-writer.js';

const MOMENT = new Date('2026-11-21T09:00:00Z');

async function zipOf(entries: AsyncIterable<ZipEntry>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  await writeZip(entries, MOMENT, async (bytes) => void pieces.push(bytes));
  return Buffer.concat(pieces);
}

async function* files(...entries: readonly (readonly [string, string | Uint8Array])[]): AsyncIterable<ZipEntry> {
  for (const [path, content] of entries) yield { path, bytes: Buffer.from(content) };
}

async function* broken(): AsyncIterable<ZipEntry> {
  yield { path: 'a.json', bytes: Buffer.from('{}') };
  throw new Error('no more files');
}

describe(writeZip.name, () => {
  it('holds every file as it was given, empty ones too', async () => {
    const large = Buffer.alloc(300_000, 'facture ');
    const read = await unzip(await zipOf(files(['a.json', '{}'], ['é/b.xml', ''], ['c.pdf', large], ['d.bin', large])));
    expect([...read].map(([name, bytes]) => [name, bytes.length, crc32(bytes)])).toEqual([
      ['a.json', 2, crc32('{}')],
      ['é/b.xml', 0, 0],
      ['c.pdf', large.length, crc32(large)],
      ['d.bin', large.length, crc32(large)],
    ]);
  });

  it('is a ZIP without files too', async () => {
    expect((await unzip(await zipOf(files()))).size).toBe(0);
  });

  it('is the same bytes for the same files', async () => {
    const one = await zipOf(files(['a.json', '{"a":1}'], ['b.xml', '<b/>']));
    expect((await zipOf(files(['a.json', '{"a":1}'], ['b.xml', '<b/>']))).equals(one)).toBe(true);
  });

  it('asks for no file before the one before is taken', async () => {
    const [given, taken]: number[][] = [[], []];
    const random = Buffer.from(Array.from({ length: 400_000 }, (_, index) => (index * 7919 + (index >> 3)) % 251));
    async function* slow(): AsyncIterable<ZipEntry> {
      for (let number = 0; number < 5; number += 1) {
        given?.push(number);
        yield { path: `${number}.pdf`, bytes: random };
      }
    }
    let bytes = 0;
    await writeZip(slow(), MOMENT, async (piece) => {
      bytes += piece.length;
      taken?.push((given?.length ?? 0) * random.length - bytes);
    });
    // What was given and not yet taken: one file and what the streams hold.
    expect(Math.max(...(taken ?? []))).toBeLessThan(2 * random.length);
    expect(given).toEqual([0, 1, 2, 3, 4]);
  });

  it('ends with the first fault, of the files or of who takes', async () => {
    await expect(zipOf(broken())).rejects.toThrow('no more files');
    const refusing = writeZip(files(['a.pdf', Buffer.alloc(500_000)], ['b.pdf', 'x']), MOMENT, async () => {
      throw new Error('no more room');
    });
    await expect(refusing).rejects.toThrow('no more room');
  });
});
