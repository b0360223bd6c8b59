import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
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
  return readFileSync(path, 'utf8');
};

/**
 * A whole number as divisor stands for itself. The compiler takes `round(sum(…)) div xs:decimal(100)` for a division of
 * decimals, which it is not where the sum is of untyped values, and the rule would fail on every document.
 */
const plainDivisors = (xslt: string): string => xslt.replaceAll(/(\bdiv\s+)xs:decimal\((\d+)\)/g, '$1$2');

/**
 * Compiles a Schematron file to a SEF stylesheet for saxon-js in a child process (official sets take 14 to 50 s) and
 * answers its path. The result is kept in `cacheFolder` under the sha256 of the stylesheet, so a changed schema, or a
 * changed step, compiles anew and an unchanged one is found at once. Safe to call from several processes.
 * Throws AppError `document.unreadable` when the file is no Schematron schema or does not compile.
 */
export const compileRulePack = async (schematronPath: string, cacheFolder: string): Promise<string> => {
  const source = readFileSync(schematronPath, 'utf8');
  const xslt = plainDivisors(schematronToXslt(source, includedFrom(dirname(schematronPath))));
  const hash = createHash('sha256').update(OPTIONS.join(' ')).update(xslt).digest('hex');
  const target = join(cacheFolder, `${hash}.sef.json`);
  if (existsSync(target)) return target;
  await mkdir(cacheFolder, { recursive: true });
  const work = join(cacheFolder, randomUUID());
  try {
    await writeFile(`${work}.xsl`, xslt);
    const options = [`-xsl:${work}.xsl`, `-export:${work}.sef.json`, ...OPTIONS];
    await run(process.execPath, ['--stack-size=8000', COMPILER, ...options], { timeout: TIMEOUT_MS });
    await rename(`${work}.sef.json`, target);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message.slice(0, 2_000) : '';
    throw new AppError('document.unreadable', { detail: `${schematronPath} does not compile: ${said}`, cause });
  } finally {
    await Promise.all([rm(`${work}.xsl`, { force: true }), rm(`${work}.sef.json`, { force: true })]);
  }
  return target;
};
