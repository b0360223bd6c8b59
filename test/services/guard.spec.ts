import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { until } from '../../scripts/stack/wait.js';
import { guard } from './guard.js';

const STAYS = 'setInterval(() => {}, 1000)';

async function stayingProcess(): Promise<ChildProcess & { pid: number }> {
  const child = spawn(process.execPath, ['-e', STAYS]);
  await new Promise((resolve) => child.once('spawn', resolve));
  if (child.pid === undefined) throw new Error('no process id');
  return Object.assign(child, { pid: child.pid });
}

it('ends the server of a run that was killed and removes its folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onefacture-guard-'));
  const [run, server] = await Promise.all([stayingProcess(), stayingProcess()]);
  const ended = new Promise((resolve) => server.once('close', (_code, signal) => resolve(signal)));
  guard(server.pid, folder, run.pid);
  run.kill('SIGKILL');
  expect(await ended).toBe('SIGINT');
  const gone = await until(async () => (existsSync(folder) ? undefined : true), { withinMs: 20_000 });
  expect(gone).toBe(true);
}, 40_000);
