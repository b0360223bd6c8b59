import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { median } from './figures.js';
import type { Machine } from './machine.js';

/** As the worker's own defaults (ONEFACTURE_QUEUE_CONCURRENCY, ONEFACTURE_DB_MAX_CONNS). */
const CONCURRENCY = 10;
const POOL_SIZE = 20;
/** Sealed CII and Factur-X of an invoice of one line, in bytes, about. */
const XML_BYTES = 8_000;
const PDF_BYTES = 60_000;

const TABLES = `
  CREATE TABLE bare_invoices (id uuid PRIMARY KEY, state text, due_at timestamptz, model bytea, version integer);
  CREATE TABLE bare_documents (invoice_id uuid, kind text, bytes bytea, PRIMARY KEY (invoice_id, kind));
  CREATE TABLE bare_tries (id uuid PRIMARY KEY, invoice_id uuid, state text, sent_at timestamptz, answered_at timestamptz);
  CREATE TABLE bare_polls (id integer PRIMARY KEY, due_at timestamptz);
  INSERT INTO bare_polls VALUES (1, NULL);`;

/**
 * What submissions cost without us: jobs of BullMQ that do nothing but the statements of one submission, in its five
 * transactions, with bytes as large as its documents. No row-level security, no document made or validated, no call.
 * @returns jobs a second, the median of rounds
 */
export async function bareSubmissions({ dsn, redis }: Machine, jobs: number, rounds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: dsn, max: POOL_SIZE });
  const connections = [0, 1].map(() => new Redis(`redis://${redis}`, { maxRetriesPerRequest: null }));
  const [connection, blocking] = connections;
  if (!connection || !blocking) throw new Error('no connection');
  await pool.query(TABLES);
  const queue = new Queue('bare-submissions', { connection });
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
    `INSERT INTO bare_invoices SELECT id, 'queued', now(), decode(repeat('00', 2000), 'hex'), 1
     FROM unnest($1::uuid[]) id`,
    [ids],
  );
  const startedAt = performance.now();
  await queue.addBulk(ids.map((id) => ({ name: 'bare', data: { id }, opts: { removeOnComplete: true } })));
  await new Promise<void>((over) => {
    let done = 0;
    const worker = new Worker<{ id: string }>(queue.name, async ({ data: { id } }) => submit(pool, id), {
      connection,
      concurrency: CONCURRENCY,
    });
    worker.on('completed', () => {
      done += 1;
      if (done === jobs) over(worker.close());
    });
  });
  return jobs / ((performance.now() - startedAt) / 1_000);
}

const XML = Buffer.alloc(XML_BYTES, 1);
const PDF = Buffer.alloc(PDF_BYTES, 2);

async function submit(pool: pg.Pool, id: string): Promise<void> {
  const attempt = uuidv7();
  await inTransaction(pool, async (client) => {
    await client.query('SELECT * FROM bare_invoices WHERE id = $1 FOR UPDATE', [id]);
    await client.query(`UPDATE bare_invoices SET state = 'sending', due_at = now() + interval '25 s' WHERE id = $1`, [
      id,
    ]);
    await client.query('SELECT * FROM bare_tries WHERE invoice_id = $1', [id]);
    await client.query('SELECT * FROM platform_connections LIMIT 1');
  });
  await inTransaction(pool, (client) => client.query('SELECT * FROM bare_documents WHERE invoice_id = $1', [id]));
  await inTransaction(pool, async (client) => {
    await client.query(`INSERT INTO bare_documents VALUES ($1, 'cii', $2)`, [id, XML]);
    await client.query(`INSERT INTO bare_documents VALUES ($1, 'facturx', $2)`, [id, PDF]);
    await client.query('SELECT * FROM bare_documents WHERE invoice_id = $1', [id]);
  });
  await inTransaction(pool, async (client) => {
    await client.query('SELECT * FROM bare_tries WHERE invoice_id = $1', [id]);
    await client.query('SELECT * FROM platform_connections LIMIT 1');
    await client.query(`INSERT INTO bare_tries VALUES ($1, $2, 'SENT', now(), NULL)`, [attempt, id]);
  });
  await inTransaction(pool, async (client) => {
    await client.query('SELECT * FROM bare_invoices WHERE id = $1 FOR UPDATE', [id]);
    await client.query(`UPDATE bare_tries SET state = 'ACKED', answered_at = now() WHERE id = $1`, [attempt]);
    await client.query(`UPDATE bare_invoices SET state = 'accepted', due_at = NULL, version = 2 WHERE id = $1`, [id]);
    await client.query('SELECT * FROM bare_polls WHERE id = 1 FOR UPDATE');
  });
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('START TRANSACTION');
    await work(client);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
