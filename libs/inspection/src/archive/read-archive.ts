import { AppError } from '@onefacture/errors';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

/** One file of an archive, by its path in it. */
export interface ArchiveFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What an archive may hold once it is unpacked. */
export interface ArchiveLimits {
  readonly files: number;
  /** Of one file. */
  readonly fileBytes: number;
  /** Of all together. */
  readonly bytes: number;
}

const tooMuch = (detail: string, limit: number): AppError =>
  new AppError('request.too_large', { detail, members: { limit } });

/** Folders, and what programs that pack leave behind. */
const isFile = ({ fileName }: Entry): boolean =>
  !fileName.endsWith('/') && !/(?:^|\/)(?:__MACOSX|\.[^/]*|Thumbs\.db)(?:\/|$)/.test(fileName);

/** Bytes are counted as they come out: what an entry says of its size may be a lie. */
const unpack = async (zip: ZipFile, entry: Entry, most: number): Promise<Uint8Array> => {
  if (entry.isEncrypted()) throw new AppError('document.unreadable', { detail: `${entry.fileName} is encrypted.` });
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > most) throw tooMuch(`${entry.fileName} of the archive unpacks to more than ${most} bytes.`, most);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
};

/**
 * Unpacks a ZIP in memory, within limits that hold for what comes out of it. Names that lead out of the archive are
 * refused.
 * Throws AppError `document.unreadable` for bytes that are no such archive, `request.too_large` over a limit.
 */
export const readArchive = async (bytes: Uint8Array, limits: ArchiveLimits): Promise<readonly ArchiveFile[]> => {
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
    const files: ArchiveFile[] = [];
    let left = limits.bytes;
    for await (const entry of zip.eachEntry()) {
      if (!isFile(entry)) continue;
      if (files.length >= limits.files) {
        throw tooMuch(`The archive holds more than ${limits.files} files.`, limits.files);
      }
      const unpacked = await unpack(zip, entry, Math.min(limits.fileBytes, left));
      left -= unpacked.byteLength;
      files.push({ name: entry.fileName, bytes: unpacked });
    }
    return files;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const why = error instanceof Error ? error.message : 'unknown';
    throw new AppError('document.unreadable', { detail: `The archive cannot be read: ${why}.`, cause: error });
  }
};
