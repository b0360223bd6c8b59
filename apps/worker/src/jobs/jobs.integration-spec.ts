import { loadSettings, DatabaseSettings, QueueSettings, RedisSettings } from '@onefacture/config';
import { SystemFunctions } from '@onefacture/database';
import { Clock, Metrics } from '@onefacture/observability';
import { enqueue, QUEUE_NAMES, type JobPayload, type QueueName } from '@onefacture/queue';
import { Logger } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestRedis } from '../../../../test/services/private-redis.js';
import { startTenants, type TenantBench } from '../../../../libs/database/src/testing/tenants.js';
import type { JobProcessor } from './job-processor.js';
import { JobSources } from './job-sources.js';
import { JobWorkers } from './job-workers.js';

let bench: TenantBench;
let organisation: string;
let server: Awaited<ReturnType<typeof startTestRedis>>;
beforeAll(async () => {
  Logger.overrideLogger(false);
  bench = await startTenants();
  organisation = await bench.organisation();
});
afterAll(() => bench.stop());

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** The moving parts of a worker on a Redis of its own; `handle` stands for all services. */
async function start(handle: (queue: QueueName, job: JobPayload) => Promise<number | void>, environment: object = {}) {
  server = await startTestRedis();
  ends.push(server.stop);
  const settings = loadSettings({
    ONEFACTURE_DB_DSN: bench.dsn,
    ONEFACTURE_REDIS_ADDR: server.address,
    ONEFACTURE_RELAY_POLL: '200ms',
    ONEFACTURE_SWEEP_INTERVAL: '200ms',
    ...environment,
  });
  const metrics = new Metrics();
  const processors = QUEUE_NAMES.map((queue): JobProcessor => ({
    queue,
    process: (job: JobPayload) => handle(queue, job),
  }));
  const [redis, queues] = [settings.get(RedisSettings), settings.get(QueueSettings)];
  const workers = new JobWorkers(processors, redis, queues, metrics);
  const parts = { database: settings.get(DatabaseSettings), redis, queues };
  const sources = new JobSources(parts, new SystemFunctions(bench.database), metrics, new Clock());
  const stop = () => Promise.all([workers.beforeApplicationShutdown(), sources.beforeApplicationShutdown()]);
  workers.onApplicationBootstrap();
  sources.onApplicationBootstrap();
  return { metrics, workers, stop };
}
const ask = (queue: QueueName, id = uuidv7()) =>
  bench.database.inOrganisation(organisation, (tx) => enqueue(tx, { queue, id, attempt: 1 })).then(() => id);

describe('the worker', () => {
  it('brings each committed job to the processor of its queue', async () => {
    const seen: string[] = [];
    const { stop, metrics } = await start(async (queue, { organization_id, id }) => {
      seen.push(`${queue} ${organization_id} ${id}`);
    });
    const wanted = await Promise.all(QUEUE_NAMES.map(async (queue) => `${queue} ${organisation} ${await ask(queue)}`));
    await vi.waitFor(() => expect(seen.toSorted()).toEqual(wanted.toSorted()), 10_000);
    await stop();
    const text = await metrics.text();
    expect(text).toMatch(/onefacture_queue_job_seconds_count\{queue="submit-invoice",result="done"\} 1/);
    expect(text).toContain(`onefacture_relay_published_total ${QUEUE_NAMES.length}`);
  });

  it('goes on after a job that fails, and counts it', async () => {
    const seen: string[] = [];
    const { stop, metrics } = await start(async (_, { id }) => {
      seen.push(id);
      if (seen.length === 1) throw new Error('the first one fails');
    });
    const first = await ask('submit-invoice');
    await vi.waitFor(() => expect(seen).toEqual([first]), 10_000);
    const second = await ask('submit-invoice');
    await vi.waitFor(() => expect(seen).toEqual([first, second]), 10_000);
    await stop();
    expect(await metrics.text()).toMatch(/queue_job_seconds_count\{queue="submit-invoice",result="failed"\} 1/);
  });

  it('sees a job again that could not be looked at yet, and counts it once', async () => {
    const seen: string[] = [];
    const { stop, metrics } = await start(async (_, { id }) => {
      seen.push(id);
      return seen.length < 3 ? 50 : 0;
    });
    const id = await ask('deliver-webhook');
    await vi.waitFor(() => expect(seen).toEqual([id, id, id]), 10_000);
    await stop();
    const text = await metrics.text();
    expect(text).toMatch(/queue_job_seconds_count\{queue="deliver-webhook",result="done"\} 1/);
    expect(text).not.toContain('result="failed"');
  });

  it('brings due rows back that Redis knows nothing of', async () => {
    const seen = new Set<string>();
    const id = uuidv7();
    await bench.database.inOrganisation(organisation, (tx) =>
      tx.manager.query(
        `INSERT INTO platform_connections (organization_id, id, platform, poll_due_at) VALUES ($1, $2, 'sandbox', now())`,
        [organisation, id],
      ),
    );
    const { stop } = await start(async (queue, job) => {
      seen.add(`${queue} ${job.id}`);
      await bench.database.inOrganisation(organisation, (tx) =>
        tx.manager.query('UPDATE platform_connections SET poll_due_at = NULL WHERE id = $1', [job.id]),
      );
    });
    await vi.waitFor(() => expect([...seen]).toEqual([`track-status ${id}`]), 10_000);
    await stop();
  });

  it('shows how many jobs are where', async () => {
    const held: (() => void)[] = [];
    let holding = true;
    const { stop, metrics } = await start(() => new Promise((resolve) => (holding ? held.push(resolve) : resolve())), {
      ONEFACTURE_QUEUE_CONCURRENCY: '1',
    });
    await Promise.all([ask('deliver-webhook'), ask('deliver-webhook'), ask('deliver-webhook')]);
    await vi.waitFor(async () => {
      const text = await metrics.text();
      expect(text).toContain('onefacture_queue_jobs{queue="deliver-webhook",state="active"} 1');
      expect(text).toContain('onefacture_queue_jobs{queue="deliver-webhook",state="waiting"} 2');
    }, 10_000);
    holding = false;
    const stopping = stop();
    for (const end of held) end();
    await stopping;
  });
});

describe('a shutdown', () => {
  it('waits for the jobs in hand and takes no new ones', async () => {
    const held: (() => void)[] = [];
    let done = 0;
    const { stop, workers } = await start(async () => {
      await new Promise<void>((resolve) => held.push(resolve));
      done += 1;
    });
    await ask('deliver-webhook');
    await vi.waitFor(() => expect(held).toHaveLength(1), 10_000);
    let stopped = false;
    const stopping = workers.beforeApplicationShutdown().then(() => {
      stopped = true;
    });
    await ask('deliver-webhook');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([stopped, done, held.length]).toEqual([false, 0, 1]);
    for (const end of held) end();
    await stopping;
    expect(done).toBe(1);
    await stop();
  });

  it('comes to an end while Redis is away', async () => {
    const { stop } = await start(async () => undefined);
    await server.stop();
    await ask('deliver-webhook');
    await expect(stop()).resolves.toHaveLength(2);
    await new SystemFunctions(bench.database).relayOutbox(1_000, async () => undefined);
  });
});
