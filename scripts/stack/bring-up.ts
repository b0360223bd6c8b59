import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvFile } from './env-file.js';
import { Fleet } from './fleet.js';
import {
  type Plan,
  type SimulatorPorts,
  makePlan,
  mergeVariables,
  productEnvironment,
  simulatesStripe,
  simulatorEnvironment,
} from './plan.js';
import { freePort, parseAddress, refuseTakenPort } from './ports.js';
import { sandboxKey } from './sandbox.js';
import { complain, dim, say } from './screen.js';
import { type Secrets, loadSecrets, saveSecrets } from './secrets.js';
import { migrate, startPostgres, startRedis } from './servers.js';
import { RunFile, type Stack, isAlive, leftovers, writeStack } from './stack-file.js';
import { StopError } from './stop.js';
import { setUpStripe } from './stripe.js';
import { answers, sleep, until } from './wait.js';

/** A little over the 20 s that api and worker give themselves. */
const DRAIN_WITHIN_MS = 25_000;
/** Cold module loading on a busy two-core machine takes a while. */
const READY_WITHIN_MS = 120_000;
const SMTP_PORT = 8025;

export interface Running {
  stack: Stack;
  /** Ends everything in order. */
  stop: () => Promise<void>;
  /** Ends everything at once. */
  kill: () => void;
}

