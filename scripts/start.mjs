// First file of `npm start`: checks Node, installs and builds what is missing, then hands over to scripts/stack.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, buildIfNeeded, checkNode, fail, installIfNeeded } from './setup.mjs';

const LOCK = join(ROOT, '.data/start.pid');

checkNode();
takeLock();
installIfNeeded();
buildIfNeeded();
process.chdir(ROOT);
await import(pathToFileURL(join(ROOT, 'dist/scripts/stack/main.js')).href);

// Before the build, because a build under a running program would pull its files away.
function takeLock() {
  const holder = readHolder();
  if (holder !== undefined) {
    fail(`already running as process ${holder}${address()}; stop it first with Ctrl-C there or: kill ${holder}`);
  }
  try {
    mkdirSync(join(ROOT, '.data'), { recursive: true });
    writeFileSync(LOCK, `${process.pid}\n`);
  } catch (error) {
    fail(`cannot write to ${join(ROOT, '.data')} (${error.code}); give this user the right to, or clone elsewhere.`);
  }
  process.on('exit', () => rmSync(LOCK, { force: true }));
}

function readHolder() {
  try {
    const pid = Number(readFileSync(LOCK, 'utf8'));
    return Number.isInteger(pid) && pid > 0 && pid !== process.pid && isStart(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isStart(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  try {
    // A process id may have been given to another program meanwhile.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.mjs');
  } catch {
    return true;
  }
}

function address() {
  try {
    return ` at ${JSON.parse(readFileSync(join(ROOT, '.data/stack.json'), 'utf8')).api_url}`;
  } catch {
    return '';
  }
}
