#!/usr/bin/env node
/**
 * Second opinions on Factur-X files, for development only: veraPDF judges the PDF/A-3b container, Mustang the
 * container, the XMP and the embedded XML. Neither is part of the product or of `npm test`.
 *
 *   node scripts/judges/judge-pdf.mjs out/*.pdf
 *
 * Needs Java 17 and Maven; the jars come from Maven Central into the local Maven repository on first use.
 * Exit code 0: every judge accepts every file. 1: a fault, printed. 2: a judge could not be run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';

const VERAPDF = { group: 'org.verapdf.apps', artifact: 'greenfield-apps', version: '1.28.2' };
const MUSTANG = { group: 'org.mustangproject', artifact: 'Mustang-CLI', version: '2.26.0' };

class CannotJudge extends Error {}

/** Path of a self-contained jar, downloaded by Maven when it is not there yet. */
function jarOf({ group, artifact, version }) {
  const folder = join(homedir(), '.m2', 'repository', ...group.split('.'), artifact, version);
  const jar = join(folder, `${artifact}-${version}.jar`);
  if (existsSync(jar)) return jar;
  console.log(`fetching ${artifact} ${version} from Maven Central`);
  const coordinates = `-Dartifact=${group}:${artifact}:${version}`;
  run('mvn', ['-q', '-B', 'dependency:get', coordinates, '-Dtransitive=false']);
  if (!existsSync(jar)) throw new CannotJudge(`Maven did not bring ${jar}`);
  return jar;
}

function run(command, args) {
  const { error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (error) throw new CannotJudge(`${command} cannot be run: ${error.message}`);
  return { stdout, stderr };
}

function veraPdf(file) {
  const cli = ['-cp', jarOf(VERAPDF), 'org.verapdf.apps.GreenfieldCliWrapper'];
  const { stdout } = run('java', [...cli, '-f', '3b', '--format', 'text', '-v', file]);
  if (/^PASS /m.test(stdout)) return [];
  return stdout.split('\n').filter((line) => line.trim() !== '');
}

function mustang(file) {
  const { stdout, stderr } = run('java', [
    '-jar',
    jarOf(MUSTANG),
    '--action',
    'validate',
    '--source',
    file,
    '--no-notices',
  ]);
  const verdicts = [...stdout.matchAll(/<summary status="(\w+)"/g)].map((match) => match[1]);
  if (verdicts.length === 0) throw new CannotJudge(`Mustang gave no report: ${stderr.slice(-400)}`);
  for (const [, text] of stdout.matchAll(/<warning[^>]*>([^<]*)</g)) console.log(`  warning  ${text.trim()}`);
  if (verdicts.every((verdict) => verdict === 'valid')) return [];
  const faults = [...stdout.matchAll(/<(?:error|exception)[^>]*>([^<]*)</g)].map((match) => match[1].trim());
  return faults.length > 0 ? faults : ['Mustang says invalid without naming a fault'];
}

function judge(files) {
  let faults = 0;
  for (const file of files) {
    for (const [name, ask] of [
      ['veraPDF', veraPdf],
      ['Mustang', mustang],
    ]) {
      const found = ask(file);
      console.log(`${found.length === 0 ? 'valid  ' : 'INVALID'}  ${name}  ${basename(file)}`);
      for (const fault of found) console.log(`  fault  ${fault}`);
      faults += found.length;
    }
  }
  return faults === 0 ? 0 : 1;
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Name the PDF files to judge: node scripts/judges/judge-pdf.mjs out/*.pdf');
  process.exitCode = 2;
} else {
  try {
    process.exitCode = judge(files);
  } catch (error) {
    if (!(error instanceof CannotJudge)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
