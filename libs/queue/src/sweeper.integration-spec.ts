import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JobPublisher } from './job-publisher.js';
import { jobId } from './queues.js';
import { Sweeper } from './sweeper.js';
import { startQueues, type QueueBench } from './testing/queue-bench.js';

let bench: QueueBench;
let organisation: string;
beforeAll(async () => {
  bench = await startQueues();
  organisation = await bench.organisation();
});
afterAll(() => bench.stop());
afterEach(async () => {
  await bench.redis.flushall();
  await bench.database.inOrganisation(organisation, (tx) => tx.manager.query('DELETE FROM platform_connections'));
});

const now = new Date('2026-11-21T10:00:00Z');
const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const sweeper = (publisher: JobPublisher = bench.publisher, intervalMs = 3_600_000) => {
  const swept: number[] = [];
  const errors: unknown[] = [];
  const one = new Sweeper(bench.system, publisher, {
    intervalMs,
    now: () => now,
    onSwept: (rows) => swept.push(rows),
    onError: (error) => errors.push(error),
  });
  return { one, swept, errors };
};

describe(Sweeper.name, () => {
  it('queues what is due and leaves what is not', async () => {
    const [late, justDue] = [
      await bench.duePoll(organisation, at(-60), 4),
      await bench.duePoll(organisation, at(0), 1),
    ];
    await bench.duePoll(organisation, at(1), 1);
    const { one, swept } = sweeper();
    expect(await one.sweep()).toBe(2);
    expect(swept).toEqual([2]);
    expect(await bench.jobs('track-status')).toEqual(
      [jobId('track-status', late, 4), jobId('track-status', justDue, 1)].toSorted(),
    );
  });

  it('sees the rows of every organisation', async () => {
    const another = await bench.organisation();
    const [mine, theirs] = [await bench.duePoll(organisation, at(-1), 1), await bench.duePoll(another, at(-1), 1)];
    await sweeper().one.sweep();
    const jobs = await bench.queue('track-status').getWaiting();
    expect(new Map(jobs.map(({ data }) => [data.id, data.organization_id]))).toEqual(
      new Map([
        [mine, organisation],
        [theirs, another],
      ]),
    );
    await bench.database.inOrganisation(another, (tx) => tx.manager.query('DELETE FROM platform_connections'));
  });

  it('leaves a live job alone, waiting or delayed', async () => {
    const row = await bench.duePoll(organisation, at(-1), 2);
    const job = { queue: 'track-status', organization_id: organisation, subject_id: row, attempt: 2 };
    await bench.publisher.publish([{ ...job, due_at: at(30) }], now);
    await sweeper().one.sweep();
    await sweeper().one.sweep();
    expect(await bench.jobs('track-status')).toEqual([jobId('track-status', row, 2)]);
    expect(await bench.publisher.depths()).toContainEqual({ queue: 'track-status', waiting: 0, active: 0, delayed: 1 });
  });

  it('brings everything back after Redis lost it', async () => {
    const rows = await Promise.all(Array.from({ length: 20 }, (_, turn) => bench.duePoll(organisation, at(-turn), 1)));
    const { one } = sweeper();
    await one.sweep();
    const before = await bench.jobs('track-status');
    await bench.redis.flushall();
    expect(await bench.jobs('track-status')).toEqual([]);
    await one.sweep();
    expect(await bench.jobs('track-status')).toEqual(before);
    expect(before).toHaveLength(rows.length);
  });

  it('goes on after a fault', async () => {
    const row = await bench.duePoll(organisation, at(-1), 1);
    let calls = 0;
    const flaky: Pick<JobPublisher, 'publish'> = {
      async publish(...given) {
        calls += 1;
        if (calls === 1) throw new Error('Redis is away');
        return bench.publisher.publish(...given);
      },
    };
    const { one, errors } = sweeper(flaky as JobPublisher, 5);
    one.start();
    await vi.waitFor(async () => expect(await bench.jobs('track-status')).toEqual([jobId('track-status', row, 1)]));
    await one.stop();
    expect(errors).toEqual([new Error('Redis is away')]);
  });
});

const job = (attempt: number, subject_id: string) => ({
  queue: 'submit-invoice',
  organization_id: organisation,
  subject_id,
  attempt,
});

describe('JobPublisher', () => {
  it('takes the same attempt once and a new attempt anew', async () => {
    const row = uuidv7();
    await bench.publisher.publish([job(1, row), job(1, row)], now);
    await bench.publisher.publish([job(1, row)], now);
    expect(await bench.jobs('submit-invoice')).toHaveLength(1);
    await bench.publisher.publish([job(2, row)], now);
    expect(await bench.jobs('submit-invoice')).toEqual([1, 2].map((turn) => jobId('submit-invoice', row, turn)));
  });

  it('tells how many jobs are where', async () => {
    const row = uuidv7();
    await bench.publisher.publish([job(1, row), { ...job(2, row), due_at: at(60) }], now);
    expect(await bench.publisher.depths()).toContainEqual({
      queue: 'submit-invoice',
      waiting: 1,
      active: 0,
      delayed: 1,
    });
  });
});
