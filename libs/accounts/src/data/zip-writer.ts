import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A file to be put into a ZIP. */
export interface ZipEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const SLICE_BYTES = 65_536;
/** What is compressed already. */
const PACKED = /\.pdf$/i;
const PLAIN_FILE = 0o100_644;

/**
 * Writes a ZIP as it is made: the next file is asked for once the one before was read, and bytes are made only as fast
 * as they are taken. In memory are one file and what ZIP keeps of each, its name and place.
 * @param mtime of every file in it
 * @param take what becomes of the bytes, piece by piece
 * @throws what `entries` or `take` threw first
 */
export async function writeZip(
  entries: AsyncIterable<ZipEntry>,
  mtime: Date,
  take: (bytes: Buffer) => Promise<void>,
): Promise<void> {
  const zip = new ZipFile();
  const output = zip.outputStream.pipe(new PassThrough());
  const stop = new AbortController();
  const make = async (): Promise<void> => {
    for await (const { path, bytes } of entries) {
      const source = Readable.from(slices(bytes));
      zip.addReadStream(source, path, { mtime, mode: PLAIN_FILE, compress: !PACKED.test(path) });
      await finished(source, { signal: stop.signal });
    }
    zip.end();
  };
  const give = async (): Promise<void> => {
    for await (const bytes of output) await take(Buffer.from(bytes));
  };
  const working = [make(), give()];
  try {
    await Promise.all(working);
  } finally {
    stop.abort();
    output.destroy();
    await Promise.allSettled(working);
  }
}

function* slices(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += SLICE_BYTES) yield bytes.subarray(from, from + SLICE_BYTES);
}
