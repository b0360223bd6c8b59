import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/services/postgres.js';
import { MIGRATIONS } from './migrations/index.js';
import { migrateDown, migrateUp } from './migrator.js';

/** Everything a migration can leave behind in the schema, one line each. */
const TRACES = `
  SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS trace
    FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT 'policy ' || tablename || ' ' || policyname FROM pg_policies WHERE schemaname = 'public'
  UNION ALL SELECT 'function ' || p.oid::regprocedure FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT 'trigger ' || tgrelid::regclass || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'grant ' || table_name || ' ' || grantee || ' ' || privilege_type
    FROM information_schema.table_privileges WHERE table_schema = 'public' AND grantee LIKE 'onefacture_%'
  ORDER BY trace`;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function traces(): Promise<string[]> {
  const client = new Client(database.dsn);
  await client.connect();
  const { rows } = await client.query<{ trace: string }>(TRACES);
  await client.end();
  return rows.map(({ trace }) => trace).filter((trace) => !/\bmigrations\b/.test(trace));
}

/** What a migration made optional is mandatory again when it is reverted. */
async function withoutNullability(): Promise<ReadonlySet<string>> {
  return new Set((await traces()).map((trace) => trace.replace(/ (YES|NO)$/, '')));
}

const names = MIGRATIONS.map(({ name }) => name);

describe('migrations', () => {
  it('have names that sort in the order they are applied in', () => {
    const stamps = names.map((name) => Number(name.slice(-13)));
    expect(stamps).toEqual(stamps.toSorted((one, other) => one - other));
    expect(new Set(stamps).size).toBe(stamps.length);
  });

  it('revert without a trace and come back the same', async () => {
    const before = await traces();
    expect(await migrateDown(database.dsn, 'all')).toBe(MIGRATIONS.length);
    expect(await traces()).toEqual([]);
    expect(await migrateUp(database.dsn)).toEqual(names);
    expect(await traces()).toEqual(before);
  });

  it('revert one by one, each only what it brought', async () => {
    let before = await withoutNullability();
    for (const _ of names) {
      expect(await migrateDown(database.dsn)).toBe(1);
      const after = await withoutNullability();
      expect([...after].filter((trace) => !before.has(trace))).toEqual([]);
      before = after;
    }
    expect(await migrateDown(database.dsn)).toBe(0);
  });

  it('are applied once by migrators that start together', async () => {
    await migrateDown(database.dsn, 'all');
    const applied = await Promise.all([migrateUp(database.dsn), migrateUp(database.dsn), migrateUp(database.dsn)]);
    expect(applied.flat()).toEqual(names);
    expect(await migrateUp(database.dsn)).toEqual([]);
  });
});
