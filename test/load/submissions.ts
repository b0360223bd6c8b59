import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client as Postgres } from 'pg';
import { z } from 'zod';
import { startSimulator } from '../../apps/simulator/src/simulator.js';
import { bareSubmissions } from './bare-submissions.js';
import { median } from './figures.js';
import { freshInvoice } from './invoices.js';
import { startMachine, type Machine } from './machine.js';

const ROUNDS = 3;
const INVOICES = Number(process.env['BENCH_INVOICES'] ?? 300);
const CLIENTS = 10;
const ROUND_ENDS_WITHIN_MS = 300_000;
const SECRET = 'simulator-secret';
const Counted = z.tuple([z.object({ count: z.coerce.number() })]);

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

/** Queues invoices while there is no worker. */
async function queue({ api, apiKey }: Machine): Promise<void> {
  const bodies = Array.from({ length: INVOICES }, () => freshInvoice());
  const post = async (): Promise<void> => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
      const headers = { 'content-type': 'application/json', 'x-api-key': apiKey };
      const answer = await fetch(`${api.url}/v1/invoices?submit=true`, { method: 'POST', headers, body });
      if (answer.status !== 202) throw new Error(`a submission was answered ${answer.status}: ${await answer.text()}`);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, post));
}

async function accepted(database: Postgres): Promise<number> {
  const { rows } = await database.query(`SELECT count(*) FROM invoices WHERE submission_state = 'accepted'`);
  return Counted.parse(rows)[0].count;
}

/** @returns invoices the platform accepted, per second, from the first one on: a worker's start is not counted */
async function round(machine: Machine, database: Postgres): Promise<number> {
  await queue(machine);
  const before = await accepted(database);
  const worker = await machine.startWorker();
  const deadline = performance.now() + ROUND_ENDS_WITHIN_MS;
  let startedAt = performance.now();
  let first = before;
  for (let now = before; now < before + INVOICES; now = await accepted(database)) {
    if (performance.now() > deadline) throw new Error('the round does not end');
    if (first === before) [first, startedAt] = [now, performance.now()];
    await sleep(50);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  await worker.stop();
  return (before + INVOICES - first) / seconds;
}

async function compare(machine: Machine): Promise<void> {
  const database = new Postgres({ connectionString: machine.dsn });
  await database.connect();
  try {
    await round(machine, database);
    const rounds: number[] = [];
    for (let turn = 0; turn < ROUNDS; turn += 1) rounds.push(await round(machine, database));
    const product = median(rounds);
    const bare = await bareSubmissions(machine, INVOICES, ROUNDS);
    say(`submissions through the worker: ${product.toFixed(1)}/s`);
    say(`jobs that only write the same:  ${bare.toFixed(1)}/s`);
    say(`ratio: ${(product / bare).toFixed(2)} (submissions / bare jobs)`);
  } finally {
    await database.end();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'onefacture-submissions-'));
// A platform that takes invoices and then leaves them as they are.
const simulator = await startSimulator({ port: 0, dataDir: folder, stepMs: 3_600_000, clientSecret: SECRET });
const machine = await startMachine({
  ONEFACTURE_SANDBOX_BASE_URL: simulator.url,
  ONEFACTURE_SANDBOX_CLIENT_SECRET: SECRET,
  ONEFACTURE_POLL_FAST: '1h',
});
try {
  say(`${cpus().length} processors; ${INVOICES} invoices a round, medians of ${ROUNDS} rounds`);
  await compare(machine);
} finally {
  await machine.stop();
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
}