/** Starts the whole product and returns once api and worker are ready. What was started is stopped when it fails. */
export async function bringUp(options: { root: string; verbose: boolean; signal: AbortSignal }): Promise<Running> {
  const { root, verbose, signal } = options;
  const plan = makePlan(root, mergeVariables(readEnvFile(join(root, '.env')), process.env));
  mkdirSync(plan.logFolder, { recursive: true });
  const secretsFile = join(plan.dataFolder, 'secrets.json');
  const secrets = loadSecrets(secretsFile);
  const runPath = join(plan.dataFolder, 'run.json');
  await endLeftovers(runPath);
  await refuseTakenPorts(plan);

  const stackFile = new StackKeeper(join(plan.dataFolder, 'stack.json'));
  const fleet = new Fleet(plan.logFolder, verbose, new RunFile(runPath), (pids) => stackFile.update(pids));
  const stop = async (): Promise<void> => {
    await fleet.stopAll();
    stackFile.remove();
  };
  const step = (sentence: string): void => {
    if (signal.aborted) throw new StopError('stopped while starting.');
    say(dim(sentence));
  };
  try {
    const stack = await startAll({ root, plan, secrets, secretsFile, fleet, step, signal });
    stackFile.write(stack);
    return { stack, stop, kill: () => fleet.killAll() };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Parts {
  root: string;
  plan: Plan;
  secrets: Secrets;
  secretsFile: string;
  fleet: Fleet;
  step: (sentence: string) => void;
  signal: AbortSignal;
}

async function startAll(parts: Parts): Promise<Stack> {
  const { root, plan, secrets, secretsFile, fleet, step, signal } = parts;
  step('starting Postgres and Redis …');
  const [dsn, redis] = await Promise.all([
    startPostgres(fleet, plan, secrets, complain),
    startRedis(fleet, plan, complain),
  ]);
  const ports = await simulatorPorts(plan);
  const product = { ...process.env, ...productEnvironment(plan, secrets, { dsn, redis, ...ports }) };
  step('migrating the database …');
  await migrate(root, product);
  step('starting simulator, api and worker …');
  const program = (name: string, env: NodeJS.ProcessEnv, stopWithinMs: number) => {
    const file = join(root, `dist/apps/${name}/src/main.js`);
    return fleet.launch({
      name,
      command: process.execPath,
      args: ['--enable-source-maps', file],
      env,
      stopWithinMs,
      mark: file,
    });
  };
  const programs = [program('api', product, DRAIN_WITHIN_MS), program('worker', product, DRAIN_WITHIN_MS)];
  if (plan.ownSimulator === undefined) {
    const own = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ...simulatorEnvironment(plan, secrets, ports),
    };
    programs.push(program('simulator', own, 10_000));
  }
  await waitUntilReady(plan, fleet, signal);
  for (const each of programs) each.markReady();
  if (simulatesStripe(plan)) await setUpStripe(root, product, complain);
  const api_key = await sandboxKey(plan.apiUrl, secrets.sandbox_api_key);
  if (api_key !== secrets.sandbox_api_key) saveSecrets(secretsFile, { ...secrets, sandbox_api_key: api_key });
  return {
    api_url: plan.apiUrl,
    api_key,
    admin_key: plan.variables['ONEFACTURE_BOOTSTRAP_API_KEY'] ?? secrets.bootstrap_api_key,
    simulator_url: plan.simulatorUrl,
    docs_url: `${plan.apiUrl}/docs`,
    worker_url: plan.workerUrl,
    ...(simulatesStripe(plan) ? simulatedStripe(ports, product) : {}),
    pids: { start: process.pid, ...fleet.pids() },
  };
}

const simulatedStripe = ({ stripePort }: SimulatorPorts, product: NodeJS.ProcessEnv): Partial<Stack> => ({
  stripe_url: `http://127.0.0.1:${stripePort}`,
  stripe_webhook_secret: product['ONEFACTURE_STRIPE_WEBHOOK_SECRET'],
});

async function simulatorPorts(plan: Plan): Promise<SimulatorPorts> {
  if (plan.ownSimulator !== undefined) return {};
  const { variables, simulator } = plan;
  const stripe = variables['SIMULATOR_STRIPE_ADDR'];
  const wanted = stripe === undefined ? simulator.port + 1 : parseAddress('SIMULATOR_STRIPE_ADDR', stripe).port;
  return { smtpPort: await freePort(mailPort(plan)), stripePort: await freePort(wanted) };
}

const mailPort = ({ variables }: Plan): number => Number(variables['SIMULATOR_SMTP_PORT'] ?? SMTP_PORT);

async function waitUntilReady(plan: Plan, fleet: Fleet, signal: AbortSignal): Promise<void> {
  const waiting = new Map([
    ['api', `${plan.apiUrl}/readyz`],
    ['worker', `${plan.workerUrl}/readyz`],
  ]);
  await until(
    async () => {
      fleet.throwIfGivenUp();
      for (const [name, url] of waiting) if (await answers(url)) waiting.delete(name);
      return waiting.size === 0 ? true : undefined;
    },
    { withinMs: READY_WITHIN_MS, signal },
  );
  if (signal.aborted) throw new StopError('stopped while starting.');
  if (waiting.size === 0) return;
  const names = [...waiting.keys()].join(' and ');
  throw new StopError(`${names} not ready after ${READY_WITHIN_MS / 1000} s; see .data/logs or start with --verbose.`);
}

async function refuseTakenPorts(plan: Plan): Promise<void> {
  await refuseTakenPort('ONEFACTURE_HTTP_ADDR', 'api', plan.api);
  await refuseTakenPort('ONEFACTURE_WORKER_ADDR', 'worker', plan.worker);
  if (plan.ownSimulator === undefined) await refuseTakenPort('SIMULATOR_ADDR', 'simulator', plan.simulator);
}

/** Ends what a start that was killed left running: it holds the ports and the data. */
async function endLeftovers(runPath: string): Promise<void> {
  const left = leftovers(runPath);
  if (left.length === 0) return;
  complain(`ending what an earlier start left running: ${left.map(({ name }) => name).join(', ')}`);
  for (const { name, pid } of left) signalQuietly(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  await until(async () => (left.some(({ pid }) => isAlive(pid)) ? undefined : true), { withinMs: 10_000 });
  for (const { pid } of left) if (isAlive(pid)) signalQuietly(pid, 'SIGKILL');
  await sleep(200);
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile.
  }
}

/** Keeps the process ids in the stack file true when a child is started again. */
class StackKeeper {
  private stack: Stack | undefined;

  constructor(private readonly path: string) {}

  write(stack: Stack): void {
    this.stack = stack;
    writeStack(this.path, stack);
  }

  update(pids: Record<string, number>): void {
    if (this.stack) this.write({ ...this.stack, pids: { ...this.stack.pids, ...pids } });
  }

  remove(): void {
    this.stack = undefined;
    rmSync(this.path, { force: true });
  }
}
