import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '@onefacture/errors';
import { schematronToXslt } from './schematron-to-xslt.js';

const run = promisify(execFile);
const COMPILER = createRequire(import.meta.url).resolve('xslt3/xslt3.js');
/** Relocatable: `document()` reads from the base URI given at run time, not from the cache folder. */
const OPTIONS = ['-nogo', '-relocate:on'];
const TIMEOUT_MS = 300_000;

/** Included files are read from the schema's folder and below, never from elsewhere. */
const includedFrom = (folder: string) => (href: string) => {
  const path = resolve(folder, href);
  if (!path.startsWith(`${resolve(folder)}${sep}`)) {
    throw new AppError('document.unreadable', { detail: `The schema includes ${href} from outside its folder.` });
  }
  if (!existsSync(path)) {
    throw new AppError('document.unreadable', { detail: `The schema includes ${href}, which is not there.` });
  }
  return readFileSync(path, 'utf8');
};

/**
 * A whole number as divisor stands for itself. The compiler takes `round(sum(…)) div xs:decimal(100)` for a division of
 * decimals, which it is not where the sum is of untyped values, and the rule would fail on every document.
 */
const plainDivisors = (xslt: string): string => xslt.replaceAll(/(\bdiv\s+)xs:decimal\((\d+)\)/g, '$1$2');

/** The stylesheet of a Schematron file, which may include files of its own folder. */
export const stylesheetOf = (schematronPath: string): string =>
  plainDivisors(schematronToXslt(readFileSync(schematronPath, 'utf8'), includedFrom(dirname(schematronPath))));

/** What the compiler says, without where it stands on this machine. */
const complaint = (cause: unknown, work: string): string => {
  const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : '';
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  return lines.join(' ').replaceAll(work, '').slice(0, 1_000);
};

/**
 * Compiles a stylesheet to SEF for saxon-js in a child process and answers the path of the result, which is kept in
 * `cacheFolder` under the sha256 of the stylesheet. `name` is what an error calls it. Safe to call from several
 * processes. Throws AppError `document.unreadable` when it does not compile.
 */
export const compileStylesheet = async (xslt: string, cacheFolder: string, name: string): Promise<string> => {
  const hash = createHash('sha256').update(OPTIONS.join(' ')).update(xslt).digest('hex');
  const target = join(cacheFolder, `${hash}.sef.json`);
  if (existsSync(target)) return target;
  await mkdir(cacheFolder, { recursive: true });
  const work = join(cacheFolder, randomUUID());
  try {
    await writeFile(`${work}.xsl`, xslt);
    const options = [`-xsl:${work}.xsl`, `-export:${work}.sef.json`, ...OPTIONS];
    await run(process.execPath, ['--stack-size=8000', COMPILER, ...options], {
      timeout: TIMEOUT_MS,
      env: { PATH: '/usr/bin:/bin' },
    });
    await rename(`${work}.sef.json`, target);
  } catch (cause) {
    throw new AppError('document.unreadable', {
      detail: `${basename(name)} does not compile: ${complaint(cause, work)}`,
      cause,
    });
  } finally {
    await Promise.all([rm(`${work}.xsl`, { force: true }), rm(`${work}.sef.json`, { force: true })]);
  }
  return target;
};

/**
 * Compiles a Schematron file to a SEF stylesheet for saxon-js (official sets take 14 to 50 s) and answers its path: see
 * compileStylesheet. A changed schema, or a changed step, compiles anew and an unchanged one is found at once.
 * Throws AppError `document.unreadable` when the file is no Schematron schema or does not compile.
 */
export const compileRulePack = (schematronPath: string, cacheFolder: string): Promise<string> =>
  compileStylesheet(stylesheetOf(schematronPath), cacheFolder, schematronPath);
