import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Redis } from 'ioredis';
import { startSimulator, type RunningSimulator } from '../../apps/simulator/src/simulator.js';
import { freePort } from '../../scripts/stack/ports.js';
import { createTestDatabase } from '../services/postgres.js';
import { startTestRedis } from '../services/private-redis.js';
import { Client } from './client.js';
import { Service } from './service.js';

/** The operator's key of every stack. */
export const ADMIN_KEY = 'operator-key-of-the-end-to-end-tests';

const ROOT = resolve(import.meta.dirname, '../..');
/** OAuth2 secret of the client `onefacture` at the simulated platform. */
export const SANDBOX_SECRET = 'secret-of-the-simulated-platform';

/** What a spec may want otherwise. */
export interface StackOptions {
  /** False leaves the worker and the simulator out: what is submitted stays queued. */
  readonly worker?: boolean;
  /** Pause between two steps of an invoice's life at the simulated platform. */
  readonly stepMs?: number;
  /** True lets the simulator's key broker keep the keys. */
  readonly broker?: boolean;
  /** Settings over those of the stack. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The product as it runs: api and worker from dist, each a process, with servers of their own. */
export interface Stack {
  readonly api: Service;
  readonly worker: Service;
  readonly redis: Redis;
  /** Of that Redis, as host:port. */
  readonly redisAddress: string;
  readonly simulatorUrl: string;
  /** DSN of the database, as its owner. */
  readonly dsn: string;
  /** Calls without a key. */
  readonly anyone: Client;
  /** Calls of the operator. */
  readonly operator: Client;
  /** A new test organisation and its key of all scopes. */
  organisation(): Promise<Client>;
  /** How the simulated platform describes what it took in, one entry a flow. */
  submissions(number: string): Promise<SubmissionSeen[]>;
  /** The one file with this number that the simulated platform took in, byte for byte. */
  received(client: Client, number: string): Promise<Buffer>;
  stop(): Promise<void>;
}

/** One flow that the simulated platform accepted. */
export interface SubmissionSeen {
  readonly flow_id: string;
  readonly tracking_id: string | null;
  readonly syntax: string;
  readonly accepted: number;
  readonly repeats: number;
  readonly finished: boolean;
  readonly statuses: readonly { readonly code: string }[];
}

/** Starts a stack of its own for one spec file. Everything is removed by `stop`, also after a start that failed. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    const faults: unknown[] = [];
    for (const step of undo.toReversed()) await step().catch((fault: unknown) => faults.push(fault));
    if (faults.length > 0) throw new AggregateError(faults, faults.map(String).join('\n'));
  };
  try {
    return { ...(await assemble(options, undo)), stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

async function assemble(
  { worker = true, stepMs = 20, broker = false, settings = {} }: StackOptions,
  undo: (() => Promise<unknown>)[],
): Promise<Omit<Stack, 'stop'>> {
  const dist = compiled();
  const folder = await mkdtemp(join(tmpdir(), 'onefacture-e2e-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const [database, redisServer] = await Promise.all([createTestDatabase(), startTestRedis()]);
  undo.push(database.drop, redisServer.stop);
  const redis = new Redis(`redis://${redisServer.address}`);
  undo.push(async () => redis.disconnect());
  const simulator = await simulatorFor(folder, stepMs, worker);
  undo.push(() => simulator.stop());
  const [apiPort, workerPort] = [await freePort(0), await freePort(0)];
  const environment = {
    ...inherited(),
    ...SHORT_TIMES,
    ONEFACTURE_DB_DSN: database.dsn,
    ONEFACTURE_REDIS_ADDR: redisServer.address,
    ONEFACTURE_HTTP_ADDR: `127.0.0.1:${apiPort}`,
    ONEFACTURE_WORKER_ADDR: `127.0.0.1:${workerPort}`,
    ONEFACTURE_PUBLIC_BASE_URL: `http://127.0.0.1:${apiPort}`,
    ONEFACTURE_SANDBOX_BASE_URL: simulator.url,
    ...(broker ? { ONEFACTURE_KMS_URL: `${simulator.url}/kms`, ONEFACTURE_KMS_TOKEN: SANDBOX_SECRET } : {}),
    ONEFACTURE_SMTP_URL: simulator.smtpUrl,
    ...settings,
  };
  const service = (name: string, port: number) =>
    new Service({
      name,
      program: join(dist, `apps/${name}/src/main.js`),
      environment,
      url: `http://127.0.0.1:${port}`,
    });
  const [api, theWorker] = [service('api', apiPort), service('worker', workerPort)];
  undo.push(() => Promise.all([api.stop(), theWorker.stop()]));
  await Promise.all([api.start(), worker ? theWorker.start() : undefined]);
  const anyone = new Client(api.url, {});
  return {
    api,
    worker: theWorker,
    redis,
    redisAddress: redisServer.address,
    simulatorUrl: simulator.url,
    dsn: database.dsn,
    anyone,
    operator: anyone.withBearer(ADMIN_KEY),
    organisation: () => anyone.organisation(),
    submissions: (number) => submissionsAt(simulator.url, number),
    received: (client, number) => receivedAt(simulator.url, client, number),
  };
}

/** Times so short that a test sees in seconds what takes minutes in earnest. */
const SHORT_TIMES = {
  ONEFACTURE_ENV: 'test',
  ONEFACTURE_LOG_LEVEL: 'warn',
  ONEFACTURE_BOOTSTRAP_API_KEY: ADMIN_KEY,
  ONEFACTURE_HASH_PEPPER: 'pepper-of-the-end-to-end-tests',
  ONEFACTURE_JWT_SECRET: 'jwt-secret-of-the-end-to-end-tests',
  ONEFACTURE_ENCRYPTION_KEY_ID: 'e2e-1',
  ONEFACTURE_ENCRYPTION_KEY: '5a'.repeat(32),
  ONEFACTURE_BCRYPT_COST: '4',
  ONEFACTURE_DB_MAX_CONNS: '10',
  ONEFACTURE_DB_CONNECT_TIMEOUT: '30s',
  ONEFACTURE_RATE_LIMIT_PER_MIN: '1000000',
  ONEFACTURE_SANDBOX_CREDENTIALS_PER_HOUR: '100000',
  ONEFACTURE_AUTH_FAILURES_PER_MIN: '100000',
  ONEFACTURE_AUTH_REQUESTS_PER_MIN: '100000',
  ONEFACTURE_REGISTRATIONS_PER_HOUR: '100000',
  ONEFACTURE_SHUTDOWN_TIMEOUT: '10s',
  ONEFACTURE_QUEUE_LOCK: '2s',
  ONEFACTURE_QUEUE_STALLED_INTERVAL: '1s',
  ONEFACTURE_RELAY_POLL: '200ms',
  ONEFACTURE_SWEEP_INTERVAL: '500ms',
  ONEFACTURE_POLL_FAST: '200ms',
  ONEFACTURE_POLL_SLOW: '1s',
  ONEFACTURE_PLATFORM_DEADLINE: '2s',
  ONEFACTURE_UNKNOWN_SETTLE: '2s',
  ONEFACTURE_BREAKER_OPEN: '1s',
  ONEFACTURE_SUBMIT_RETRY_SCHEDULE: '300ms,300ms,500ms,500ms,1s,1s,1s,1s',
  ONEFACTURE_WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8',
  ONEFACTURE_PLATFORM_ALLOWED_CIDRS: '127.0.0.0/8',
  ONEFACTURE_WEBHOOK_TIMEOUT: '2s',
  ONEFACTURE_WEBHOOK_OVERLOAD_FLOOR: '300ms',
  ONEFACTURE_WEBHOOK_RETRY_SCHEDULE: '200ms,300ms,500ms,1s,1s',
  ONEFACTURE_SANDBOX_CLIENT_SECRET: SANDBOX_SECRET,
};

/** The folder with the compiled product, built when a source is newer. */
function compiled(): string {
  const script = `import { buildIfNeeded } from './scripts/setup.mjs'; buildIfNeeded();`;
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`the product does not compile:\n${done.stdout}${done.stderr}`);
  return join(ROOT, 'dist');
}

