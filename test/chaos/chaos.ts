import { setTimeout as sleep } from 'node:timers/promises';
import { checked, type Client } from '../e2e/client.js';
import { buyer, freshNumber, invoiceBody } from '../e2e/invoices.js';
import { startReceiver, type Receiver } from '../e2e/receiver.js';
import { Invoice } from '../e2e/shapes.js';
import { startStack, type Stack } from '../e2e/stack.js';
import { leftovers, stuckJobs } from './leftovers.js';
import { violationsOf, type Observed } from './observed.js';
import { LIVES, ORGANISATIONS, planChaos, type Blow, type ChaosPlan, type Life } from './plan.js';

/** How long the product may take to come to rest after the last blow. */
const REST_MS = 240_000;
const SETTINGS = {
  ONEFACTURE_SUBMIT_RETRY_SCHEDULE: '300ms,500ms,1s,1s,1s,2s,2s,2s,2s,5s,5s,5s',
  ONEFACTURE_WEBHOOK_RETRY_SCHEDULE: '200ms,500ms,1s,1s,2s,2s,5s,5s,5s',
  ONEFACTURE_SUBMIT_STALLS: '50',
};

/** What a run came to. */
export interface ChaosReport {
  readonly seed: number;
  readonly seconds: number;
  readonly blows: Readonly<Record<Blow, number>>;
  readonly lives: readonly { readonly life: Life; readonly invoices: number; readonly unharmed: number }[];
  /** Sentences; empty when every promise was kept. */
  readonly violations: readonly string[];
}

interface Sent {
  readonly life: Life;
  readonly number: string;
  readonly id: string;
  readonly client: Client;
}

/**
 * Invoices of all kinds through api, worker and a platform that drops, delays, doubles and reorders, while processes are
 * killed and Redis is flushed; then what must hold of each of them.
 */
export async function runChaos(seed: number, count: number): Promise<ChaosReport> {
  const plan = planChaos(seed, count);
  const startedAt = Date.now();
  const stack = await startStack({ stepMs: 150, settings: SETTINGS });
  const receiver = await startReceiver();
  try {
    await disturb(stack, seed);
    const organisations = await Promise.all(Array.from({ length: ORGANISATIONS }, () => subscribed(stack, receiver)));
    const [sent] = await Promise.all([sendAll(plan, organisations), strikeAll(plan, stack)]);
    const unrest = await untilRest(stack, sent);
    const observed = await Promise.all(sent.map((one) => observe(one, stack, receiver)));
    const violations = [...unrest, ...observed.flatMap(violationsOf)];
    return {
      seed,
      seconds: Math.round((Date.now() - startedAt) / 1_000),
      blows: blowsOf(plan),
      lives: livesOf(observed),
      violations,
    };
  } finally {
    await receiver.stop();
    await stack.stop();
  }
}

async function disturb({ simulatorUrl }: Stack, seed: number): Promise<void> {
  const faults = {
    ...{ drop_answer_rate: 0.1, delay_rate: 0.1, delay_ms: 1_000 },
    ...{ duplicate_rate: 0.1, reorder_rate: 0.1, seed },
  };
  const answer = await fetch(`${simulatorUrl}/_simulator/faults`, { method: 'POST', body: JSON.stringify(faults) });
  if (answer.status !== 200) throw new Error(`the platform takes no faults: ${await answer.text()}`);
}

async function subscribed(stack: Stack, receiver: Receiver): Promise<Client> {
  const client = await stack.organisation();
  checked(await client.post('/v1/webhooks', { url: receiver.url }), 201);
  return client;
}

async function sendAll({ invoices }: ChaosPlan, organisations: readonly Client[]): Promise<Sent[]> {
  return Promise.all(
    invoices.map(async ({ life, organisation, startsAt }) => {
      const client = organisations[organisation];
      if (!client) throw new Error(`there is no organisation ${organisation}`);
      await sleep(startsAt);
      const number = freshNumber('CHAOS');
      return { life, number, client, id: await submitted(client, life, number) };
    }),
  );
}

