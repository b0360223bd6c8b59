import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { loadSettings, SettingsModule } from '@onefacture/config';
import { Database, KeyFunctions, SystemFunctions } from '@onefacture/database';
import { MetricsModule } from '@onefacture/observability';
import { Envelope } from '@onefacture/security';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFakeBroker, type FakeBroker } from '../../../security/src/testing/fake-broker.js';
import { createTestDatabase } from '../../../../test/services/postgres.js';
import { startTestRedis } from '../../../../test/services/private-redis.js';
import { KeyRewrap } from './key-rewrap.service.js';
import { OrganisationKeysModule } from './organisation-keys.module.js';
import { OrganisationKeys } from './organisation-keys.service.js';
import { uuidv7 } from 'uuidv7';

Logger.overrideLogger(false);
const OLD = { ONEFACTURE_ENCRYPTION_KEY_ID: 'old', ONEFACTURE_ENCRYPTION_KEY: 'aa'.repeat(32) };
const NEXT = {
  ONEFACTURE_ENCRYPTION_KEY_ID: 'next',
  ONEFACTURE_ENCRYPTION_KEY: 'bb'.repeat(32),
  ONEFACTURE_ENCRYPTION_RETIRED_KEYS: `old:${'aa'.repeat(32)}`,
};

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let redis: Awaited<ReturnType<typeof startTestRedis>>;
let fake: FakeBroker;
let owner: Client;
const started: TestingModule[] = [];
/** A process of the fleet with keys of the settings, or at the broker. */
let before: TestingModule;
let rotated: TestingModule;
let broker: TestingModule;

async function processWith(environment: Record<string, string>): Promise<TestingModule> {
  const settings = loadSettings({
    ...environment,
    ONEFACTURE_DB_DSN: database.dsn,
    ONEFACTURE_REDIS_ADDR: redis.address,
    ONEFACTURE_DB_MAX_CONNS: '5',
  });
  const module = await Test.createTestingModule({
    imports: [SettingsModule.forRoot(settings), MetricsModule, OrganisationKeysModule],
  }).compile();
  started.push(module);
  return module.init();
}

beforeAll(async () => {
  [database, redis, fake] = await Promise.all([createTestDatabase(), startTestRedis(), startFakeBroker('onefacture')]);
  owner = new Client(database.dsn);
  await owner.connect();
  const kms = { ONEFACTURE_KMS_URL: fake.url, ONEFACTURE_KMS_TOKEN: fake.token, ONEFACTURE_KMS_CACHE_TTL: '0s' };
  before = await processWith(OLD);
  rotated = await processWith(NEXT);
  broker = await processWith({ ...NEXT, ...kms });
});
afterEach(() => {
  fake.fault = undefined;
});
afterAll(async () => {
  for (const module of started) await module.close();
  await owner.end();
  await Promise.all([database.drop(), redis.stop(), fake.stop()]);
});

const place = (organization_id: string, row: string) => ({ organization_id, row, column: 'idempotency_keys.answer' });

async function organisation(mode: 'live' | 'test' = 'live'): Promise<string> {
  const id = uuidv7();
  await before
    .get(Database)
    .inOrganisation(id, (tx) =>
      tx.manager.query(`INSERT INTO organizations (id, name, mode) VALUES ($1, 'Acme', $2)`, [id, mode]),
    );
  return id;
}

/** Seals a text as this process does and stores it. */
async function store(module: TestingModule, id: string, row: string): Promise<void> {
  const sealed = await module.get(Envelope).sealText(`text of ${row}`, place(id, row));
  await module.get(Database).inOrganisation(id, (tx) =>
    tx.manager.query(
      `INSERT INTO idempotency_keys (organization_id, key, fingerprint, answer, expires_at)
           VALUES ($1, $2, '\\x00', $3, now() + interval '1 day')`,
      [id, row, Buffer.from(sealed)],
    ),
  );
}

async function read(module: TestingModule, id: string, row: string): Promise<string> {
  const { rows } = await owner.query<{ answer: Buffer }>(
    'SELECT answer FROM idempotency_keys WHERE organization_id = $1 AND key = $2',
    [id, row],
  );
  return module.get(Envelope).openText(rows[0]?.answer ?? Buffer.alloc(0), place(id, row));
}

const keysOf = async (id: string) => Object.fromEntries(await before.get(KeyFunctions).sealedKeys(id));
const rows = (count: number) => Array.from({ length: count }, (_, index) => `row-${index}`);

const keys = () => broker.get(OrganisationKeys);
const fault = (code: string) => ({ code: 'request.invalid', options: { errors: [{ field: 'key_id', code }] } });
/** Makes or deletes a key at the broker behind our back. */
const put = (name: string, method = 'PUT') =>
  fetch(`${fake.url}/v1/keys/${name}`, { method, headers: { authorization: `Bearer ${fake.token}` } });

