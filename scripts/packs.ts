import { ValidationSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { addPack, listPacks, packFromArchive, packFromPath, type PackFiles, removePack } from '@onefacture/inspection';
import { OutgoingError } from '@onefacture/security';
import { basename, resolve } from 'node:path';
import { downloadPack } from './pack-download.js';

const USAGE = `usage: npm run packs:add -- <folder|zip|url> [--allow-private]
       npm run packs:list
       npm run packs:remove -- <name>`;

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

const isUrl = (source: string): boolean => /^https?:\/\//i.test(source);

const open = async (source: string, allowPrivate: boolean): Promise<PackFiles> =>
  isUrl(source) ? packFromArchive(await downloadPack(source, { allowPrivate }, say)) : packFromPath(resolve(source));

const labelOf = (source: string): string =>
  isUrl(source) ? basename(new URL(source).pathname) : basename(resolve(source));

const run = async ([command, ...rest]: readonly string[]): Promise<number> => {
  const folder = resolve(ValidationSettings.from(process.env).packsDir);
  const [subject] = rest.filter((word) => !word.startsWith('--'));
  if (command === 'add' && subject !== undefined) {
    const files = await open(subject, rest.includes('--allow-private'));
    const { name, version, rules, schemas } = await addPack(folder, files, labelOf(subject), say);
    say(`added ${name} ${version}: ${rules.length} rule file(s), ${schemas.length} schema(s). Restart what runs.`);
    return 0;
  }
  if (command === 'list') {
    const packs = await listPacks(folder);
    if (packs.length === 0) say(`no rule packs in ${folder}`);
    for (const { name, version, effective_from, rules, schemas } of packs) {
      say(`${name} ${version}${effective_from === undefined ? '' : `, from ${effective_from}`}`);
      for (const { source, applies_to, ids } of rules) {
        say(`  ${source}: ${applies_to.syntax} ${applies_to.guideline ?? 'every guideline'}, ${ids.length} rules`);
      }
      for (const { main, structure } of schemas) say(`  ${main}: schema of ${structure}`);
    }
    return 0;
  }
  if (command === 'remove' && subject !== undefined) {
    const removed = await removePack(folder, subject);
    say(removed ? `removed ${subject}. Restart what runs.` : `there is no rule pack ${subject}`);
    return removed ? 0 : 1;
  }
  process.stderr.write(`${USAGE}\n`);
  return 2;
};

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof AppError) && !(error instanceof OutgoingError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
