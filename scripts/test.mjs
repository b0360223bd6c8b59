// `npm test`: every check in order, a summary, and as last line the total. Nothing is left out after a failure.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ROOT, build, checkNode, installIfNeeded, run } from './setup.mjs';

checkNode();
process.chdir(ROOT);
installIfNeeded();

const reports = mkdtempSync(join(tmpdir(), 'onefacture-reports-'));
const results = [];
const bin =
  (path, ...args) =>
  () =>
    run(process.execPath, [join(ROOT, 'node_modules', path), ...args]);

step('lint', bin('oxlint/bin/oxlint', '--type-aware', '--deny-warnings'));
step('format', bin('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'));
step('types', bin('typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'));
step(
  'boundaries',
  bin(
    'dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    'apps',
    'libs',
    'test',
    'scripts',
  ),
);
step('build', build);
for (const tier of ['unit', 'integration', 'e2e']) tests(tier);
// What of `npm run conformance` takes seconds: our verdicts over the corpus and the tables of official rules.
tests('conformance', 'test/conformance/agreement', 'test/conformance/rule-tables');
rmSync(reports, { recursive: true, force: true });
summary();

/** A check that passes or fails as one. */
function step(name, work) {
  const startedAt = heading(name);
  const passed = work() === 0;
  results.push({ name, passed: Number(passed), failed: Number(!passed), skipped: [], seconds: since(startedAt) });
}

/** One tier of tests, or some of its files, counted test by test. */
function tests(tier, ...files) {
  const startedAt = heading(`${tier} tests`);
  const file = join(reports, `${tier}.json`);
  const code = bin(
    'vitest/vitest.mjs',
    'run',
    ...files,
    '--project',
    tier,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  )();
  results.push({ name: `${tier} tests`, ...count(file, code), seconds: since(startedAt) });
}

/** Reads the runner's report; what went wrong outside of any test counts as one failure. */
function count(file, code) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
  const broken = report.testResults.filter(
    (result) => result.status === 'failed' && !result.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  const failed = report.numFailedTests + broken;
  const skipped = report.testResults.flatMap((result) =>
    result.assertionResults
      .filter(({ status }) => ['skipped', 'pending', 'todo', 'disabled'].includes(status))
      .map(({ fullName }) => fullName),
  );
  return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
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
  for (const sentence of missing()) console.log(`skipped: ${sentence}`);
  const passed = total('passed');
  const failed = total('failed');
  process.exitCode = failed > 0 ? 1 : 0;
  console.log(`${passed} passed, ${failed} failed`);
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
