/**
 * Second opinions on Factur-X files: veraPDF judges the PDF/A-3 container at the level the file claims, Mustang the
 * container, the XMP and the embedded XML. Needs a JDK 17 and Maven; jars come from Maven Central on first use.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERAPDF = { group: 'org.verapdf.apps', artifact: 'greenfield-apps', version: '1.28.2' };
const MUSTANG = { group: 'org.mustangproject', artifact: 'Mustang-CLI', version: '2.26.0' };
const HERE = dirname(fileURLToPath(import.meta.url));
/** Files a process judges before the next one starts; bounds its memory and the length of its command. */
const BATCH = 100;

/** Raised when a judge cannot be run here, with what is missing. */
export class CannotJudge extends Error {}

/** Path of a self-contained jar, downloaded by Maven when it is not there yet. */
function jarOf({ group, artifact, version }) {
  const folder = join(homedir(), '.m2', 'repository', ...group.split('.'), artifact, version);
  const jar = join(folder, `${artifact}-${version}.jar`);
  if (existsSync(jar)) return jar;
  console.log(`fetching ${artifact} ${version} from Maven Central`);
  const coordinates = `-Dartifact=${group}:${artifact}:${version}`;
  const { error } = spawnSync('mvn', ['-q', '-B', 'dependency:get', coordinates, '-Dtransitive=false']);
  if (error) throw new CannotJudge(`Maven cannot be run: ${error.message}`);
  if (!existsSync(jar)) throw new CannotJudge(`Maven did not bring ${artifact} ${version}`);
  return jar;
}

function java(args) {
  return new Promise((resolve, reject) => {
    const child = spawn('java', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => {
        output[name] = name === 'stdout' ? output[name] + text : (output[name] + text).slice(-2000);
      });
    }
    child.once('error', (error) => reject(new CannotJudge(`Java cannot be run: ${error.message}`)));
    child.once('close', () => resolve(output));
  });
}

async function veraPdf(files, flavour = '0') {
  const cli = ['-cp', jarOf(VERAPDF), 'org.verapdf.apps.GreenfieldCliWrapper'];
  const { stdout } = await java([...cli, '-f', flavour, '--format', 'text', '-v', ...files]);
  const verdicts = new Map();
  let faults = [];
  for (const line of stdout.split('\n')) {
    const [, verdict, file] = /^(PASS|FAIL|ERROR) (.*?)(?: \w+)?$/.exec(line) ?? [];
    if (verdict !== undefined) {
      faults = verdict === 'PASS' ? [] : [verdict];
      verdicts.set(file, faults);
    } else if (line.trim() !== '') faults.push(line.trim());
  }
  return verdicts;
}

async function mustang(files) {
  const { stdout, stderr } = await java(['-cp', jarOf(MUSTANG), join(HERE, 'MustangJudge.java'), ...files]);
  const verdicts = new Map();
  for (const report of stdout.split('\u0001').slice(1)) {
    const file = report.slice(0, report.indexOf('\n')).trim();
    const summaries = [...report.matchAll(/<summary status="(\w+)"/g)].map(([, status]) => status);
    const texts = [...report.matchAll(/<(?:error|exception)[^>]*>([^<]*)</g)].map(([, text]) => text.trim());
    const valid = summaries.length > 0 && summaries.every((status) => status === 'valid');
    verdicts.set(file, valid ? [] : [...texts, `summaries: ${summaries.join(', ') || 'none'}`]);
  }
  if (verdicts.size === 0) throw new CannotJudge(`Mustang gave no report: ${stderr.slice(-400)}`);
  return verdicts;
}

/** The judges by name; each takes files and gives the faults of each, none when it accepts the file. */
export const JUDGES = { veraPDF: veraPdf, Mustang: mustang };

/**
 * Asks one judge about many files, several processes at a time. A file without a verdict counts as a fault. veraPDF
 * takes a flavour such as `3b`; without one it judges each file at the level that it claims.
 * Throws CannotJudge when the judge cannot be run.
 */
export async function ask(name, files, flavour) {
  const width = Math.min(availableParallelism(), 2);
  const size = Math.min(BATCH, Math.ceil(files.length / width));
  const batches = [];
  for (let at = 0; at < files.length; at += size) batches.push(files.slice(at, at + size));
  const verdicts = new Map();
  const worker = async () => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      const found = await JUDGES[name](batch, flavour);
      for (const file of batch) verdicts.set(file, found.get(file) ?? ['no verdict']);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return verdicts;
}