describe(KeyRewrap.name, () => {
  it('moves from one key of the settings to the next, and from there to the broker', async () => {
    const id = await organisation();
    for (const row of rows(3)) await store(before, id, row);
    expect(await keysOf(id)).toEqual({ old: 3 });
    const options = { organizationId: id };
    expect(await rotated.get(KeyRewrap).run(options)).toMatchObject({ rewrapped: 3, failed: 0, complete: true });
    expect(await keysOf(id)).toEqual({ next: 3 });
    expect(await rotated.get(KeyRewrap).run(options)).toMatchObject({ rewrapped: 0, complete: true });
    expect(await broker.get(KeyRewrap).run(options)).toMatchObject({ rewrapped: 3, complete: true });
    expect(await keysOf(id)).toEqual({ 'kms:onefacture': 3 });
    for (const row of rows(3)) expect(await read(broker, id, row)).toBe(`text of ${row}`);
    await expect(read(before, id, 'row-0')).rejects.toMatchObject({ code: 'data.undecryptable' });
  });

  it('stops at any moment and goes on where it was', async () => {
    const id = await organisation();
    for (const row of rows(100)) await store(before, id, row);
    const stop = new AbortController();
    const seen: number[] = [];
    const first = await rotated.get(KeyRewrap).run({
      organizationId: id,
      signal: stop.signal,
      onProgress: ({ rewrapped }) => {
        seen.push(rewrapped);
        if (rewrapped > 0) stop.abort();
      },
    });
    expect(first.complete).toBe(false);
    expect(await keysOf(id)).toEqual({ next: first.rewrapped, old: 100 - first.rewrapped });
    expect(first.rewrapped).toBeLessThan(100);
    const second = await rotated.get(KeyRewrap).run({ organizationId: id });
    expect([second.rewrapped, second.complete]).toEqual([100 - first.rewrapped, true]);
    for (const row of rows(100)) expect(await read(rotated, id, row)).toBe(`text of ${row}`);
  });

  it('two at a time harm nothing', async () => {
    const id = await organisation();
    for (const row of rows(90)) await store(before, id, row);
    const both = await Promise.all([
      rotated.get(KeyRewrap).run({ organizationId: id }),
      rotated.get(KeyRewrap).run({ organizationId: id }),
    ]);
    expect(both[0].rewrapped + both[1].rewrapped).toBe(90);
    for (const row of rows(90)) expect(await read(rotated, id, row)).toBe(`text of ${row}`);
  });

  it('leaves what it cannot read, tells where, and does the rest', async () => {
    const id = await organisation();
    for (const row of rows(3)) await store(before, id, row);
    await owner.query(
      `UPDATE idempotency_keys SET answer = overlay(answer placing '\\xff'::bytea from 20) WHERE organization_id = $1 AND key = 'row-1'`,
      [id],
    );
    expect(await rotated.get(KeyRewrap).run({ organizationId: id })).toMatchObject({
      rewrapped: 2,
      failed: 1,
      complete: true,
      faults: [{ organizationId: id, column: 'idempotency_keys.answer', message: expect.stringContaining('key old') }],
    });
  });

  it('ends when the broker does not answer, and nothing is lost', async () => {
    const id = await organisation();
    await store(before, id, 'row');
    fake.fault = (_, response) => response.writeHead(500).end();
    await expect(broker.get(KeyRewrap).run({ organizationId: id })).rejects.toMatchObject({ code: 'key.unavailable' });
    expect(await keysOf(id)).toEqual({ old: 1 });
    expect(await read(before, id, 'row')).toBe('text of row');
  });
});

