import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Client as DatabaseClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startSimulator, type RunningSimulator } from '../../apps/simulator/src/simulator.js';
import { checked, type Answer, type Client } from './client.js';
import { invoiceBody } from './invoices.js';
import { Invoice, Problem } from './shapes.js';
import { startStack, type Stack } from './stack.js';

const TOKEN = 'workload-token-of-the-key-broker';
const PROGRAM = resolve(import.meta.dirname, '../../dist/scripts/keys.js');
const Key = z.object({
  state: z.string(),
  key_id: z.string().nullable(),
  retired_key_ids: z.array(z.string()),
  pending_rewrap: z.int(),
});
const Seen = z.object({ calls: z.record(z.string(), z.number()) });

let folder: string;
let vault: RunningSimulator;
let stack: Stack;
let database: DatabaseClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onefacture-keys-'));
  vault = await startSimulator({ port: 0, dataDir: folder, clientSecret: TOKEN });
  stack = await startStack({
    worker: false,
    settings: {
      ONEFACTURE_KMS_URL: `${vault.url}/kms`,
      ONEFACTURE_KMS_TOKEN: TOKEN,
      ONEFACTURE_KMS_CACHE_TTL: '2s',
      ONEFACTURE_KMS_TIMEOUT: '5s',
    },
  });
  database = new DatabaseClient({ connectionString: stack.dsn });
  await database.connect();
});
afterAll(async () => {
  await database?.end();
  await stack?.stop();
  await vault?.stop();
  await rm(folder, { recursive: true, force: true });
});

const broker = async (wanted: object): Promise<void> => {
  const answer = await fetch(`${vault.url}/_simulator/kms`, { method: 'POST', body: JSON.stringify(wanted) });
  expect(answer.status).toBe(204);
};
const calls = async () => Seen.parse(await (await fetch(`${vault.url}/_simulator/kms`)).json()).calls;
const create = async (client: Client) =>
  Invoice.parse(checked(await client.post('/v1/invoices', invoiceBody()), 201).json).id;
const keyPath = (client: Client) => `/v1/admin/organizations/${client.organizationId}/key`;
const keyOf = async (client: Client) => Key.parse(checked(await stack.operator.get(keyPath(client)), 200).json);

function expectUnavailable(answer: Answer): void {
  expect(Problem.parse(checked(answer, 503).json)).toMatchObject({ code: 'key.unavailable', retryable: true });
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
}

/** How many values of an organisation are under which key. */
async function sealedUnder(client: Client): Promise<Record<string, number>> {
  const { rows } = await database.query<{ key_id: string; count: string }>(
    'SELECT key_id, sum(count) AS count FROM sealed_keys($1) GROUP BY 1',
    [client.organizationId],
  );
  return Object.fromEntries(rows.map(({ key_id, count }) => [key_id, Number(count)]));
}

interface Run {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<unknown>;
}

/** Starts the command as an operator would, with a key of its own settings beside the broker. */
function rewrap(client: Client, settings: Record<string, string> = {}): Run {
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    ONEFACTURE_DB_DSN: stack.dsn,
    ONEFACTURE_REDIS_ADDR: stack.redisAddress,
    ONEFACTURE_ENCRYPTION_KEY_ID: 'e2e-1',
    ONEFACTURE_ENCRYPTION_KEY: '5a'.repeat(32),
    ONEFACTURE_KMS_URL: `${vault.url}/kms`,
    ONEFACTURE_KMS_TOKEN: TOKEN,
    ONEFACTURE_KMS_TIMEOUT: '10s',
    ...settings,
  };
  const child = spawn(process.execPath, [PROGRAM, 'rewrap', '--organization', client.organizationId], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (l) => lines.push(l));
  return { child, lines, ended: once(child, 'close') };
}

