import { migrateUp } from '@onefacture/database';
import { createTemplateDatabase, startTestPostgres } from './postgres.js';
import { startTestRedis } from './private-redis.js';

/**
 * Before the integration and e2e tests: one Postgres and one Redis for the run, or those named by
 * ONEFACTURE_DB_DSN and ONEFACTURE_REDIS_ADDR. Spec files read the same two variables.
 */
export async function setup(): Promise<() => Promise<void>> {
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
      const redis = await startTestRedis();
      undo.push(redis.stop);
      setVariable('ONEFACTURE_REDIS_ADDR', redis.address, undo);
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
