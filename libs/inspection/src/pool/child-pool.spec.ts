import { setTimeout } from 'node:timers/promises';
import { AppError } from '@onefacture/errors';
import { afterEach, describe, expect, it } from 'vitest';
import { ChildPool, type PoolSize } from './child-pool.js';
import { residentBytes } from './resident-memory.js';
import type { Task } from './work-process.js';

const pools: ChildPool[] = [];
afterEach(() => pools.splice(0).forEach((pool) => pool.kill()));

const open = (size: Partial<PoolSize> = {}, main = './testing/unruly-process.main.js', memoryMb = 512): ChildPool => {
  const pool = new ChildPool(
    { main: new URL(main, import.meta.url), memoryMb },
    { processes: 1, queueLength: 8, recycleAfter: 100, ...size },
  );
  pools.push(pool);
  return pool;
};
const task = (job: string, more: Partial<Task> = {}): Task => ({
  ...{ job, input: undefined, timeoutMs: 60_000, whenCrashed: 'document.unreadable' },
  ...more,
});
const codeOf = (error: unknown) => (error instanceof AppError ? error.code : error);
const failure = async (work: Promise<unknown>): Promise<unknown> => {
  const outcome = await work.then(
    (result) => new Error(`answered ${String(result)}`),
    (error: unknown) => error,
  );
  return outcome;
};
const gone = (pid: number) => residentBytes(pid).then((bytes) => bytes === undefined);

describe('a pool of child processes', { timeout: 60_000 }, () => {
  it('carries bytes, dates, maps and nested values both ways', async () => {
    const input = { bytes: new Uint8Array([0, 255]), at: new Date(0), map: new Map([['a', 1]]), none: undefined };
    expect(await open().run(task('echo', { input }))).toEqual(input);
  });

  it('keeps a child warm, starts none before it is needed and no more than it may', async () => {
    const pool = open({ processes: 2 });
    const first = await pool.run(task('pid'));
    expect(await pool.run(task('pid'))).toBe(first);
    const all = await Promise.all(Array.from({ length: 6 }, () => pool.run(task('pid'))));
    expect(new Set(all).size).toBeLessThanOrEqual(2);
  });

  it('keeps no process alive while its children rest', async () => {
    const pool = open();
    const before = process.getActiveResourcesInfo().toSorted();
    const work = pool.run(task('pid'));
    expect(process.getActiveResourcesInfo()).toContain('ProcessWrap');
    await work;
    await expect.poll(() => process.getActiveResourcesInfo().toSorted()).toEqual(before);
  });

  it('shows the child no variable of this process', async () => {
    expect(await open().run(task('environment'))).not.toContain('HOME');
  });

  it('ends a task that takes too long, with its child, and goes on', async () => {
    const pool = open();
    const before = Number(await pool.run(task('pid')));
    const error = await failure(pool.run(task('loop', { timeoutMs: 100 })));
    expect(error).toMatchObject({ code: 'document.too_heavy', message: expect.stringContaining('longer than 100 ms') });
    expect(await pool.run(task('pid'))).not.toBe(before);
    expect(await gone(before)).toBe(true);
  });

  it('ends a task that takes too much memory', async () => {
    const pool = open({}, undefined, 256);
    const error = await failure(pool.run(task('allocate')));
    expect(error).toMatchObject({ code: 'document.too_heavy', message: expect.stringContaining('256 MB') });
    expect(await pool.run(task('echo', { input: 1 }))).toBe(1);
  });

  it('fails one task when its child dies, with the code the task names; the others go on', async () => {
    const pool = open();
    const [crash, exit, echo] = await Promise.allSettled([
      pool.run(task('crash')),
      pool.run(task('exit', { whenCrashed: 'service.internal' })),
      pool.run(task('echo', { input: 'still here' })),
    ]);
    expect(crash).toMatchObject({ status: 'rejected', reason: { code: 'document.unreadable' } });
    expect(exit).toMatchObject({ status: 'rejected', reason: { code: 'service.internal' } });
    expect(echo).toEqual({ status: 'fulfilled', value: 'still here' });
  });

  it('gives errors of ours as they are, and hides defects in the cause', async () => {
    const pool = open();
    const refused = await failure(pool.run(task('refuse')));
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({
      ...{ code: 'document.unreadable', message: 'No.' },
      options: {
        hint: 'Try less.',
        errors: [{ field: 'a', code: 'INVALID', message: 'is wrong' }],
        members: { limit: 3 },
      },
    });
    const defect = await failure(pool.run(task('defect')));
    expect(codeOf(defect)).toBe('service.internal');
    expect((defect as AppError).message).not.toContain('secret');
    expect(String((defect as AppError).cause)).toContain('a secret of the inside');
    expect(codeOf(await failure(pool.run(task('uncloneable'))))).toBe('service.internal');
    expect(codeOf(await failure(pool.run(task('nothing of that name'))))).toBe('service.internal');
  });

  it('takes no answer that is not one', async () => {
    const pool = open();
    expect(codeOf(await failure(pool.run(task('garbage'))))).toBe('service.internal');
    expect(await pool.run(task('echo', { input: 2 }))).toBe(2);
  });

  it('says so when a child cannot start, and tries again for the next task', async () => {
    const pool = open({}, './testing/there-is-no-such.main.js');
    const error = await failure(pool.run(task('echo')));
    expect(codeOf(error)).toBe('service.internal');
    expect(String((error as AppError).cause)).toContain('there-is-no-such');
    expect(codeOf(await failure(pool.run(task('echo'))))).toBe('service.internal');
  });

  it('replaces a child after its number of tasks, and one that rests on half its memory', async () => {
    const pool = open({ recycleAfter: 2 });
    const pids = [];
    for (let count = 0; count < 4; count += 1) pids.push(await pool.run(task('pid')));
    expect(pids[1]).toBe(pids[0]);
    expect(pids[2]).not.toBe(pids[0]);
    expect(pids[3]).toBe(pids[2]);
    const heavy = open();
    const before = await heavy.run(task('hold', { input: 300 }));
    expect(await heavy.run(task('pid'))).not.toBe(before);
  });
});

