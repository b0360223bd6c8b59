import { migrateUp } from '@onefacture/database';
import type { TestProject } from 'vitest/node';
import { createTemplateDatabase, startTestPostgres } from './postgres.js';
import { startTestRedis } from './private-redis.js';
import { REDIS_OF_WORKERS } from './redis-of-worker.js';

/**
 * Before the integration and e2e tests: one Postgres for the run and a Redis for each of its workers, or those named by
 * ONEFACTURE_DB_DSN and ONEFACTURE_REDIS_ADDR. Spec files read the same two variables.
 */
export async function setup({ config }: TestProject): Promise<() => Promise<void>> {
  const undo: (() => Promise<unknown>)[] = [];
  const teardown = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    let admin = process.env['ONEFACTURE_DB_DSN'];
    if (!admin) {
      const server = await startTestPostgres();
      undo.push(server.stop);
      admin = server.adminDsn;
    }
    const database = await createTemplateDatabase(admin, migrateUp);
    undo.push(database.drop);
    setVariable('ONEFACTURE_DB_DSN', database.dsn, undo);
    if (!process.env['ONEFACTURE_REDIS_ADDR']) {
      const servers = await Promise.all(Array.from({ length: config.maxWorkers }, startTestRedis));
      for (const { stop } of servers) undo.push(stop);
      setVariable(REDIS_OF_WORKERS, servers.map(({ address }) => address).join(), undo);
    }
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

function setVariable(name: string, value: string, undo: (() => Promise<unknown>)[]): void {
  const before = process.env[name];
  process.env[name] = value;
  undo.push(async () => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
}
