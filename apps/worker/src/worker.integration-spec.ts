import { loadSettings } from '@onefacture/config';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Database } from '@onefacture/database';
import request from 'supertest';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase } from '../../../test/services/postgres.js';
import { startTestRedis } from '../../../test/services/private-redis.js';
import { Housekeeping } from './jobs/housekeeping.js';
import { WorkerModule } from './worker.module.js';

let app: INestApplication;
let url: string;
let redis: Awaited<ReturnType<typeof startTestRedis>>;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  [database, redis] = await Promise.all([createTestDatabase(), startTestRedis()]);
  const settings = loadSettings({
    ONEFACTURE_DB_DSN: database.dsn,
    ONEFACTURE_REDIS_ADDR: redis.address,
    ONEFACTURE_LOG_LEVEL: 'error',
  });
  app = await NestFactory.create(WorkerModule.with(settings), { logger: false });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(async () => {
  await app.close();
  await redis.stop();
  await database.drop();
});

describe('the worker process', () => {
  it('lives and is ready', async () => {
    expect((await request(url).get('/livez')).body).toEqual({ status: 'up' });
    const ready = await request(url).get('/readyz');
    expect([ready.status, ready.body]).toEqual([200, { status: 'up', database: 'up', redis: 'up' }]);
  });

  it('shows its metrics, the depth of every queue among them', async () => {
    const { text, headers } = await request(url).get('/metrics').expect(200);
    expect(headers['content-type']).toContain('text/plain; version=0.0.4');
    for (const queue of ['submit-invoice', 'track-status', 'deliver-webhook']) {
      expect(text).toContain(`onefacture_queue_jobs{queue="${queue}",state="waiting"}`);
    }
  });

  it('removes mails that are over once thirty days have passed', async () => {
    const organisation = uuidv7();
    const tenants = app.get(Database);
    await tenants.inOrganisation(organisation, async ({ manager }) => {
      await manager.query(`INSERT INTO organizations (id, name, mode) VALUES ($1, 'Acme', 'live')`, [organisation]);
      for (const [state, days, content, due] of [
        ['sent', 31, null, null],
        ['unknown', 29, null, null],
        ['waiting', 31, 'sealed', '2099-01-01'],
      ]) {
        await manager.query(
          `INSERT INTO mails (organization_id, id, template, language, state, content, due_at, created_at)
             VALUES ($1, $2, 'invitation', 'fr', $3, $4, $5, now() - make_interval(days => $6))`,
          [organisation, uuidv7(), state, content, due, days],
        );
      }
    });
    await app.get(Housekeeping).tidy();
    const left = await tenants.inOrganisation(organisation, ({ manager }) =>
      manager.query<{ state: string }[]>('SELECT state FROM mails ORDER BY state'),
    );
    expect(left.map(({ state }) => state)).toEqual(['unknown', 'waiting']);
  });

  it('answers nothing else', async () => {
    expect((await request(url).get('/v1/invoices')).status).toBe(404);
  });

  it('is alive but not ready while Redis is away, and its metrics do not hang', async () => {
    await redis.stop();
    await vi.waitFor(async () => {
      const { status, body } = await request(url).get('/readyz');
      expect([status, body]).toEqual([503, { status: 'down', database: 'up', redis: 'down' }]);
    }, 10_000);
    expect((await request(url).get('/livez')).status).toBe(200);
    expect((await request(url).get('/metrics').timeout(8_000)).status).toBe(200);
  });
});
