import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePlan, productEnvironment } from '../../scripts/stack/plan.js';
import { freePort } from '../../scripts/stack/ports.js';
import {
  ensureDatabase,
  initialiseCluster,
  postgresCommand,
  postgresDsn,
  preparePostgresHome,
  waitForPostgres,
} from '../../scripts/stack/postgres.js';
import { Program, type ProgramSpec } from '../../scripts/stack/program.js';
import { ensureRedisServer, redisCommand, waitForRedis } from '../../scripts/stack/redis.js';
import { sandboxKey } from '../../scripts/stack/sandbox.js';
import { loadSecrets } from '../../scripts/stack/secrets.js';
import { migrate } from '../../scripts/stack/servers.js';
import { answers, until } from '../../scripts/stack/wait.js';
import type { Target } from './load.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** The product's own default (ONEFACTURE_DB_MAX_CONNS). */
const POOL_SIZE = 20;
const DATABASE = 'onefacture';

/** Everything a run measures, started. */
export interface Machine {
  readonly api: Target;
  readonly apiKey: string;
  readonly bare: Target;
  readonly dsn: string;
  /** host:port */
  readonly redis: string;
  /** Bearer token of the operator. */
  readonly adminKey: string;
  /** Starts the worker beside it; resolves when it works. */
  readonly startWorker: () => Promise<Program>;
  /** Ends all processes and removes their data. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts Postgres and Redis as `npm start` would, on a folder of their own, with the built api and the bare one.
 * @param settings further environment of api and worker
 */
export async function startMachine(settings: Readonly<Record<string, string>> = {}): Promise<Machine> {
  const folder = join(ROOT, '.data', `bench-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const undo: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  const launch = (spec: Omit<ProgramSpec, 'logFile'>): Program => {
    const program = new Program({ ...spec, logFile: join(folder, `${spec.name}.log`) });
    undo.push(() => program.stop());
    program.start();
    return program;
  };
  try {
    const redis = await startRedis(folder, launch);
    const dsn = await startPostgres(folder, launch, undo);
    const product = await prepareProduct(folder, { dsn, redis }, settings);
    const api = await startProgram('api', product.url, product.env, launch);
    const bare = await startBare(dsn, launch);
    const startWorker = async (): Promise<Program> => {
      const { program } = await startProgram('worker', product.workerUrl, product.env, launch);
      return program;
    };
    const { adminKey } = product;
    return { api, apiKey: await sandboxKey(api.url, undefined), bare, dsn, redis, adminKey, startWorker, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Launch = (spec: Omit<ProgramSpec, 'logFile'>) => Program;

async function startRedis(folder: string, launch: Launch): Promise<string> {
  const port = await freePort(0);
  const command = redisCommand(
    ensureRedisServer((line) => process.stderr.write(`${line}\n`)),
    join(folder, 'redis'),
    port,
  );
  const program = launch({ name: 'redis', ...command, env: process.env, stopWithinMs: 5_000 });
  if (!(await waitForRedis('127.0.0.1', port, 15_000))) throw program.fault ?? new Error('Redis does not answer');
  return `127.0.0.1:${port}`;
}

/** With its default settings: every commit waits for the disk. */
async function startPostgres(folder: string, launch: Launch, undo: (() => Promise<unknown> | void)[]): Promise<string> {
  const home = await preparePostgresHome(join(folder, 'postgres'));
  undo.push(() => rmSync(home.dataFolder, { recursive: true, force: true }));
  const password = 'bench';
  initialiseCluster(home, password);
  const port = await freePort(0);
  const command = postgresCommand(home, port);
  const env = { ...process.env, LC_ALL: 'C' };
  const program = launch({ name: 'postgres', ...command, env, stopSignal: 'SIGINT', stopWithinMs: 15_000 });
  const admin = postgresDsn(port, password, 'postgres');
  if (!(await waitForPostgres(admin, 30_000, () => program.fault !== undefined))) {
    throw program.fault ?? new Error('Postgres does not answer');
  }
  await ensureDatabase(admin, DATABASE);
  return postgresDsn(port, password, DATABASE);
}

interface Product {
  readonly env: NodeJS.ProcessEnv;
  readonly url: string;
  readonly workerUrl: string;
  readonly adminKey: string;
}

/** Migrates the database and settles what api and worker are told. */
async function prepareProduct(
  folder: string,
  servers: { dsn: string; redis: string },
  settings: Readonly<Record<string, string>>,
): Promise<Product> {
  const address = `127.0.0.1:${await freePort(0)}`;
  const workerAddress = `127.0.0.1:${await freePort(0)}`;
  const plan = makePlan(folder, {
    ONEFACTURE_HTTP_ADDR: address,
    ONEFACTURE_WORKER_ADDR: workerAddress,
    ONEFACTURE_RATE_LIMIT_PER_MIN: '10000000',
    ONEFACTURE_DB_MAX_CONNS: String(POOL_SIZE),
  });
  const secrets = loadSecrets(join(folder, 'secrets.json'));
  const env = {
    ...process.env,
    ...productEnvironment(plan, secrets, servers),
    ONEFACTURE_PUBLIC_BASE_URL: `http://${address}`,
    ...settings,
  };
  await migrate(ROOT, env);
  const urls = { url: `http://${address}`, workerUrl: `http://${workerAddress}` };
  return { env, ...urls, adminKey: secrets.bootstrap_api_key };
}

async function startProgram(
  name: 'api' | 'worker',
  url: string,
  env: NodeJS.ProcessEnv,
  launch: Launch,
): Promise<Target & { readonly program: Program }> {
  const args = ['--enable-source-maps', ...profiling(), join(ROOT, `dist/apps/${name}/src/main.js`)];
  const program = launch({ name, command: process.execPath, args, env, stopWithinMs: 10_000 });
  return { ...(await ready(program, url, '/readyz')), program };
}

/** BENCH_CPU_PROFILE=<folder> leaves a V8 profile of the api there. */
function profiling(): string[] {
  const folder = process.env['BENCH_CPU_PROFILE'];
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

async function startBare(dsn: string, launch: Launch): Promise<Target> {
  const port = await freePort(0);
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const file = join(dirname(fileURLToPath(import.meta.url)), 'bare-api.ts');
  const env = { ...process.env, BARE_DSN: dsn, BARE_PORT: String(port), BARE_POOL: String(POOL_SIZE) };
  const args = ['--import', tsx, file];
  const program = launch({ name: 'bare', command: process.execPath, args, env, stopWithinMs: 5_000 });
  return ready(program, `http://127.0.0.1:${port}`, '/bare');
}

async function ready(program: Program, url: string, path: string): Promise<Target> {
  const up = async () => {
    if (program.fault) throw program.fault;
    return (await answers(url + path)) || (await isThere(url + path)) ? true : undefined;
  };
  if ((await until(up, { withinMs: 60_000 })) === undefined) throw new Error(`${program.name} does not answer`);
  return { url, pid: program.pid };
}

/** Any answer but a server fault: the bare api knows only its POST. */
async function isThere(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ status }) => status < 500,
    () => false,
  );
}
