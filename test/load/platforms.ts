import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client as Postgres } from 'pg';
import { z } from 'zod';
import { startSimulator, type RunningSimulator } from '../../apps/simulator/src/simulator.js';
import { sampleInvoice } from '../../scripts/stack/sample-invoice.js';
import { median } from './figures.js';
import { freshInvoice } from './invoices.js';
import { startMachine, type Machine } from './machine.js';

/** Pairs of rounds: in one both platforms answer, in the other the second one hangs. What is measured is the first. */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** To each of the two, queued in turn. */
const INVOICES = Number(process.env['BENCH_INVOICES'] ?? 600);
const HANG_MS = 30_000;
const CLIENTS = 10;
const ROUND_ENDS_WITHIN_MS = 300_000;
const SECRET = 'simulator-secret';

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'onefacture-platforms-'));
/** A platform that takes invoices and then leaves them as they are. */
const simulator = (name: string): Promise<RunningSimulator> =>
  startSimulator({ port: 0, dataDir: join(folder, name, randomUUID()), stepMs: 3_600_000, clientSecret: SECRET });

/** A live organisation whose one connection leads to one simulator. */
interface Sender {
  readonly organisation: string;
  readonly key: string;
}

const Created = z.looseObject({ id: z.uuid() });
const Key = z.looseObject({ api_key: z.string() });

async function ask(url: string, headers: Readonly<Record<string, string>>, body: string | object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${(await response.text()).slice(0, 500)}`);
  return response.json();
}

async function sender({ api, adminKey }: Machine, platform: RunningSimulator): Promise<Sender> {
  const operator = { authorization: `Bearer ${adminKey}` };
  const organisation = Created.parse(
    await ask(`${api.url}/v1/admin/organizations`, operator, { name: 'Bench', mode: 'live' }),
  ).id;
  const wanted = { organization_id: organisation, label: 'bench' };
  const key = Key.parse(await ask(`${api.url}/v1/admin/api-keys`, operator, wanted)).api_key;
  const { seller } = z
    .object({ seller: z.looseObject({ siren: z.string(), name: z.string() }) })
    .parse(sampleInvoice('ANY', new Date()));
  await ask(`${api.url}/v1/companies`, { 'x-api-key': key }, { siren: seller.siren, name: seller.name });
  await ask(
    `${api.url}/v1/platform-connections`,
    { 'x-api-key': key },
    {
      name: 'The platform',
      platform: 'xp-z12-013',
      base_url: `${platform.url}/flow-service`,
      token_url: `${platform.url}/oauth2/token`,
      organization_header: organisation,
      credentials: { client_id: 'onefacture', client_secret: SECRET },
    },
  );
  return { organisation, key };
}

/** Queues so many invoices of each sender in turn; nothing is sent while there is no worker. */
async function queue({ api }: Machine, senders: readonly Sender[]): Promise<void> {
  const keys = Array.from({ length: INVOICES }, () => senders.map(({ key }) => key)).flat();
  const post = async (): Promise<void> => {
    for (let key = keys.shift(); key !== undefined; key = keys.shift()) {
      await ask(`${api.url}/v1/invoices?submit=true`, { 'x-api-key': key }, freshInvoice());
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, post));
}

const Counted = z.tuple([z.object({ count: z.coerce.number() })]);
async function accepted(database: Postgres, { organisation }: Sender): Promise<number> {
  const { rows } = await database.query(
    `SELECT count(*) FROM invoices WHERE organization_id = $1 AND submission_state = 'accepted'`,
    [organisation],
  );
  return Counted.parse(rows)[0].count;
}

/** Ends what the round left undone, so that the next one meets a quiet machine. */
async function tidy(database: Postgres): Promise<void> {
  await database.query(
    `UPDATE invoices SET submission_due_at = NULL, submission_state = 'dead' WHERE submission_due_at IS NOT NULL`,
  );
  await database.query('UPDATE platform_connections SET poll_due_at = NULL');
  await database.query('DELETE FROM outbox');
}

/** One round. @returns invoices of the first sender that its platform accepted, per second */
async function round(machine: Machine, database: Postgres, senders: readonly [Sender, ...Sender[]]): Promise<number> {
  const [measured] = senders;
  await queue(machine, senders);
  const wanted = (await accepted(database, measured)) + INVOICES;
  const worker = await machine.startWorker();
  const startedAt = performance.now();
  const before = await accepted(database, measured);
  while ((await accepted(database, measured)) < wanted) {
    if (performance.now() - startedAt > ROUND_ENDS_WITHIN_MS) throw new Error('the round does not end');
    await sleep(100);
  }
  const perSecond = (wanted - before) / ((performance.now() - startedAt) / 1_000);
  await worker.stop();
  await tidy(database);
  return perSecond;
}

/** A round whose second platform hangs, or answers like the first. Circuits are kept by address: a new one has none. */
async function beside(hangs: boolean, machine: Machine, database: Postgres, first: RunningSimulator): Promise<number> {
  const second = await simulator('second');
  try {
    const faults = hangs ? { delay_rate: 1, delay_ms: HANG_MS } : {};
    await ask(`${second.url}/_simulator/faults`, {}, faults);
    return await round(machine, database, [await sender(machine, first), await sender(machine, second)]);
  } finally {
    await second.stop();
  }
}

async function compare(machine: Machine, healthy: RunningSimulator): Promise<void> {
  const database = new Postgres({ connectionString: machine.dsn });
  await database.connect();
  const results: [number[], number[]] = [[], []];
  try {
    say(`${INVOICES} invoices a platform, ${ROUNDS} alternating pairs of rounds, submissions per second:`);
    for (let turn = 0; turn <= ROUNDS; turn += 1) {
      const calm = await beside(false, machine, database, healthy);
      const hung = await beside(true, machine, database, healthy);
      if (turn > 0) {
        results[0].push(calm);
        results[1].push(hung);
      }
      const name = turn === 0 ? 'not counted' : `pair ${turn}`;
      say(`${name.padEnd(12)} undisturbed ${calm.toFixed(1)}/s   disturbed ${hung.toFixed(1)}/s`);
    }
  } finally {
    await database.end();
  }
  const [calm = Number.NaN, hung = Number.NaN] = results.map(median);
  say(`the other platform answers         ${calm.toFixed(1)}/s`);
  say(`the other platform hangs for ${HANG_MS / 1_000} s  ${hung.toFixed(1)}/s`);
  say(`ratio: ${(hung / calm).toFixed(2)} (disturbed / undisturbed)`);
}

const machine = await startMachine({
  ONEFACTURE_PLATFORM_DEADLINE: '10s',
  ONEFACTURE_POLL_FAST: '1h',
  ONEFACTURE_QUEUE_LOCK: '30s',
  ONEFACTURE_SWEEP_INTERVAL: '15s',
  ONEFACTURE_UNKNOWN_SETTLE: '30s',
});
const healthy = await simulator('healthy');
try {
  await compare(machine, healthy);
} finally {
  await healthy.stop();
  await machine.stop();
  rmSync(folder, { recursive: true, force: true });
}
