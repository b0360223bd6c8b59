import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { cpus } from 'node:os';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { median, percentile } from './figures.js';
import { bareDeliveries } from './bare-deliveries.js';
import { freshInvoice } from './invoices.js';
import { startMachine, type Machine } from './machine.js';
import { sandboxKey } from '../../scripts/stack/sandbox.js';

const ENDPOINTS = 1_000;
const DEAD_ENDPOINTS = 50;
const ROUNDS = 3;
const PATIENCE_MS = 120_000;

const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const Id = z.object({ id: z.uuid() });

/** Receivers of all endpoints: one server, a path each; those that hang keep their answers back. */
async function startReceivers() {
  const arrived = new Map<string, number>();
  const hanging = new Set<string>();
  const held: ServerResponse[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    request.resume().on('end', () => {
      if (!arrived.has(path)) arrived.set(path, performance.now());
      if (hanging.has(path)) held.push(response);
      else response.writeHead(204).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, arrived, hanging, held, stop };
}
type Receivers = Awaited<ReturnType<typeof startReceivers>>;

class Caller {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  async post(path: string, body: string): Promise<unknown> {
    const headers = { 'content-type': 'application/json', 'x-api-key': this.key };
    const response = await fetch(this.url + path, { method: 'POST', headers, body });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer;
  }

  async register(url: string): Promise<void> {
    await this.post('/v1/webhooks', JSON.stringify({ url }));
  }

  /** Makes one event, which goes to all endpoints. @returns when it was committed */
  async event(): Promise<number> {
    const { id } = Id.parse(await this.post('/v1/invoices', freshInvoice()));
    const asked = performance.now();
    await this.post(`/v1/invoices/${id}/cancel`, '{}');
    return asked;
  }
}

async function registerAll(caller: Caller, urls: readonly string[]): Promise<void> {
  const left = [...urls];
  const client = async (): Promise<void> => {
    for (let url = left.pop(); url !== undefined; url = left.pop()) await caller.register(url);
  };
  await Promise.all(Array.from({ length: 8 }, client));
}

/** One event to 1,000 endpoints. @returns milliseconds until it arrived at each of those that do not hang */
async function round(caller: Caller, receivers: Receivers, watched: readonly string[]): Promise<number[]> {
  receivers.arrived.clear();
  const from = await caller.event();
  const until = performance.now() + PATIENCE_MS;
  while (watched.some((path) => !receivers.arrived.has(path))) {
    if (performance.now() > until) throw new Error('not all deliveries arrived');
    await pause(20);
  }
  return watched.map((path) => (receivers.arrived.get(path) ?? Number.NaN) - from);
}

async function latencies(machine: Machine, receivers: Receivers): Promise<number> {
  const many = new Caller(machine.api.url, machine.apiKey);
  const dead = new Caller(machine.api.url, await sandboxKey(machine.api.url, undefined));
  const paths = Array.from({ length: ENDPOINTS }, (_, index) => `/many/${index}`);
  const deadPaths = Array.from({ length: DEAD_ENDPOINTS }, (_, index) => `/dead/${index}`);
  await registerAll(
    many,
    paths.map((path) => receivers.url + path),
  );
  await registerAll(
    dead,
    deadPaths.map((path) => receivers.url + path),
  );
  const [slow = '', ...others] = paths;
  for (const path of deadPaths) receivers.hanging.add(path);
  await round(many, receivers, others);
  const cases = [
    { name: 'all answer', before: async () => void receivers.hanging.delete(slow) },
    { name: 'one of them hangs', before: async () => void receivers.hanging.add(slow) },
    { name: `… and ${DEAD_ENDPOINTS} of another tenant`, before: async () => void (await dead.event()) },
  ];
  const results = cases.map((): number[][] => []);
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    for (const [index, { before }] of cases.entries()) {
      await before();
      results[index]?.push(await round(many, receivers, others));
    }
  }
  for (const [index, { name }] of cases.entries()) {
    const [p50, p95] = [0.5, 0.95].map((share) => median((results[index] ?? []).map((one) => percentile(one, share))));
    say(`${name.padEnd(34)} p50 ${(p50 ?? 0).toFixed(0).padStart(6)} ms   p95 ${(p95 ?? 0).toFixed(0).padStart(6)} ms`);
  }
  for (const response of receivers.held.splice(0)) response.writeHead(204).end();
  const whole = (results[0] ?? []).map((one) => (1_000 * one.length) / Math.max(...one));
  return median(whole);
}

async function main(): Promise<void> {
  const machine = await startMachine();
  await machine.startWorker();
  const receivers = await startReceivers();
  try {
    say(
      `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}; load, receivers and all servers on the same machine.`,
    );
    say(
      `One event to ${ENDPOINTS} endpoints, from the command to each of the others; ${ROUNDS} rounds in turn, medians.`,
    );
    const perSecond = await latencies(machine, receivers);
    const bare = await bareDeliveries(machine, ENDPOINTS, ROUNDS);
    say();
    say(`deliveries through the worker      ${perSecond.toFixed(0).padStart(6)}/s`);
    say(`bare BullMQ, the same statements   ${bare.toFixed(0).padStart(6)}/s`);
    say(`ratio                              ${(perSecond / bare).toFixed(2).padStart(6)}`);
  } finally {
    receivers.stop();
    await machine.stop();
  }
}

await main();