describe('the queue of a pool', { timeout: 60_000 }, () => {
  it('is bounded: what is too much is refused at once and may be repeated', async () => {
    const pool = open({ queueLength: 2 });
    const taken = [1, 2, 3].map((input) => pool.run(task('echo', { input })));
    const error = await failure(pool.run(task('echo')));
    expect(error).toMatchObject({ code: 'service.busy', kind: 'unavailable', retryable: true });
    expect((error as AppError).options.retryAfterSeconds).toBeGreaterThan(0);
    expect(await Promise.all(taken)).toEqual([1, 2, 3]);
    expect(await pool.run(task('echo', { input: 4 }))).toBe(4);
  });

  it('lets go of a task whose caller gave up, whether it waits or runs', async () => {
    const pool = open();
    await pool.run(task('echo'));
    const [running, waiting] = [new AbortController(), new AbortController()];
    const first = failure(pool.run(task('loop', { signal: running.signal })));
    const second = failure(pool.run(task('echo', { signal: waiting.signal })));
    const third = pool.run(task('echo', { input: 3 }));
    await setTimeout(20);
    waiting.abort('went away');
    expect(await second).toBe('went away');
    running.abort('went away too');
    expect(await first).toBe('went away too');
    expect(await third).toBe(3);
    expect(await failure(pool.run(task('echo', { signal: AbortSignal.abort('before') })))).toBe('before');
  });

  it('is worked off when the pool closes, and then takes nothing', async () => {
    const pool = open();
    const pid = Number(await pool.run(task('pid')));
    const taken = [1, 2].map((input) => pool.run(task('echo', { input })));
    const closed = pool.close();
    expect(codeOf(await failure(pool.run(task('echo'))))).toBe('service.unavailable');
    expect(await Promise.all(taken)).toEqual([1, 2]);
    await closed;
    await expect.poll(() => gone(pid)).toBe(true);
  });

  it('fails as a whole when the pool is killed', async () => {
    const pool = open();
    const taken = ['loop', 'echo'].map((job) => failure(pool.run(task(job))));
    pool.kill();
    expect((await Promise.all(taken)).map(codeOf)).toEqual(['service.unavailable', 'service.unavailable']);
  });
});
