import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunFile, isAlive, leftovers, writeStack } from './stack-file.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'onefacture-stack-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('RunFile', () => {
  it('finds a child of a killed start by id and command line', async () => {
    const path = join(folder, 'run.json');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'left-over-mark']);
    await new Promise((resolve) => child.once('spawn', resolve));
    const run = new RunFile(path);
    run.record('api', child.pid ?? 0, 'left-over-mark');
    run.record('worker', process.pid, 'another-program');
    run.record('gone', 2 ** 22 - 1, 'left-over-mark');
    expect(leftovers(path)).toEqual([{ name: 'api', pid: child.pid }]);
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(leftovers(path)).toEqual([]);
    run.remove();
    expect(existsSync(path)).toBe(false);
  });

  it('takes a missing or damaged file as none', () => {
    const path = join(folder, 'damaged.json');
    expect(leftovers(path)).toEqual([]);
    writeFileSync(path, '{"api": 3');
    expect(leftovers(path)).toEqual([]);
  });
});

describe('writeStack', () => {
  it('writes for the owner alone', () => {
    const path = join(folder, 'stack.json');
    const stack = {
      api_url: 'http://localhost:8080',
      api_key: 'ofx_test_x',
      admin_key: 'y',
      simulator_url: 'http://127.0.0.1:8090',
      docs_url: 'http://localhost:8080/docs',
      worker_url: 'http://127.0.0.1:8081',
      pids: { start: process.pid },
    };
    writeStack(path, stack);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(stack);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

it('tells a living process from an ended one', () => {
  expect(isAlive(process.pid)).toBe(true);
  expect(isAlive(2 ** 22 - 1)).toBe(false);
});
