import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { AppError } from '@onefacture/errors';
import { refuseDoctype } from '@onefacture/formats';
import { assertSchemaLoads } from '../schema/schema-check.js';
import { compileStylesheet, stylesheetOf } from './compile-rule-pack.js';
import type { AppliesTo, InstalledManifest, PackManifest } from './pack-manifest.js';
import type { PackFiles } from './pack-source.js';
import { RESULT } from './schematron-to-xslt.js';
import { assertHarmlessSef, assertHarmlessXslt } from './stylesheet-safety.js';

type File = PackManifest['files'][number];
type Rules = InstalledManifest['rules'][number];
type Schema = InstalledManifest['schemas'][number];

const broken = (detail: string): AppError => new AppError('document.unreadable', { detail });

/** What reports an assertion: our own elements, or those of SVRL with the id inside. */
const OWN_ID = /<ofx:(?:assert|report)\s[^>]*?\bid="([^"]*)"/g;
const SVRL_ID =
  /<(?:xsl:attribute\s[^>]*?name="id"[^>]*>([^<]*)<|svrl:(?:failed-assert|successful-report)\s[^>]*?\bid="([^"]*)")/g;

/** The ids that a stylesheet may report. */
const idsOf = (xslt: string): string[] => {
  const found = [...xslt.matchAll(xslt.includes(RESULT) ? OWN_ID : SVRL_ID)];
  return [...new Set(found.map(([, one, other]) => (one ?? other ?? '').trim()))].filter((id) => id !== '').toSorted();
};

/** Puts a code list where the rules look for it; its name may be spelt with other capitals than in the rules. */
const placeList = async (list: string, { path }: File, files: PackFiles, folder: string): Promise<void> => {
  const wanted = posix.join(posix.dirname(path), list).toLowerCase();
  const candidates = [...files].filter(([name]) => name.toLowerCase() === wanted);
  const bytes = files.get(posix.join(posix.dirname(path), list)) ?? candidates[0]?.[1];
  if (bytes === undefined) throw broken(`${path} reads ${list}, which is not in the pack.`);
  refuseDoctype(Buffer.from(bytes).toString('utf8'));
  await writeFile(join(folder, list), bytes);
};

interface Work {
  readonly files: PackFiles;
  /** The folder that becomes the pack; `source` in it holds the files as they came. */
  readonly staging: string;
}

const stylesheetFrom = ({ kind, path }: File, { staging }: Work): string => {
  const file = join(staging, 'source', path);
  return kind === 'sch' ? stylesheetOf(file) : readFileSync(file, 'utf8');
};

/** Each rule file has a folder of its own, with the code lists that it reads. */
const buildRules = async (file: File, applies: AppliesTo, work: Work, index: number): Promise<Rules> => {
  const xslt = stylesheetFrom(file, work);
  assertHarmlessXslt(xslt);
  const inside = `rules-${index}`;
  const folder = join(work.staging, inside);
  await mkdir(folder);
  const compiled = await compileStylesheet(xslt, folder, file.path);
  const sef = join(folder, 'rules.sef.json');
  await rename(compiled, sef);
  for (const list of assertHarmlessSef(readFileSync(sef, 'utf8'))) await placeList(list, file, work.files, folder);
  return { source: file.path, sef: `${inside}/${basename(sef)}`, applies_to: applies, ids: idsOf(xslt) };
};

const ROOTS = { CII: 'cii', CDAR: 'cdar' } as const;

/** A schema stands with all schemas of the pack, which it may import by relative names. */
const buildSchema = async (file: File, applies: AppliesTo, { files, staging }: Work): Promise<Schema> => {
  const text = Buffer.from(files.get(file.path) ?? []).toString('utf8');
  const ubl = /element\s[^>]*name\s*=\s*["']CreditNote["']/.test(text) ? 'ubl_credit_note' : 'ubl_invoice';
  const structure = file.structure ?? (applies.syntax === 'UBL' ? ubl : ROOTS[applies.syntax]);
  const all = [...files].filter(([name]) => /\.xsd$/i.test(name));
  for (const [, bytes] of all) refuseDoctype(Buffer.from(bytes).toString('utf8'));
  for (const [name, bytes] of all) {
    const target = join(staging, 'schemas', name);
    await mkdir(join(target, '..'), { recursive: true });
    await writeFile(target, bytes);
  }
  const schema = { structure, main: file.path, files: all.map(([name]) => name) };
  assertSchemaLoads(schema, join(staging, 'schemas'));
  return schema;
};

/**
 * Compiles and checks every file of a pack into `staging`, and answers what to install it with.
 * Throws AppError `document.unreadable`, with the file and the reason, for the first that is broken or could do harm.
 */
export const buildPack = async (
  { name, version, effective_from, applies_to, files: listed }: PackManifest,
  files: PackFiles,
  staging: string,
  tell: (sentence: string) => void,
): Promise<InstalledManifest> => {
  const rules: Rules[] = [];
  const schemas: Schema[] = [];
  for (const [index, file] of listed.entries()) {
    const applies = file.applies_to ?? applies_to;
    if (!files.has(file.path)) throw broken(`The manifest names ${file.path}, which is not in the pack.`);
    if (applies === undefined) throw broken(`The manifest does not say what ${file.path} applies to.`);
    tell(`${index + 1}/${listed.length} ${file.path}: ${file.kind === 'xsd' ? 'reading' : 'compiling'} …`);
    try {
      if (file.kind === 'xsd') schemas.push(await buildSchema(file, applies, { files, staging }));
      else rules.push(await buildRules(file, applies, { files, staging }, index));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new AppError(error.code, { detail: `${file.path}: ${error.message}`, cause: error });
    }
  }
  return { name, version, ...(effective_from === undefined ? {} : { effective_from }), rules, schemas };
};
