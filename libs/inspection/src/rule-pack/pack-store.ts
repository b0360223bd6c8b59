import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { guessManifest } from './guess-manifest.js';
import { type InstalledPack, listPacks, MANIFEST } from './installed-packs.js';
import { buildPack } from './pack-build.js';
import { withPackLock } from './pack-lock.js';
import { type PackManifest, packManifest, readManifest } from './pack-manifest.js';
import type { PackFiles } from './pack-source.js';

const STAGING = '.adding-';

/** Tells how far the work is; one sentence each. */
export type Progress = (sentence: string) => void;

const manifestOf = (files: PackFiles, label: string, tell: Progress): PackManifest => {
  const own = files.get(MANIFEST);
  if (own !== undefined) return readManifest(packManifest, Buffer.from(own).toString('utf8'), MANIFEST);
  const guessed = guessManifest(files, label);
  tell(`There is no ${MANIFEST}; guessed from the files:`);
  tell(JSON.stringify(guessed, undefined, 2));
  return guessed;
};

const writeFiles = async (folder: string, files: PackFiles): Promise<void> => {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
};

/** Takes the place of a pack of the same name, which is back when that fails. */
const swapIn = async (staging: string, target: string): Promise<void> => {
  const old = `${staging}.old`;
  const had = existsSync(target);
  if (had) await rename(target, old);
  try {
    await rename(staging, target);
  } catch (error) {
    if (had) await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
};

/** What an adding that was interrupted left behind. */
const sweep = async (folder: string): Promise<void> => {
  const left = (await readdir(folder)).filter((name) => name.startsWith(STAGING));
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
};

/**
 * Compiles a pack and puts it into the folder of the packs, in place of one of the same name: whole or not at all.
 * `label` names what it came from.
 * Throws AppError `document.unreadable` for a pack that is broken or could do harm, `service.busy` while another
 * process changes the packs.
 */
export const addPack = (folder: string, files: PackFiles, label: string, tell: Progress): Promise<InstalledPack> =>
  withPackLock(folder, async () => {
    await sweep(folder);
    const manifest = manifestOf(files, label, tell);
    const staging = join(folder, `${STAGING}${randomUUID()}`);
    const source = join(staging, 'source');
    try {
      await writeFiles(source, files);
      const installed = await buildPack(manifest, files, staging, tell);
      await rm(source, { recursive: true });
      await writeFile(join(staging, MANIFEST), `${JSON.stringify(installed, undefined, 2)}\n`);
      const target = join(folder, manifest.name);
      await swapIn(staging, target);
      return { ...installed, folder: target };
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  });

/** Takes a pack out; false where there is none of the name. Throws AppError `service.busy`. */
export const removePack = (folder: string, name: string): Promise<boolean> =>
  withPackLock(folder, async () => {
    const found = (await listPacks(folder)).find((pack) => pack.name === name);
    if (found === undefined) return false;
    const gone = join(folder, `${STAGING}${randomUUID()}`);
    await rename(found.folder, gone);
    await rm(gone, { recursive: true, force: true });
    return true;
  });
