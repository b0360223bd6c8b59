import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, DatabaseError } from 'pg';
import {
  initialiseCluster,
  postgresCommand,
  postgresDsn,
  preparePostgresHome,
  waitForPostgres,
} from '../../scripts/stack/postgres.js';
import { freePort } from '../../scripts/stack/ports.js';
import { Program } from '../../scripts/stack/program.js';
import { guard } from './guard.js';

/** Name of the environment variable that tells spec files which migrated database to copy. */
const TEMPLATE = 'ONEFACTURE_TEST_TEMPLATE';

export interface TestPostgres {
  /** DSN of the maintenance database, as superuser. */
  adminDsn: string;
  stop: () => Promise<void>;
}

/** Starts a Postgres of its own in a temporary folder, tuned for speed: it may lose data on a crash. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'onefacture-test-'));
  // As root the server runs as user postgres, who must be able to enter.
  chmodSync(folder, 0o755);
  const home = await preparePostgresHome(join(folder, 'postgres'));
  const password = randomBytes(12).toString('hex');
  initialiseCluster(home, password);
  const port = await freePort(0);
  const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400' };
  const server = new Program({
    name: 'postgres',
    ...postgresCommand(home, port, fast),
    env: { ...process.env, LC_ALL: 'C' },
    logFile: join(folder, 'postgres.log'),
    stopSignal: 'SIGINT',
    stopWithinMs: 10_000,
    onPid: (pid) => guard(pid, folder),
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(home.dataFolder, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  };
  server.start();
  const adminDsn = postgresDsn(port, password, 'postgres');
  if (!(await waitForPostgres(adminDsn, 30_000, () => server.fault !== undefined))) {
    await stop();
    throw server.fault ?? new Error('the Postgres for tests did not answer within 30 s');
  }
  return { adminDsn, stop };
}

/** A fresh, migrated database of its own for one spec file; `dsn` is its owner's. */
export async function createTestDatabase(): Promise<{ dsn: string; drop: () => Promise<void> }> {
  const template = process.env[TEMPLATE];
  const base = process.env['ONEFACTURE_DB_DSN'];
  if (!template || !base) throw new Error('no database for tests: run this spec with the project integration or e2e');
  const name = `onefacture_${randomBytes(8).toString('hex')}`;
  await asAdmin(base, async (client) => {
    await copyDatabase(client, name, template);
  });
  return { dsn: withDatabase(base, name), drop: () => dropDatabase(base, name) };
}

/** Makes the database that all spec files copy, and names it for them. Returns how to remove it. */
export async function createTemplateDatabase(
  adminDsn: string,
  migrate: (dsn: string) => Promise<unknown>,
): Promise<{ dsn: string; drop: () => Promise<void> }> {
  const run = randomBytes(6).toString('hex');
  const template = `onefacture_template_${run}`;
  const shared = `onefacture_test_${run}`;
  await asAdmin(adminDsn, (client) => client.query(`create database ${template}`));
  await migrate(withDatabase(adminDsn, template));
  await asAdmin(adminDsn, (client) => copyDatabase(client, shared, template));
  process.env[TEMPLATE] = template;
  const drop = async (): Promise<void> => {
    await dropDatabase(adminDsn, shared);
    await dropDatabase(adminDsn, template);
  };
  return { dsn: withDatabase(adminDsn, shared), drop };
}

function withDatabase(dsn: string, name: string): string {
  const url = new URL(dsn);
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin<T>(dsn: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: withDatabase(dsn, 'postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function copyDatabase(client: Client, name: string, template: string): Promise<void> {
  const statement = `create database ${client.escapeIdentifier(name)} template ${client.escapeIdentifier(template)}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      // 55006: somebody else is connected to the template for a moment.
      const busy = error instanceof DatabaseError && error.code === '55006';
      if (!busy || attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function dropDatabase(dsn: string, name: string): Promise<void> {
  await asAdmin(dsn, (client) => client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`));
}
