/**
 * Our check of containers against veraPDF, at level 3b whatever a file claims: over the PDFs of the corpus, PDFs of
 * other makers, and a PDF of ours damaged in each of its names.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ask } from './judges.mjs';

const MOST = 200 * 1024 * 1024;

function verdicts(root) {
  const folder = join(root, 'out', 'containers');
  rmSync(folder, { recursive: true, force: true });
  const script = join(root, 'test', 'judges', 'container-verdicts.ts');
  const run = spawnSync(process.execPath, ['--import', 'tsx', script, folder], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: MOST,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (run.status !== 0) throw new Error('The containers to judge could not be made.');
  return run.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/** Clauses of ISO 19005-3 with the test in it, as veraPDF names them; `UNREAD` where it could not read the file. */
const clausesOf = (faults) => {
  const clauses = faults.flatMap((fault) => /\d+(?:\.\d+)+-\d+/.exec(fault)?.[0] ?? []);
  return clauses.length > 0 || faults.length === 0 ? [...new Set(clauses)] : ['UNREAD'];
};

/**
 * Prints how many files both accept and refuse, and what each refuses alone; then the clauses on which ours is silent:
 * those that no finding of ours stands beside. Answers how many files that nobody damaged only ours refuses.
 *
 * @throws CannotJudge when veraPDF cannot be run
 */
export async function compareContainers(root) {
  const own = verdicts(root);
  const official = await ask(
    'veraPDF',
    own.map(({ file }) => file),
    '3b',
  );
  const groups = {
    'both accept': [],
    'both refuse': [],
    'only veraPDF refuses': [],
    'only ours refuses': [],
    'veraPDF gives up': [],
  };
  const silent = new Map();
  for (const { file, codes } of own) {
    const clauses = clausesOf(official.get(file) ?? []);
    const [theirs, ours] = [clauses.length > 0, codes.length > 0];
    const verdict = theirs
      ? ours
        ? 'both refuse'
        : 'only veraPDF refuses'
      : ours
        ? 'only ours refuses'
        : 'both accept';
    const group = clauses.includes('UNREAD') ? 'veraPDF gives up' : verdict;
    groups[group].push(`${basename(file)}: ${[...clauses, ...codes].join(' ')}`);
    if (group === 'only veraPDF refuses')
      for (const clause of clauses) silent.set(clause, (silent.get(clause) ?? 0) + 1);
  }
  console.log(`\ncontainers: ours and veraPDF (3b) on ${own.length} files`);
  for (const [group, files] of Object.entries(groups)) console.log(`  ${group.padEnd(22)} ${files.length}`);
  for (const group of ['only veraPDF refuses', 'only ours refuses'])
    for (const line of groups[group]) console.log(`  ${group}: ${line}`);
  const counted = [...silent].toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }));
  console.log(`  silent on: ${counted.map(([clause, count]) => `${clause} (${count})`).join(', ') || 'nothing'}`);
  // A damaged name may be wrong in ways that veraPDF does not ask for; a whole file is not to be refused.
  return groups['only ours refuses'].filter((line) => !line.startsWith('damaged-')).length;
}
