import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Program, type ProgramSpec } from './program.js';
import { isAlive } from './stack-file.js';
import { until } from './wait.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'onefacture-program-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function program(code: string, more: Partial<ProgramSpec> = {}): { program: Program; lines: string[]; pids: number[] } {
  count += 1;
  const lines: string[] = [];
  const pids: number[] = [];
  const made = new Program({
    name: 'child',
    command: process.execPath,
    args: ['-e', code],
    env: process.env,
    logFile: join(folder, `${count}.log`),
    stopWithinMs: 10_000,
    onLine: (line) => lines.push(line),
    onPid: (pid) => pids.push(pid),
    ...more,
  });
  return { program: made, lines, pids };
}

const become = async (condition: () => boolean): Promise<void> => {
  const reached = await until(async () => (condition() ? true : undefined), { withinMs: 20_000, everyMs: 20 });
  expect(reached).toBe(true);
};

const STAYS = 'setInterval(() => {}, 1000); console.log("up")';

describe('Program', () => {
  it('runs in a process group of its own and copies its output to the log', async () => {
    const child = program(STAYS);
    child.program.start();
    await become(() => child.lines.includes('up'));
    const pid = child.program.pid ?? 0;
    const group = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2];
    expect(Number(group)).toBe(pid);
    await child.program.stop();
    expect(isAlive(pid)).toBe(false);
    expect(readFileSync(join(folder, `${count}.log`), 'utf8')).toContain('up');
  });

  it('is started again when it is killed', async () => {
    const notices: string[] = [];
    const child = program(STAYS, { onNotice: (sentence) => notices.push(sentence) });
    child.program.start();
    await become(() => child.lines.length === 1);
    child.program.markReady();
    process.kill(child.program.pid ?? 0, 'SIGKILL');
    await become(() => child.lines.length === 2);
    expect(child.pids).toHaveLength(2);
    expect(notices[0]).toMatch(/^child ended \(SIGKILL\), starting it again/);
    await child.program.stop();
    expect(child.pids.filter(isAlive)).toEqual([]);
  });

  it('gives up with its last words when it never gets ready', async () => {
    const child = program('console.error("no such table"); process.exit(3)');
    child.program.start();
    await become(() => child.program.fault !== undefined);
    expect(child.program.fault?.message).toMatch(/child does not start \(exit code 3\)[\s\S]+no such table/);
    await child.program.stop();
  });

  it('lets the child finish, then kills what does not end', async () => {
    const polite = program(`process.on("SIGTERM", () => { console.log("bye"); process.exit(0) }); ${STAYS}`);
    const deaf = program(`process.on("SIGTERM", () => {}); ${STAYS}`, { stopWithinMs: 300 });
    for (const { program: each } of [polite, deaf]) each.start();
    await become(() => polite.lines.length === 1 && deaf.lines.length === 1);
    const pids = [polite.program.pid ?? 0, deaf.program.pid ?? 0];
    await Promise.all([polite.program.stop(), deaf.program.stop()]);
    expect(polite.lines).toEqual(['up', 'bye']);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('says when there is nothing to run', async () => {
    const child = program('', { command: '/nowhere/at-all' });
    child.program.start();
    await become(() => child.program.fault !== undefined);
    expect(child.program.fault?.message).toContain('could not be started');
    await child.program.stop();
  });
});