/** What a careful caller does: the same Idempotency-Key until there is an answer. */
async function submitted(client: Client, life: Life, number: string): Promise<string> {
  const body = invoiceBody({ number, buyer: buyer(LIVES[life].buyer) });
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await client.post('/v1/invoices?submit=true', body, { 'Idempotency-Key': number });
      if (answer.status !== 409 && answer.status !== 429 && answer.status < 500) {
        return Invoice.parse(checked(answer, 202).json).id;
      }
    } catch (error) {
      if (tries === 600) throw error;
    }
    await sleep(200);
  }
}

async function strikeAll({ blows }: ChaosPlan, stack: Stack): Promise<void> {
  const startedAt = Date.now();
  for (const { at, blow } of blows) {
    await sleep(Math.max(0, at - (Date.now() - startedAt)));
    await strike(blow, stack);
  }
}

async function strike(blow: Blow, { api, worker, redis }: Stack): Promise<void> {
  if (blow === 'flush') {
    await redis.flushall();
    return;
  }
  const struck = blow === 'both' ? [api, worker] : [blow === 'api' ? api : worker];
  await Promise.all(struck.map((service) => service.kill()));
  for (const service of struck) service.launch();
  await Promise.all(struck.map((service) => service.ready()));
}

/** Waits until every invoice is where its life ends and nothing is left to do; else says what is. */
async function untilRest(stack: Stack, sent: readonly Sent[]): Promise<string[]> {
  const deadline = Date.now() + REST_MS;
  for (const one of sent) {
    while (!(await hasEnded(one)) && Date.now() < deadline) await sleep(200);
  }
  let left = await leftovers(stack.dsn);
  while (Object.keys(left).length > 0 && Date.now() < deadline) {
    await sleep(500);
    left = await leftovers(stack.dsn);
  }
  const stuck = await stuckJobs(stack.redis);
  return [
    ...Object.entries(left).map(([name, count]) => `${count} ${name} are left`),
    ...stuck.map((job) => `job ${job} is active and nobody works on it`),
  ];
}

async function hasEnded({ client, id, life }: Sent): Promise<boolean> {
  const { status, submission } = await read(client, id);
  const { ends } = LIVES[life];
  return ends === 'failed' ? submission?.state === 'failed' : status === ends;
}

async function read(client: Client, id: string): Promise<Invoice> {
  return Invoice.parse(checked(await client.get(`/v1/invoices/${id}`), 200).json);
}

async function observe({ life, number, id, client }: Sent, stack: Stack, receiver: Receiver): Promise<Observed> {
  const [{ status, submission }, timeline, flows] = [
    await read(client, id),
    await client.timeline(id),
    await stack.submissions(number),
  ];
  const deliveries = receiver.deliveries.filter(({ body }) => body.data.invoice_id === id);
  return { life, number, status, submission: submission?.state, timeline, flows, deliveries };
}

function blowsOf({ blows }: ChaosPlan): Record<Blow, number> {
  const count = (wanted: Blow) => blows.filter(({ blow }) => blow === wanted).length;
  return { worker: count('worker'), api: count('api'), both: count('both'), flush: count('flush') };
}

function livesOf(observed: readonly Observed[]): ChaosReport['lives'] {
  return (Object.keys(LIVES) as Life[]).flatMap((life) => {
    const group = observed.filter((one) => one.life === life);
    if (group.length === 0) return [];
    return [{ life, invoices: group.length, unharmed: group.filter((one) => violationsOf(one).length === 0).length }];
  });
}

const row = (...cells: readonly (string | number)[]) =>
  cells.map((cell, index) => (index === 0 ? String(cell).padEnd(18) : String(cell).padStart(10))).join('');

/** The report as a table. */
export function tableOf({ seed, seconds, blows, lives, violations }: ChaosReport): string {
  const total = (member: 'invoices' | 'unharmed') => lives.reduce((sum, life) => sum + life[member], 0);
  return [
    `chaos: seed ${seed}, ${seconds} s; killed: worker ${blows.worker}, api ${blows.api}, both ${blows.both}; Redis flushed ${blows.flush} time`,
    row('life', 'invoices', 'unharmed'),
    ...lives.map(({ life, invoices, unharmed }) => row(life, invoices, unharmed)),
    row('all', total('invoices'), total('unharmed')),
    violations.length === 0 ? 'no violation' : `${violations.length} violations:\n${violations.join('\n')}`,
  ].join('\n');
}
