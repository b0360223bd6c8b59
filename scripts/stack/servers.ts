import { join } from 'node:path';
import type { Fleet } from './fleet.js';
import type { Plan } from './plan.js';
import { freePort } from './ports.js';
import {
  ensureDatabase,
  initialiseCluster,
  postgresCommand,
  postgresDsn,
  preparePostgresHome,
  waitForPostgres,
} from './postgres.js';
import { ensureRedisServer, redisCommand, waitForRedis } from './redis.js';
import { runScript } from './run-script.js';
import type { Secrets } from './secrets.js';
import { StopError } from './stop.js';

const POSTGRES_PORT = 54_330;
const REDIS_PORT = 63_790;
const DATABASE = 'onefacture';

/** The dsn of a Postgres that answers: the user's own, or the embedded one, started. */
export async function startPostgres(
  fleet: Fleet,
  plan: Plan,
  secrets: Secrets,
  say: (sentence: string) => void,
): Promise<string> {
  if (plan.ownPostgres !== undefined) {
    if (await waitForPostgres(plan.ownPostgres, 10_000, () => false)) return plan.ownPostgres;
    throw new StopError(
      'the Postgres of ONEFACTURE_DB_DSN does not answer; is it running, and are user and password right?',
    );
  }
  const home = await preparePostgresHome(join(plan.dataFolder, 'postgres'));
  if (home.notice !== undefined) say(home.notice);
  initialiseCluster(home, secrets.postgres_password);
  const port = await freePort(POSTGRES_PORT);
  const program = fleet.launch({
    name: 'postgres',
    ...postgresCommand(home, port),
    env: { ...process.env, LC_ALL: 'C' },
    // A fast shutdown: SIGTERM would wait for every client to leave by itself.
    stopSignal: 'SIGINT',
    stopWithinMs: 30_000,
    mark: home.dataFolder,
  });
  const adminDsn = postgresDsn(port, secrets.postgres_password, 'postgres');
  const up = await waitForPostgres(adminDsn, 60_000, () => program.fault !== undefined);
  if (!up) throw program.fault ?? new StopError('Postgres did not answer within 60 s; see .data/logs/postgres.log.');
  program.markReady();
  await ensureDatabase(adminDsn, DATABASE);
  return postgresDsn(port, secrets.postgres_password, DATABASE);
}

/** The address of a Redis that answers: the user's own, or a private one, started. */
export async function startRedis(fleet: Fleet, plan: Plan, say: (sentence: string) => void): Promise<string> {
  if (plan.ownRedis !== undefined) {
    const [, host, port] = /^([^:/]+):(\d+)$/.exec(plan.ownRedis) ?? [];
    if (host === undefined || (await waitForRedis(host, Number(port), 10_000))) return plan.ownRedis;
    throw new StopError(`the Redis of ONEFACTURE_REDIS_ADDR (${plan.ownRedis}) does not answer; is it running?`);
  }
  const server = ensureRedisServer(say);
  const folder = join(plan.dataFolder, 'redis');
  const port = await freePort(REDIS_PORT);
  const program = fleet.launch({
    name: 'redis',
    ...redisCommand(server, folder, port),
    env: process.env,
    stopWithinMs: 15_000,
    mark: `127.0.0.1:${port}`,
  });
  if (!(await waitForRedis('127.0.0.1', port, 30_000))) {
    throw program.fault ?? new StopError('Redis did not answer within 30 s; see .data/logs/redis.log.');
  }
  program.markReady();
  return `127.0.0.1:${port}`;
}

/** Brings the schema up to date; throws with the end of the output when that fails. */
export async function migrate(root: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const { code, output } = await runScript(root, ['dist/scripts/migrate.js', 'up'], environment);
  if (code !== 0) throw new StopError(`the database could not be migrated:\n${output.trim()}`);
}
