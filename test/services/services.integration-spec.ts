import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForRedis } from '../../scripts/stack/redis.js';
import { createTestDatabase } from './postgres.js';

describe('services for tests', () => {
  let first: Awaited<ReturnType<typeof createTestDatabase>>;
  let second: Awaited<ReturnType<typeof createTestDatabase>>;

  beforeAll(async () => {
    [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterAll(() => Promise.all([first.drop(), second.drop()]));

  it('gives each spec file a migrated database of its own', async () => {
    const [one, two] = [new Client(first.dsn), new Client(second.dsn)];
    await Promise.all([one.connect(), two.connect()]);
    await one.query('create table only_here (id int)');
    const tables = `select table_name from information_schema.tables where table_schema = 'public'`;
    const inFirst = (await one.query<{ table_name: string }>(tables)).rows.map((row) => row.table_name);
    const inSecond = (await two.query<{ table_name: string }>(tables)).rows.map((row) => row.table_name);
    await Promise.all([one.end(), two.end()]);
    expect(inFirst).toContain('migrations');
    expect(inSecond).toContain('migrations');
    expect(inFirst).toContain('only_here');
    expect(inSecond).not.toContain('only_here');
  });

  it('names a Redis that answers', async () => {
    const [host = '', port = ''] = (process.env['ONEFACTURE_REDIS_ADDR'] ?? '').split(':');
    expect(await waitForRedis(host, Number(port), 2_000)).toBe(true);
  });
});
