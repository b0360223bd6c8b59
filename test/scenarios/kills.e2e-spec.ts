import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chanceOf } from '../chaos/chance.js';
import { checked, type Client } from '../e2e/client.js';
import { freshNumber, invoiceBody } from '../e2e/invoices.js';
import { startReceiver, type Receiver } from '../e2e/receiver.js';
import { Invoice } from '../e2e/shapes.js';
import { startStack, type Stack } from '../e2e/stack.js';

/** `KILL_ROUNDS=20 KILL_SEED=7 npx vitest run --project e2e test/scenarios/kills` looks longer, or again. */
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 1);
const SEED = Number(process.env['KILL_SEED'] ?? randomInt(1_000_000));
const INVOICES_A_ROUND = 5;
/** An invoice's way takes about this long; everything happens somewhere on it. */
const WAY_MS = 1_500;
const SEQUENCES = [2, 3, 4, 5, 6, 7, 8];

const BLOWS = {
  'SIGKILL of the worker': async ({ worker }: Stack) => {
    await worker.kill();
    worker.launch();
    return () => worker.ready();
  },
  'FLUSHALL of Redis': async ({ redis }: Stack) => {
    await redis.flushall();
    return async () => undefined;
  },
  'SIGKILL of the api': async ({ api }: Stack) => {
    await api.kill();
    api.launch();
    return () => api.ready();
  },
  'all three at once': async ({ api, worker, redis }: Stack) => {
    await Promise.all([api.kill(), worker.kill(), redis.flushall()]);
    for (const service of [api, worker]) service.launch();
    return async () => void (await Promise.all([api.ready(), worker.ready()]));
  },
};

let stack: Stack;
let receiver: Receiver;
let organisation: Client;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([startStack({ stepMs: 100 }), startReceiver()]);
  organisation = await stack.organisation();
  checked(await organisation.post('/v1/webhooks', { url: receiver.url }), 201);
  console.log(`kills: KILL_SEED=${SEED}`);
});

afterAll(async () => {
  await receiver?.stop();
  await stack?.stop();
});

const chance = chanceOf(SEED);

/** What a careful caller does: the same key until there is an answer. */
async function submitUntilAnswered(number: string): Promise<Invoice> {
  const body = invoiceBody({ number });
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await organisation.post('/v1/invoices?submit=true', body, { 'Idempotency-Key': number });
      if (answer.status === 202 || (answer.status !== 409 && answer.status < 500)) {
        return Invoice.parse(checked(answer, 202).json);
      }
    } catch (error) {
      if (tries === 300) throw error;
    }
    await sleep(100);
  }
}

describe.each(Object.entries(BLOWS))('%s', (_, strike) => {
  it.each(Array.from({ length: ROUNDS }, (__, round) => round + 1))(
    'anywhere on the way of five invoices ends in five PAID, each sent once (round %i)',
    async () => {
      const numbers = Array.from({ length: INVOICES_A_ROUND }, () => freshNumber('KILL'));
      const starts = numbers.map(() => chance() * WAY_MS);
      const blowAt = Math.max(...starts) * chance() + chance() * WAY_MS * 0.5;
      const sending = numbers.map(async (number, index) => {
        await sleep(starts[index]);
        return submitUntilAnswered(number);
      });
      await sleep(blowAt);
      const recovered = await strike(stack);
      await recovered();
      const invoices = await Promise.all(sending);
      for (const { id } of invoices) await organisation.untilStatus(id, 'PAID', 60_000);
      for (const number of numbers) {
        const submissions = await stack.submissions(number);
        expect(submissions.map(({ accepted }) => accepted)).toEqual([1]);
      }
      for (const { id } of invoices) await toldOnceEach(id);
    },
  );
});

/** At least one delivery of every message; however often it came, with one id and one body. */
async function toldOnceEach(invoiceId: string): Promise<void> {
  const ours = () => receiver.deliveries.filter(({ body }) => body.data.invoice_id === invoiceId);
  await receiver.until(() => new Set(ours().map(({ body }) => body.data.sequence)).size === SEQUENCES.length, 40_000);
  const messages = new Map<number, Set<string>>();
  for (const { id, text, body } of ours()) {
    const known = messages.get(body.data.sequence) ?? new Set();
    messages.set(body.data.sequence, known.add(`${id} ${text}`));
  }
  expect([...messages.keys()].toSorted((a, b) => a - b)).toEqual(SEQUENCES);
  expect([...messages.values()].map(({ size }) => size)).toEqual(SEQUENCES.map(() => 1));
}
