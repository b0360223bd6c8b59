import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { AppError } from '@onefacture/errors';
import { readArchive } from '../archive/read-archive.js';

/** The files of a pack that is to be added, by their path in it. */
export type PackFiles = ReadonlyMap<string, Uint8Array>;

/** What a pack may hold: the official distributions stay far below. */
export const PACK_LIMITS = { files: 1_000, fileBytes: 32_000_000, bytes: 128_000_000 } as const;

/** Everything else of a distribution, such as examples and documents, is left aside. */
const KEPT = /\.(?:sch|xslt?|xsd|xml|json)$/i;

const tooMuch = (what: string, limit: number): AppError =>
  new AppError('request.too_large', { detail: `The pack holds more than ${limit} ${what}.`, members: { limit } });

class Folder {
  private readonly files = new Map<string, Uint8Array>();
  private bytes = 0;

  constructor(private readonly root: string) {}

  async read(path = '', depth = 0): Promise<PackFiles> {
    for (const name of (await readdir(join(this.root, path))).toSorted()) {
      if (name.startsWith('.')) continue;
      const inside = posix.join(path, name);
      const entry = await lstat(join(this.root, inside));
      if (entry.isDirectory() && depth < 12) await this.read(inside, depth + 1);
      // Links are not followed: they lead out of the folder.
      else if (entry.isFile() && KEPT.test(name)) await this.keep(inside, entry.size);
    }
    return this.files;
  }

  private async keep(path: string, size: number): Promise<void> {
    this.bytes += size;
    if (this.files.size >= PACK_LIMITS.files) throw tooMuch('files', PACK_LIMITS.files);
    if (size > PACK_LIMITS.fileBytes || this.bytes > PACK_LIMITS.bytes) throw tooMuch('bytes', PACK_LIMITS.bytes);
    this.files.set(path, await readFile(join(this.root, path)));
  }
}

/** A distribution is often packed with the one folder that it is in. */
const withoutOuterFolder = (files: PackFiles): PackFiles => {
  const [outer] = [...new Set([...files.keys()].map((path) => path.slice(0, path.indexOf('/') + 1)))];
  if (outer === undefined || outer === '' || ![...files.keys()].every((path) => path.startsWith(outer))) return files;
  return new Map([...files].map(([path, bytes]) => [path.slice(outer.length), bytes]));
};

/** The rule files of a ZIP. Throws AppError `document.unreadable` for no such archive, `request.too_large`. */
export const packFromArchive = async (zip: Uint8Array): Promise<PackFiles> => {
  const entries = await readArchive(zip, PACK_LIMITS);
  return withoutOuterFolder(
    new Map(entries.filter(({ name }) => KEPT.test(name)).map(({ name, bytes }) => [name, bytes])),
  );
};

/**
 * The rule files of a folder, or of a ZIP on disk; links are left aside.
 * Throws AppError `document.unreadable` where there is neither, `request.too_large` over PACK_LIMITS.
 */
export const packFromPath = async (path: string): Promise<PackFiles> => {
  const found = await stat(path).catch((cause: unknown) => {
    throw new AppError('document.unreadable', { detail: `${path} does not exist.`, cause });
  });
  if (found.isDirectory()) return withoutOuterFolder(await new Folder(path).read());
  if (found.size > PACK_LIMITS.bytes) throw tooMuch('bytes', PACK_LIMITS.bytes);
  return packFromArchive(await readFile(path));
};
