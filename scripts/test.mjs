// `npm test`: every check, a summary, and as last line the total. Nothing is left out after a failure.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { BUILD, ROOT, checkNode, installIfNeeded, run } from './setup.mjs';

checkNode();
process.chdir(ROOT);
installIfNeeded();

const reports = mkdtempSync(join(tmpdir(), 'onefacture-reports-'));
const results = [];
const program = (path, ...args) => [join(ROOT, 'node_modules', path), ...args];

await checks([
  ['types', program('typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit')],
  ['format', program('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
  ['build', BUILD],
  ['lint', program('oxlint/bin/oxlint', '--type-aware', '--deny-warnings')],
  [
    'boundaries',
    program(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ...['--config', '.dependency-cruiser.mjs', 'apps', 'libs', 'test', 'scripts'],
    ),
  ],
]);
for (const tier of ['unit', 'integration', 'e2e']) tests(tier);
// What of `npm run conformance` takes seconds: our verdicts over the corpus and the tables of official rules.
tests('conformance', 'test/conformance/agreement', 'test/conformance/rule-tables');
rmSync(reports, { recursive: true, force: true });
summary();

/** Checks that pass or fail as one, two at a time, for most keep one core busy; each prints when it has ended. */
async function checks(waiting) {
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await check(...next);
  };
  await Promise.all([work(), work()]);
}

async function check(name, args) {
  const startedAt = Date.now();
  const printed = [];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => printed.push(part));
  const [code] = await once(child, 'close');
  heading(name);
  process.stdout.write(Buffer.concat(printed));
  const passed = code === 0;
  results.push({
    name,
    passed: Number(passed),
    failed: Number(!passed),
    faults: [],
    skipped: [],
    seconds: since(startedAt),
  });
}

/** One tier of tests, or some of its files, counted test by test. */
function tests(tier, ...files) {
  const startedAt = heading(`${tier} tests`);
  const file = join(reports, `${tier}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = program('vitest/vitest.mjs', 'run', ...files, '--project', tier, ...reporters);
  const code = run(process.execPath, args);
  results.push({ name: `${tier} tests`, ...count(file, code), seconds: since(startedAt) });
}

/** Reads the runner's report; a file that broke outside of its tests counts as one failure, and so does the run. */
function count(file, code) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, faults: ['no report was written, see above'], skipped: [] };
  }
  const files = report.testResults;
  const all = files.flatMap(({ assertionResults }) => assertionResults);
  const broken = files.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((one) => one.status !== 'failed'),
  );
  const faults = [
    ...all
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages: [why] }) => `${fullName}: ${shorten(why)}`),
    ...broken.map(({ name, message }) => `${name}: ${shorten(message)}`),
  ];
  const skipped = all
    .filter(({ status }) => ['skipped', 'pending', 'todo', 'disabled'].includes(status))
    .map(({ fullName }) => fullName);
  if (code !== 0 && faults.length === 0) faults.push('the run itself, see above');
  return { passed: report.numPassedTests, failed: faults.length, faults, skipped };
}

function summary() {
  console.log('\n== summary');
  for (const { name, passed, failed, skipped, seconds } of results) {
    const extra = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
    console.log(
      `${failed > 0 ? 'FAILED' : 'ok    '}  ${name}: ${passed} passed, ${failed} failed${extra} (${seconds} s)`,
    );
  }
  for (const { name, skipped } of results) for (const title of skipped) console.log(`skipped (${name}): ${title}`);
  for (const { name, faults } of results) for (const fault of faults) console.log(`FAILED (${name}): ${fault}`);
  for (const sentence of missing()) console.log(`skipped: ${sentence}`);
  const passed = total('passed');
  const failed = total('failed');
  process.exitCode = failed > 0 ? 1 : 0;
  console.log(`${passed} passed, ${failed} failed`);
}

/** The first line of a message, and not much of it. */
function shorten(message = '') {
  return message.split('\n', 1)[0].slice(0, 300);
}

/** What this machine lacks, so that some tests left themselves out. */
function missing() {
  const sentences = [];
  const browser = process.env.CHROMIUM_PATH || onPath('chromium', 'chromium-browser', 'google-chrome');
  if (!browser) sentences.push('browser tests, no chromium found (put it on PATH or set CHROMIUM_PATH)');
  if (!onPath('pdfinfo')) sentences.push('checks of PDF files by pdfinfo and pdfdetach, poppler-utils not found');
  if (!existsSync(join(ROOT, 'bruno/node_modules'))) {
    sentences.push('the Bruno collection, its program could not be installed (npm ci --prefix bruno says why)');
  }
  if (!existsSync(join(ROOT, '../shared'))) {
    sentences.push('comparison with the official schemas and corpus, ../shared not found');
  }
  return sentences;
}

function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.some((name) => folders.some((folder) => existsSync(join(folder, name))));
}

function total(what) {
  return results.reduce((sum, result) => sum + result[what], 0);
}

function heading(name) {
  console.log(`\n== ${name}`);
  return Date.now();
}

function since(startedAt) {
  return ((Date.now() - startedAt) / 1000).toFixed(1);
}
