// First file of `npm start`: checks Node, installs and builds what is missing, then hands over to scripts/stack.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, buildIfNeeded, checkNode, fail, installIfNeeded } from './setup.mjs';

checkNode();
refuseSecondStart();
installIfNeeded();
buildIfNeeded();
process.chdir(ROOT);
await import(pathToFileURL(join(ROOT, 'dist/scripts/stack/main.js')).href);

// Before the build, because a build under a running program would pull its files away.
function refuseSecondStart() {
  let stack;
  try {
    stack = JSON.parse(readFileSync(join(ROOT, '.data/stack.json'), 'utf8'));
  } catch {
    return;
  }
  const pid = stack?.pids?.start;
  if (!Number.isInteger(pid) || pid === process.pid || !isOurs(pid)) return;
  fail(`already running as process ${pid} at ${stack.api_url}; stop it first with Ctrl-C there or: kill ${pid}`);
}

function isOurs(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.mjs');
  } catch {
    return true;
  }
}
