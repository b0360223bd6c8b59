import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type InstalledManifest, installedManifest, readManifest } from './pack-manifest.js';

/** An installed pack and its folder. */
export interface InstalledPack extends InstalledManifest {
  readonly folder: string;
}

/** Says what a pack is: in a pack as it comes, and in one that is installed. */
export const MANIFEST = 'pack.json';

/** The installed packs by name; none where the folder does not exist. Throws AppError `document.unreadable`. */
export const listPacks = async (folder: string): Promise<readonly InstalledPack[]> => {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const installed = names.filter((name) => existsSync(join(folder, name, MANIFEST))).toSorted();
  return Promise.all(
    installed.map(async (name) => {
      const text = await readFile(join(folder, name, MANIFEST), 'utf8');
      return { ...readManifest(installedManifest, text, join(name, MANIFEST)), folder: join(folder, name) };
    }),
  );
};
