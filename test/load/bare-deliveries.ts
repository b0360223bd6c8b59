import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { median } from './figures.js';
import type { Machine } from './machine.js';

/** As many as the worker makes at a time (ONEFACTURE_WEBHOOK_CONCURRENCY), on a pool of the same size. */
const CONCURRENCY = 50;
const POOL_SIZE = 20;

const TABLES = `
  CREATE TABLE bare_deliveries (id uuid PRIMARY KEY, state text, attempts integer, due_at timestamptz, body text);
  CREATE TABLE bare_attempts (id uuid PRIMARY KEY, delivery_id uuid, at timestamptz, result text, headers jsonb);`;

/**
 * What deliveries cost without us: jobs of BullMQ that do nothing but the statements of one delivery, in its two
 * transactions. No row-level security, no signature, no call.
 * @returns jobs a second, the median of rounds
 */
export async function bareDeliveries({ dsn, redis }: Machine, jobs: number, rounds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: dsn, max: POOL_SIZE });
  const connections = [0, 1].map(() => new Redis(`redis://${redis}`, { maxRetriesPerRequest: null }));
  const [connection, blocking] = connections;
  if (!connection || !blocking) throw new Error('no connection');
  await pool.query(TABLES);
  const queue = new Queue('bare-deliveries', { connection });
  const speeds: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) speeds.push(await oneRound(pool, queue, blocking, jobs));
  } finally {
    await queue.close();
    for (const one of connections) one.disconnect();
    await pool.end();
  }
  return median(speeds);
}

async function oneRound(pool: pg.Pool, queue: Queue, connection: Redis, jobs: number): Promise<number> {
  const ids = Array.from({ length: jobs }, () => uuidv7());
  await pool.query(
    `INSERT INTO bare_deliveries SELECT id, 'pending', 0, now(), repeat('x', 200) FROM unnest($1::uuid[]) id`,
    [ids],
  );
  const startedAt = performance.now();
  let done = 0;
  let finish: (() => void) | undefined;
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await queue.addBulk(ids.map((id) => ({ name: 'bare', data: { id }, opts: { removeOnComplete: true } })));
  const worker = new Worker<{ id: string }>(
    queue.name,
    async ({ data: { id } }) => {
      await claim(pool, id);
      await settle(pool, id);
      done += 1;
      if (done === jobs) finish?.();
    },
    { connection, concurrency: CONCURRENCY },
  );
  await over;
  const seconds = (performance.now() - startedAt) / 1_000;
  await worker.close();
  return jobs / seconds;
}

const claim = (pool: pg.Pool, id: string): Promise<void> =>
  inTransaction(pool, async (client) => {
    await client.query('SELECT * FROM bare_deliveries WHERE id = $1 FOR UPDATE', [id]);
    await client.query('SELECT * FROM webhook_endpoints WHERE id = $1', [id]);
    await client.query('SELECT * FROM webhook_messages WHERE id = $1', [id]);
    await client.query(`UPDATE bare_deliveries SET due_at = now() + interval '20 s' WHERE id = $1`, [id]);
  });

const settle = (pool: pg.Pool, id: string): Promise<void> =>
  inTransaction(pool, async (client) => {
    await client.query('SELECT * FROM bare_deliveries WHERE id = $1 FOR UPDATE', [id]);
    await client.query(`INSERT INTO bare_attempts VALUES ($1, $2, now(), 'succeeded', '{"a": "b"}')`, [uuidv7(), id]);
    await client.query('UPDATE webhook_endpoints SET overloads = 0 WHERE id = $1 AND failing_since IS NOT NULL', [id]);
    await client.query(`UPDATE bare_deliveries SET state = 'delivered', attempts = 1, due_at = NULL WHERE id = $1`, [
      id,
    ]);
  });

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('START TRANSACTION');
    await work(client);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