describe('a stack whose keys are at a broker', () => {
  it('keeps nothing in clear, and asks the broker far less than once a value', async () => {
    const acme = await stack.organisation();
    const before = await calls();
    const ids = await Promise.all(Array.from({ length: 10 }, () => create(acme)));
    for (const id of ids) await acme.invoice(id);
    const after = await calls();
    const made = Object.values(after).reduce((sum, count) => sum + count, 0);
    const were = Object.values(before).reduce((sum, count) => sum + count, 0);
    expect(made - were).toBeLessThan(ids.length * 2);
    expect(Object.keys(await sealedUnder(acme))).toEqual(['kms:onefacture']);
    const { rows } = await database.query<{ model: Buffer }>('SELECT model FROM invoices WHERE id = ANY ($1)', [ids]);
    expect(rows.every(({ model }) => !model.includes('Acme') && model.toString('latin1').startsWith('OFX1'))).toBe(
      true,
    );
  });

  it('answers 503 to reads and writes while it is down, stores nothing, and goes on by itself', async () => {
    const acme = await stack.organisation();
    const id = await create(acme);
    await broker({ mode: 'down' });
    // What is in memory is read for the time of the setting, no longer.
    await expect.poll(async () => (await acme.get(`/v1/invoices/${id}`)).status, { timeout: 30_000 }).toBe(503);
    expectUnavailable(await acme.get(`/v1/invoices/${id}`));
    const count = async () =>
      (await database.query('SELECT FROM invoices WHERE organization_id = $1', [acme.organizationId])).rowCount;
    const were = await count();
    expectUnavailable(await acme.post('/v1/invoices', invoiceBody()));
    expectUnavailable(await acme.post('/v1/invoices', invoiceBody(), { 'Idempotency-Key': 'while-down' }));
    expect(await count()).toBe(were);
    checked(await acme.get('/v1/invoices'), 200);
    await broker({ mode: 'cut' });
    await expect.poll(async () => (await acme.get(`/v1/invoices/${id}`)).status, { timeout: 30_000 }).toBe(503);
    await broker({ mode: 'up' });
    await expect.poll(async () => (await acme.get(`/v1/invoices/${id}`)).status, { timeout: 30_000 }).toBe(200);
    checked(await acme.post('/v1/invoices', invoiceBody(), { 'Idempotency-Key': 'while-down' }), 201);
  });

  it('re-wraps, is killed half-way, and ends what it began when started again', async () => {
    const acme = await stack.organisation();
    const ids = await Promise.all(Array.from({ length: 30 }, () => create(acme)));
    await Promise.all(
      ids
        .slice(0, 20)
        .map(async (id) => checked(await acme.post(`/v1/invoices/${id}/cancel`, {}, { 'Idempotency-Key': id }), 200)),
    );
    const own = Key.parse(checked(await stack.operator.put(keyPath(acme), {}), 200).json);
    const all = own.pending_rewrap;
    expect([own.state, own.key_id, all > 30]).toEqual(['active', `org-${acme.organizationId}-1`, true]);
    expect(Problem.parse(checked(await stack.operator.delete(keyPath(acme)), 409).json)).toMatchObject({
      code: 'key.rewrap_needed',
      pending_rewrap: all,
    });
    await broker({ delay_ms: 1_000 });
    const first = rewrap(acme);
    await expect
      .poll(async () => (await keyOf(acme)).pending_rewrap, { timeout: 60_000, interval: 20 })
      .toBeLessThan(all);
    first.child.kill('SIGKILL');
    await first.ended;
    const left = (await keyOf(acme)).pending_rewrap;
    expect(left).toBeGreaterThan(0);
    await broker({ delay_ms: 0 });
    for (const id of ids) await acme.invoice(id);
    const second = rewrap(acme);
    await second.ended;
    expect(second.lines.join('\n')).toContain(`${left} values re-wrapped, 0 could not be`);
    expect(second.lines.join('\n')).toMatch(/invoices\.model: page \d+ of \d+/);
    expect(second.child.exitCode).toBe(0);
    expect((await keyOf(acme)).pending_rewrap).toBe(0);
    expect(Object.keys(await sealedUnder(acme))).toEqual([`kms:org-${acme.organizationId}-1`]);
    for (const id of ids) await acme.invoice(id);
  });

  it('says why it ends when the broker is away', async () => {
    const acme = await stack.organisation();
    await create(acme);
    checked(await stack.operator.put(keyPath(acme), {}), 200);
    await broker({ mode: 'down' });
    const run = rewrap(acme);
    await run.ended;
    await broker({ mode: 'up' });
    expect(run.child.exitCode).toBe(1);
    expect(run.lines.join('\n')).toMatch(/keeps the encryption keys does not answer.*Start it again/);
  });

  it('erases an organisation by destroying its key; others go on', async () => {
    const [gone, other] = [await stack.organisation(), await stack.organisation()];
    checked(await stack.operator.put(keyPath(gone), {}), 200);
    const [id, theirs] = [await create(gone), await create(other)];
    const run = rewrap(gone);
    await run.ended;
    expect(Key.parse(checked(await stack.operator.delete(keyPath(gone)), 200).json).state).toBe('destroyed');
    const problem = Problem.parse(checked(await gone.get(`/v1/invoices/${id}`), 410).json);
    expect(problem).toMatchObject({ code: 'key.destroyed', retryable: false });
    expect(Problem.parse(checked(await gone.post('/v1/invoices', invoiceBody()), 410).json).code).toBe('key.destroyed');
    checked(await stack.operator.put(keyPath(gone), {}), 410);
    checked(await stack.operator.delete(keyPath(gone)), 200);
    expect((await other.invoice(theirs)).id).toBe(theirs);
    expect(await keyOf(other)).toMatchObject({ state: 'shared', key_id: null });
  });
});

describe('the boot', () => {
  it('refuses half a broker, and production without any key', async () => {
    const half = rewrap(stack.operator, { ONEFACTURE_KMS_TOKEN: '' });
    await half.ended;
    expect(half.lines.join('\n')).toMatch(/ONEFACTURE_KMS_TOKEN: got nothing, wanted the bearer token/);
    const none = rewrap(stack.operator, {
      ONEFACTURE_ENV: 'production',
      ONEFACTURE_ENCRYPTION_KEY: '',
      ONEFACTURE_KMS_URL: '',
      ONEFACTURE_KMS_TOKEN: '',
    });
    await none.ended;
    expect(none.lines.join('\n')).toMatch(/ONEFACTURE_ENCRYPTION_KEY: got nothing, wanted a key of 64/);
    expect([half.child.exitCode, none.child.exitCode]).toEqual([1, 1]);
  });
});