/** The environment of the test without settings of the developer's own. */
function inherited(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(ONEFACTURE_|SIMULATOR_|STRIPE_|VITEST|NODE_OPTIONS)/.test(name),
  );
  return Object.fromEntries(entries);
}

async function simulatorFor(folder: string, stepMs: number, wanted: boolean): Promise<RunningSimulator> {
  if (!wanted) return { url: 'http://127.0.0.1:9', smtpUrl: 'smtp://127.0.0.1:9', stop: async () => undefined };
  return startSimulator({
    port: 0,
    dataDir: join(folder, 'simulator'),
    stepMs,
    holdMs: 400,
    clientSecret: SANDBOX_SECRET,
  });
}

async function submissionsAt(url: string, number: string): Promise<SubmissionSeen[]> {
  const response = await fetch(`${url}/_simulator/submissions?number=${encodeURIComponent(number)}`);
  const { data } = (await response.json()) as { data: SubmissionSeen[] };
  return data;
}

async function receivedAt(url: string, client: Client, number: string): Promise<Buffer> {
  const seen = await submissionsAt(url, number);
  const [flow] = seen;
  if (!flow || seen.length > 1) throw new Error(`the platform took in ${seen.length} files with the number ${number}`);
  const login = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'onefacture',
      client_secret: SANDBOX_SECRET,
    }),
  });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const answer = await fetch(`${url}/flow-service/v1/flows/${flow.flow_id}?docType=Original`, {
    headers: { authorization: `Bearer ${token}`, 'organization-id': client.organizationId },
  });
  if (answer.status !== 200) throw new Error(`the platform answered ${answer.status}: ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}
