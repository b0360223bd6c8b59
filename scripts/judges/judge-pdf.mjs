#!/usr/bin/env node
/**
 * Second opinions on Factur-X files, for development only; no part of the product or of `npm test`.
 *
 *   npm run conformance:judges                    makes documents of every kind and has them judged
 *   npm run conformance:judges -- out/*.pdf dir   judges these files and the PDFs in these folders
 *
 * The documents made are 200 generated invoices over all profiles, samples of every kind, and PDFs of other makers
 * wrapped: some 250, judged in one and a half minutes on two idle cores, in three on busy ones.
 *
 * Without names, our own check of containers is held against veraPDF as well (containers.mjs).
 *
 * Exit code 0: every judge accepts every file, and we refuse no container that veraPDF accepts. 1: a fault, printed. 2: a judge could not be run, which is said.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareContainers } from './containers.mjs';
import { ask, CannotJudge, JUDGES } from './judges.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The PDFs that an argument means. */
function pdfsOf(path) {
  if (!statSync(path).isDirectory()) return [resolve(path)];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pdf'))
    .map((name) => resolve(path, name));
}

function makeSamples() {
  const folder = join(ROOT, 'out', 'judges');
  rmSync(folder, { recursive: true, force: true });
  const script = join(ROOT, 'test', 'judges', 'make-samples.ts');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', script, folder], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('The documents to judge could not be made.');
  return folder;
}

const named = process.argv.slice(2);
const files = (named.length > 0 ? named : [makeSamples()]).flatMap(pdfsOf);
let [faulty, silent] = [0, 0];
for (const name of Object.keys(JUDGES)) {
  try {
    const verdicts = await ask(name, files);
    const rejected = [...verdicts].filter(([, faults]) => faults.length > 0);
    for (const [file, faults] of rejected) {
      console.log(`INVALID  ${name}  ${relative(process.cwd(), file)}`);
      for (const fault of faults) console.log(`  ${fault}`);
    }
    console.log(`${name}: ${verdicts.size - rejected.length} of ${verdicts.size} accepted`);
    faulty += rejected.length;
  } catch (error) {
    if (!(error instanceof CannotJudge)) throw error;
    console.log(`${name}: not run. ${error.message}`);
    silent += 1;
  }
}
if (named.length === 0) {
  try {
    faulty += await compareContainers(ROOT);
  } catch (error) {
    if (!(error instanceof CannotJudge)) throw error;
    console.log(`containers: not compared. ${error.message}`);
    silent += 1;
  }
}
process.exitCode = faulty > 0 ? 1 : silent > 0 ? 2 : 0;
