import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from './journal.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
  path = join(folder, 'deep', 'journal.jsonl');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function replayed(): Promise<string[]> {
  const lines: string[] = [];
  await (await Journal.open(path, (line) => lines.push(line))).close();
  return lines;
}

describe('Journal', () => {
  it('replays what was written, in order', async () => {
    const journal = await Journal.open(path, () => expect.unreachable());
    const applied: number[] = [];
    await Promise.all(
      Array.from({ length: 200 }, (_each, index) => journal.append(String(index), () => applied.push(index))),
    );
    await journal.close();
    const expected = Array.from({ length: 200 }, (_each, index) => index);
    expect(applied).toEqual(expected);
    expect(await replayed()).toEqual(expected.map(String));
  });

  it('applies only what is on disk', async () => {
    const journal = await Journal.open(path, () => undefined);
    let applied = false;
    const written = journal.append('x', () => {
      applied = true;
    });
    expect(applied).toBe(false);
    await written;
    expect(applied).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('x\n');
    await journal.close();
  });

  it('cuts a torn last line and goes on after it', async () => {
    const first = await Journal.open(path, () => undefined);
    await first.append('whole', () => undefined);
    await first.close();
    await appendFile(path, 'tor');
    const second = await Journal.open(path, () => undefined);
    await second.append('next', () => undefined);
    await second.close();
    expect(await replayed()).toEqual(['whole', 'next']);
  });
});
