import { join } from 'node:path';
import { type Address, localUrl, parseAddress } from './ports.js';
import type { Secrets } from './secrets.js';

/** Environment variables, of the shell over those of `.env`. */
export type Variables = Record<string, string>;

/** Where everything listens and is kept, settled before anything starts. */
export interface Plan {
  dataFolder: string;
  logFolder: string;
  api: Address;
  worker: Address;
  simulator: Address;
  apiUrl: string;
  workerUrl: string;
  simulatorUrl: string;
  /** Set when the user brings his own servers. */
  ownPostgres: string | undefined;
  ownRedis: string | undefined;
  ownSimulator: string | undefined;
  variables: Variables;
}

/** Shell variables win over those of the file; empty ones count as unset. */
export function mergeVariables(file: Variables, shell: NodeJS.ProcessEnv): Variables {
  const merged: Variables = {};
  for (const [name, value] of Object.entries({ ...file, ...shell })) {
    const chosen = value === undefined || value === '' ? file[name] : value;
    if (chosen !== undefined && chosen !== '') merged[name] = chosen;
  }
  return merged;
}

/** Decides addresses and folders from the variables. Throws StopError for an address that cannot be read. */
export function makePlan(root: string, variables: Variables): Plan {
  const dataFolder = join(root, '.data');
  const read = (name: string, preset: string): Address => parseAddress(name, variables[name] ?? preset);
  const api = read('ONEFACTURE_HTTP_ADDR', '127.0.0.1:8080');
  const worker = read('ONEFACTURE_WORKER_ADDR', '127.0.0.1:8081');
  const simulator = read('SIMULATOR_ADDR', '127.0.0.1:8090');
  return {
    dataFolder,
    logFolder: join(dataFolder, 'logs'),
    api,
    worker,
    simulator,
    apiUrl: localUrl(api, 'localhost'),
    workerUrl: localUrl(worker),
    simulatorUrl: variables['ONEFACTURE_SANDBOX_BASE_URL'] ?? localUrl(simulator),
    ownPostgres: variables['ONEFACTURE_DB_DSN'],
    ownRedis: variables['ONEFACTURE_REDIS_ADDR'],
    ownSimulator: variables['ONEFACTURE_SANDBOX_BASE_URL'],
    variables,
  };
}

/** Where the simulator takes mails, and where it plays Stripe. */
export interface SimulatorPorts {
  smtpPort?: number | undefined;
  stripePort?: number | undefined;
}

/** What the product talks to. */
interface Servers extends SimulatorPorts {
  dsn: string;
  redis: string;
}

/** Whether the simulator stands in for Stripe: the user has no account of his own set. */
export const simulatesStripe = ({ variables, ownSimulator }: Plan): boolean =>
  ownSimulator === undefined &&
  variables['ONEFACTURE_STRIPE_SECRET_KEY'] === undefined &&
  variables['STRIPE_SECRET_KEY'] === undefined;

/** Key and signing secret of the simulated Stripe: test ones by their look, of this machine alone. */
const stripeKey = (secrets: Secrets): string => `sk_test_${secrets.simulator_client_secret}`;
const stripeSecret = (secrets: Secrets): string => `whsec_${secrets.simulator_client_secret}`;

/** The environment of api and worker: what the user set, completed by what this machine made up. */
export function productEnvironment(plan: Plan, secrets: Secrets, servers: Servers): Variables {
  const preset: Variables = {
    ONEFACTURE_ENV: 'development',
    ONEFACTURE_HTTP_ADDR: `${plan.api.host}:${plan.api.port}`,
    ONEFACTURE_WORKER_ADDR: `${plan.worker.host}:${plan.worker.port}`,
    ONEFACTURE_PUBLIC_BASE_URL: plan.apiUrl,
    ONEFACTURE_HASH_PEPPER: secrets.hash_pepper,
    ONEFACTURE_ENCRYPTION_KEY_ID: secrets.encryption_key_id,
    ONEFACTURE_ENCRYPTION_KEY: secrets.encryption_key,
    ONEFACTURE_JWT_SECRET: secrets.jwt_secret,
    ONEFACTURE_BOOTSTRAP_API_KEY: secrets.bootstrap_api_key,
    ONEFACTURE_SANDBOX_BASE_URL: plan.simulatorUrl,
    ONEFACTURE_SANDBOX_CLIENT_ID: 'onefacture',
    ONEFACTURE_SANDBOX_CLIENT_SECRET: secrets.simulator_client_secret,
    ...(servers.smtpPort === undefined ? {} : { ONEFACTURE_SMTP_URL: `smtp://127.0.0.1:${servers.smtpPort}` }),
    ...(servers.stripePort === undefined || !simulatesStripe(plan)
      ? {}
      : {
          ONEFACTURE_STRIPE_API_BASE_URL: `http://127.0.0.1:${servers.stripePort}`,
          ONEFACTURE_STRIPE_SECRET_KEY: stripeKey(secrets),
          ONEFACTURE_STRIPE_WEBHOOK_SECRET: stripeSecret(secrets),
        }),
    ONEFACTURE_WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8,::1/128',
    ONEFACTURE_PLATFORM_ALLOWED_CIDRS: '127.0.0.0/8,::1/128',
    // The simulated platform moves within seconds, so what was killed or lost may be picked up sooner too.
    ONEFACTURE_POLL_FAST: '1s',
    ONEFACTURE_PLATFORM_DEADLINE: '5s',
    ONEFACTURE_QUEUE_LOCK: '5s',
    ONEFACTURE_QUEUE_STALLED_INTERVAL: '3s',
    ONEFACTURE_SWEEP_INTERVAL: '2s',
    ONEFACTURE_UNKNOWN_SETTLE: '5s',
  };
  return { ...preset, ...plan.variables, ONEFACTURE_DB_DSN: servers.dsn, ONEFACTURE_REDIS_ADDR: servers.redis };
}

/** The environment of the simulated platform; a port that is left out is any free one. */
export function simulatorEnvironment(plan: Plan, secrets: Secrets, ports: SimulatorPorts = {}): Variables {
  const { smtpPort, stripePort = 0 } = ports;
  const shell = Object.entries(plan.variables).filter(([name]) => !name.startsWith('ONEFACTURE_'));
  return {
    SIMULATOR_DATA_DIR: join(plan.dataFolder, 'simulator'),
    SIMULATOR_CLIENT_ID: plan.variables['ONEFACTURE_SANDBOX_CLIENT_ID'] ?? 'onefacture',
    SIMULATOR_CLIENT_SECRET: plan.variables['ONEFACTURE_SANDBOX_CLIENT_SECRET'] ?? secrets.simulator_client_secret,
    SIMULATOR_STRIPE_SECRET_KEY: stripeKey(secrets),
    SIMULATOR_STRIPE_WEBHOOK_URL: `${plan.variables['ONEFACTURE_PUBLIC_BASE_URL'] ?? plan.apiUrl}/billing/stripe-webhook`,
    SIMULATOR_STRIPE_WEBHOOK_SECRET: stripeSecret(secrets),
    ...Object.fromEntries(shell),
    ...(smtpPort === undefined ? {} : { SIMULATOR_SMTP_PORT: String(smtpPort) }),
    SIMULATOR_ADDR: `${plan.simulator.host}:${plan.simulator.port}`,
    SIMULATOR_STRIPE_ADDR: `127.0.0.1:${stripePort}`,
  };
}
