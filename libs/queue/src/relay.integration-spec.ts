import { createServer, type AddressInfo } from 'node:net';
import { addToOutbox } from '@onefacture/database';
import { Client } from 'pg';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { enqueue } from './enqueue.js';
import { JobPublisher } from './job-publisher.js';
import { jobId } from './queues.js';
import { Relay, type RelayOptions } from './relay.js';
import { startQueues, type QueueBench } from './testing/queue-bench.js';

let bench: QueueBench;
let organisation: string;
beforeAll(async () => {
  bench = await startQueues();
  organisation = await bench.organisation();
});
afterAll(() => bench.stop());

const relays: Relay[] = [];
afterEach(async () => {
  await Promise.all(relays.splice(0).map((one) => one.stop()));
  await bench.system.relayOutbox(10_000, async () => undefined);
  await bench.redis.flushall();
});

const LONG = 3_600_000;
const now = new Date('2026-11-21T10:00:00Z');

function relay(options: Partial<RelayOptions> = {}) {
  const published: number[] = [];
  const errors: unknown[] = [];
  const one = new Relay(bench.system, bench.publisher, {
    dsn: bench.dsn,
    pollMs: LONG,
    now: () => now,
    onPublished: (rows) => published.push(rows),
    onError: (error) => errors.push(error),
    ...options,
  });
  relays.push(one);
  return { one, published, errors };
}

const ask = (count: number, dueAt?: Date) => {
  const ids = Array.from({ length: count }, () => uuidv7());
  const jobs = ids.map((id) => ({ queue: 'deliver-webhook', id, attempt: 1, ...(dueAt ? { dueAt } : {}) }) as const);
  return bench.database.inOrganisation(organisation, (tx) => enqueue(tx, ...jobs)).then(() => ids);
};
const idsOf = (rows: readonly string[]) => rows.map((row) => jobId('deliver-webhook', row, 1)).toSorted();
const waiting = async () => (await bench.system.outboxDepth()).waiting;

/** The connections that listen for new rows. */
async function listeners(): Promise<number[]> {
  const client = new Client(bench.dsn);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN outbox'`,
  );
  await client.end();
  return rows.map(({ pid }) => pid);
}

describe(Relay.name, () => {
  it('publishes what was committed, once', async () => {
    const rows = await ask(3);
    const { one, published } = relay();
    await one.drain();
    await one.drain();
    expect(published).toEqual([3, 0]);
    expect(await bench.jobs('deliver-webhook')).toEqual(idsOf(rows));
    expect(await waiting()).toBe(0);
    const job = await bench.queue('deliver-webhook').getJob(idsOf(rows)[0] ?? '');
    expect(job?.data).toEqual({ organization_id: organisation, id: expect.stringMatching(/^[\da-f-]{36}$/) });
  });

  it('publishes nothing of a transaction that was taken back', async () => {
    const broken = bench.database.inOrganisation(organisation, async (tx) => {
      await enqueue(tx, { queue: 'deliver-webhook', id: uuidv7(), attempt: 1 });
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    await relay().one.drain();
    expect(await bench.jobs('deliver-webhook')).toEqual([]);
  });

  it('goes through more rows than one batch', async () => {
    const rows = await ask(450);
    const { one, published } = relay();
    await one.drain();
    expect(published).toEqual([200, 200, 50]);
    expect(await bench.jobs('deliver-webhook')).toHaveLength(rows.length);
  });

  it('keeps the due time of a job', async () => {
    const [row = ''] = await ask(1, new Date(now.getTime() + 90_000));
    await relay().one.drain();
    const job = await bench.queue('deliver-webhook').getJob(jobId('deliver-webhook', row, 1));
    expect(job?.delay).toBe(90_000);
    expect(await job?.getState()).toBe('delayed');
  });

  it('keeps the rows while Redis refuses them', async () => {
    const rows = await ask(3);
    await bench.redis.config('SET', 'maxmemory', '1mb');
    const { one } = relay();
    await expect(one.drain()).rejects.toThrow('OOM');
    expect(await waiting()).toBe(3);
    await bench.redis.config('SET', 'maxmemory', '0');
    await one.drain();
    expect(await waiting()).toBe(0);
    expect(await bench.jobs('deliver-webhook')).toEqual(idsOf(rows));
  });

  it('keeps the rows, and does not wait for ever, while Redis is away', async () => {
    await ask(1);
    const away = new JobPublisher({ host: '127.0.0.1', port: 1, maxRetriesPerRequest: null }, 200);
    const one = new Relay(bench.system, away, {
      dsn: bench.dsn,
      pollMs: LONG,
      now: () => now,
      onPublished: () => undefined,
      onError: () => undefined,
    });
    await expect(one.drain()).rejects.toThrow('Redis did not answer');
    expect(await waiting()).toBe(1);
    await away.close();
  });

  it('keeps a row whose queue nobody knows, and publishes the others', async () => {
    const [row = ''] = await ask(1);
    await bench.database.inOrganisation(organisation, (tx) =>
      addToOutbox(tx, [{ queue: 'polish-shoes', subjectId: uuidv7(), attempt: 1 }]),
    );
    await expect(relay().one.drain()).rejects.toThrow('no queue is named polish-shoes');
    expect(await bench.jobs('deliver-webhook')).toEqual(idsOf([row]));
    expect(await waiting()).toBe(2);
  });

  it('shares the rows with other relays, none published twice', async () => {
    const rows = await ask(600);
    const all = [relay(), relay(), relay()];
    await Promise.all(all.map(({ one }) => one.drain()));
    expect(all.flatMap(({ published }) => published).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
    expect(await bench.jobs('deliver-webhook')).toEqual(idsOf(rows));
  });

  it('is woken by the commit', async () => {
    const { one, errors } = relay();
    one.start();
    await vi.waitFor(async () => expect(await listeners()).toHaveLength(1), 10_000);
    const rows = await ask(2);
    await vi.waitFor(async () => expect(await bench.jobs('deliver-webhook')).toEqual(idsOf(rows)), 10_000);
    expect(errors).toEqual([]);
  });

  it('listens again after its connection was cut', async () => {
    const { one, errors } = relay({ pollMs: 50 });
    one.start();
    const [first = 0] = await vi.waitFor(async () => {
      const found = await listeners();
      expect(found).toHaveLength(1);
      return found;
    }, 10_000);
    const client = new Client(bench.dsn);
    await client.connect();
    await client.query('SELECT pg_terminate_backend($1)', [first]);
    await client.end();
    await vi.waitFor(async () => {
      const found = await listeners();
      expect(found).toHaveLength(1);
      expect(found).not.toContain(first);
    }, 10_000);
    expect(errors.map(String).join()).toContain('terminat');
  });

  it('survives a server that goes away between connecting and listening', async () => {
    const server = createServer((socket) => {
      socket.once('data', () => {
        // AuthenticationOk and ReadyForQuery; then the first query is answered by hanging up.
        socket.write(Buffer.from('5200000008000000005a0000000549', 'hex'));
        socket.once('data', () => socket.destroy());
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const { one, errors } = relay({ dsn: `postgres://any@127.0.0.1:${port}/any`, pollMs: 20 });
    one.start();
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(3), 10_000);
    await one.stop();
    server.close();
  });
});
