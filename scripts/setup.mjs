// Plain JavaScript without dependencies: it runs before anything is installed or built.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BUILT = join(ROOT, 'dist/scripts/stack/main.js');
const SOURCES = [
  'apps',
  'libs',
  'scripts',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];

/** Ends the program with one sentence on stderr. */
export function fail(sentence) {
  process.stderr.write(`onefacture: ${sentence}\n`);
  process.exit(1);
}

/** Refuses a Node too old to run the build. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Node 20.19 or newer is needed, this is Node ${process.versions.node}; see https://nodejs.org/en/download.`);
}

/** Runs `npm ci` when node_modules is missing or holds other versions than the lock file. */
export function installIfNeeded() {
  if (isInstalled()) return;
  say('installing packages (npm ci) …');
  const env = { ...process.env, NODE_ENV: 'development' };
  if (run('npm', ['ci', '--no-audit', '--no-fund'], { env }) !== 0) {
    fail('npm ci did not finish; its output above says why (no network, or no right to write here?).');
  }
}

// Contents, not times: npm writes the two files in either order, and a checkout touches the lock file.
function isInstalled() {
  let wanted;
  let present;
  try {
    wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
    present = JSON.parse(readFileSync(join(ROOT, 'node_modules/.package-lock.json'), 'utf8')).packages;
  } catch {
    return false;
  }
  const paths = Object.keys(wanted).filter((path) => path !== '');
  // Optional packages of other platforms are never there.
  return paths.every((path) =>
    present[path] ? present[path].version === wanted[path].version : wanted[path].optional || wanted[path].devOptional,
  );
}

/** Compiles everything to dist/ when a source is newer than the last build. */
export function buildIfNeeded() {
  const newest = Math.max(...SOURCES.map((source) => newestIn(join(ROOT, source))));
  if (existsSync(BUILT) && modified(BUILT) >= newest) return;
  say('building …');
  const startedAt = new Date();
  if (run(process.execPath, BUILD) !== 0) fail('the build failed; the compiler says why above.');
  // Sources saved while the compiler ran count as newer than the build.
  utimesSync(BUILT, startedAt, startedAt);
}

/** What Node runs to compile everything to dist/. */
export const BUILD = [join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js'), 'build', 'api'];

/** Runs a program in the project folder with our own output; returns its exit code, 1 when it cannot start. */
export function run(program, args, options = {}) {
  const done = spawnSync(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32' && program === 'npm',
    ...options,
  });
  return done.status ?? 1;
}

/** Progress goes to stderr, so that what a program writes can be piped. */
export function say(line) {
  process.stderr.write(`onefacture: ${line}\n`);
}

function modified(path) {
  return statSync(path).mtimeMs;
}

function newestIn(path) {
  if (!existsSync(path)) return 0;
  const self = statSync(path);
  if (!self.isDirectory()) return self.mtimeMs;
  // The folder's own time counts too: it changes when a file is removed.
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), self.mtimeMs);
}