describe(OrganisationKeys.name, () => {
  it('gives a key, rotates it, and destroys all of them once everything is under them', async () => {
    const id = await organisation();
    await store(broker, id, 'row-0');
    expect(await keys().get(id)).toMatchObject({ state: 'shared', pendingRewrap: 0 });
    const given = await keys().assign(id, undefined, 'admin');
    expect(given).toMatchObject({ state: 'active', keyId: `org-${id}-1`, pendingRewrap: 1, retiredKeyIds: [] });
    expect(await keys().assign(id, `org-${id}-1`, 'admin')).toEqual(given);
    await store(broker, id, 'row-1');
    await expect(keys().destroy(id, 'admin')).rejects.toMatchObject({
      code: 'key.rewrap_needed',
      options: { members: { pending_rewrap: 1 } },
    });
    await broker.get(KeyRewrap).run({ organizationId: id });
    const second = await keys().assign(id, undefined, 'admin');
    expect(second).toMatchObject({ keyId: `org-${id}-2`, retiredKeyIds: [`org-${id}-1`], pendingRewrap: 2 });
    expect(await read(broker, id, 'row-0')).toBe('text of row-0');
    await broker.get(KeyRewrap).run({ organizationId: id });
    expect(await keysOf(id)).toEqual({ [`kms:org-${id}-2`]: 2 });
    expect(await keys().destroy(id, 'admin')).toMatchObject({ state: 'destroyed', destroyedAt: expect.any(Date) });
    expect(await keys().destroy(id, 'admin')).toMatchObject({ state: 'destroyed', retiredKeyIds: [] });
    await expect(read(broker, id, 'row-0')).rejects.toMatchObject({ code: 'key.destroyed' });
    await expect(store(broker, id, 'row-2')).rejects.toMatchObject({ code: 'key.destroyed' });
    await expect(keys().assign(id, undefined, 'admin')).rejects.toMatchObject({ code: 'key.destroyed' });
    expect(await broker.get(KeyRewrap).run({ organizationId: id })).toMatchObject({ rewrapped: 0, destroyed: 2 });
    const { rows: audit } = await owner.query<{ action: string }>(
      'SELECT action FROM audit_entries WHERE organization_id = $1 ORDER BY id',
      [id],
    );
    expect(audit.map(({ action }) => action)).toEqual([
      'organisation_key.assign',
      'organisation_key.assign',
      'organisation_key.destroy',
      'organisation_key.destroy',
    ]);
  });

  it('is told to every process', async () => {
    const id = await organisation();
    await keys().assign(id, undefined, 'admin');
    await expect.poll(() => rotated.get(Envelope).keyOf(id)).toBe(`kms:org-${id}-1`);
    await keys().destroy(id, 'admin');
    const there = () => {
      try {
        return rotated.get(Envelope).keyOf(id);
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    await expect.poll(there).toBe('key.destroyed');
  });

  it('takes a key only when it works and belongs to nobody else', async () => {
    const [one, two] = [await organisation(), await organisation()];
    await expect(keys().assign(one, 'not-there', 'admin')).rejects.toMatchObject(fault('UNKNOWN'));
    await expect(keys().assign(one, 'onefacture', 'admin')).rejects.toMatchObject(fault('INVALID'));
    await put('theirs');
    expect(await keys().assign(one, 'theirs', 'admin')).toMatchObject({ keyId: 'theirs', state: 'active' });
    await expect(keys().assign(two, 'theirs', 'admin')).rejects.toMatchObject(fault('DUPLICATE'));
    await put('gone');
    await put('gone', 'DELETE');
    await expect(keys().assign(two, 'gone', 'admin')).rejects.toMatchObject(fault('INVALID'));
    expect(await keys().get(two)).toMatchObject({ state: 'shared' });
    await put('second');
    await keys().assign(one, 'second', 'admin');
    expect(await keys().assign(one, 'theirs', 'admin')).toMatchObject({ keyId: 'theirs', retiredKeyIds: ['second'] });
  });

  it('needs an organisation, a broker, and a key to destroy', async () => {
    const id = await organisation();
    await expect(keys().get(uuidv7())).rejects.toMatchObject({ code: 'request.not_found' });
    await expect(keys().destroy(id, 'admin')).rejects.toMatchObject({ code: 'request.not_found' });
    await expect(rotated.get(OrganisationKeys).assign(id, undefined, 'admin')).rejects.toMatchObject({
      code: 'key.no_broker',
    });
    fake.fault = (_, response) => response.writeHead(503).end();
    await expect(keys().assign(id, undefined, 'admin')).rejects.toMatchObject({ code: 'key.unavailable' });
    expect(await keys().get(id)).toMatchObject({ state: 'shared' });
  });

  it('destroys what purged test organisations leave behind, and waits for the broker with it', async () => {
    const [idle, used] = [await organisation('test'), await organisation('test')];
    for (const id of [idle, idle, used]) await keys().assign(id, undefined, 'admin');
    await owner.query(`UPDATE organizations SET last_used_at = '2020-01-01' WHERE id = $1`, [idle]);
    expect(await broker.get(SystemFunctions).purgeIdleTestOrganisations(new Date('2020-06-01'))).toBe(1);
    expect(await rotated.get(OrganisationKeys).destroyAbandoned()).toBe(0);
    fake.fault = (_, response) => response.writeHead(503).end();
    await expect(keys().destroyAbandoned()).rejects.toMatchObject({ code: 'key.unavailable' });
    fake.fault = undefined;
    expect(await broker.get(KeyFunctions).abandonedKeys(10)).toEqual([`org-${idle}-1`, `org-${idle}-2`]);
    expect(await keys().destroyAbandoned()).toBe(2);
    expect(await keys().destroyAbandoned()).toBe(0);
    const answers = [await put(`org-${idle}-1`), await put(`org-${idle}-2`)];
    expect(answers.map(({ status }) => status)).toEqual([410, 410]);
    expect(await keys().get(used)).toMatchObject({ state: 'active' });
  });

  it('leaves a key alone that another organisation was given meanwhile', async () => {
    const [idle, next] = [await organisation('test'), await organisation()];
    await put('brought');
    await keys().assign(idle, 'brought', 'admin');
    await owner.query(`UPDATE organizations SET last_used_at = '2020-01-01' WHERE id = $1`, [idle]);
    await broker.get(SystemFunctions).purgeIdleTestOrganisations(new Date('2020-06-01'));
    await keys().assign(next, 'brought', 'admin');
    expect(await keys().destroyAbandoned()).toBe(0);
    expect(await keys().get(next)).toMatchObject({ state: 'active', keyId: 'brought' });
  });
});
