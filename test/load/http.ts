import { cpus } from 'node:os';
import { z } from 'zod';
import { median, medianRound, roundLine, type Round } from './figures.js';
import { post } from './invoices.js';
import { load, peakMegabytes, type Call, type Target } from './load.js';
import { startMachine, type Machine } from './machine.js';

const ROUNDS = 5;
const SECONDS = 3;
const CONCURRENCY = 50;
/** Until the compiler has seen the whole path. */
const WARM_UP = { concurrency: CONCURRENCY, seconds: 12, most: 5_000 };
const MANY_LINES = 5_000;
const LARGE_POSTS = 5;

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

/** One thing to put load on. */
interface Subject {
  readonly name: string;
  readonly target: Target;
  readonly next: () => Call;
}

/** Rounds of all subjects in turn, so that whatever else the machine does meets them alike; their medians. */
async function alternate(subjects: readonly Subject[], rounds = ROUNDS): Promise<Round[]> {
  const results = subjects.map((): Round[] => []);
  for (const { target, next } of subjects) await load(target, next, WARM_UP);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { target, next }] of subjects.entries()) {
      results[index]?.push(await load(target, next, { concurrency: CONCURRENCY, seconds: SECONDS }));
    }
  }
  return results.map((each, index) => {
    const figures = medianRound(each);
    say(roundLine(subjects[index]?.name ?? '', figures));
    return figures;
  });
}

async function measurePosts({ api, bare, apiKey }: Machine): Promise<void> {
  say(`${ROUNDS} alternating rounds of ${SECONDS} s, ${CONCURRENCY} in flight, medians:`);
  const [product, handler] = await alternate([
    { name: 'POST /v1/invoices', target: api, next: () => post('/v1/invoices', { 'x-api-key': apiKey }) },
    { name: 'bare Nest handler, one INSERT', target: bare, next: () => post('/bare') },
  ]);
  if (!product || !handler) return;
  say(
    `ratio: ${(product.perSecond / handler.perSecond).toFixed(2)} (POST /v1/invoices per second / bare handler per second)`,
  );
}

async function measureReads({ api, apiKey }: Machine): Promise<void> {
  const headers = { 'x-api-key': apiKey };
  const response = await fetch(`${api.url}/v1/invoices?limit=1`, { headers });
  const { data } = z.object({ data: z.array(z.object({ id: z.string() })) }).parse(await response.json());
  const get = (name: string, path: string, expected = 200, with_: Record<string, string> = headers): Subject => ({
    name,
    target: api,
    next: () => ({ method: 'GET', path, headers: with_, expected }),
  });
  await alternate(
    [get('GET /v1/invoices/{id}', `/v1/invoices/${data[0]?.id}`), get('GET /v1/invoices (20)', '/v1/invoices')],
    3,
  );
  const [without, with_] = await alternate(
    [
      get('404 behind key and rate limit', '/v1/invoices/none', 404),
      get('401 before both', '/v1/invoices/none', 401, {}),
    ],
    3,
  );
  if (without?.cpuMs === undefined || with_?.cpuMs === undefined) return;
  say(
    `warm key check and rate limit: ${((without.cpuMs - with_.cpuMs) * 1_000).toFixed(0)} µs of processor time a request (the difference)`,
  );
}

async function measureLargeInvoice({ api, apiKey }: Machine): Promise<void> {
  const latencies: number[] = [];
  const waits: number[] = [];
  for (let count = 0; count < LARGE_POSTS; count += 1) {
    const { method, body, headers, path } = post('/v1/invoices', { 'x-api-key': apiKey }, MANY_LINES);
    const sentAt = performance.now();
    const answer = fetch(api.url + path, { method, headers: { ...headers }, body: body ?? '' }).then(
      async (response) => {
        await response.arrayBuffer();
        return { status: response.status, ms: performance.now() - sentAt };
      },
    );
    waits.push(await longestWaitUntil(answer, api));
    const { status, ms } = await answer;
    if (status !== 201) throw new Error(`the invoice of ${MANY_LINES} lines was answered ${status}`);
    latencies.push(ms);
  }
  const peak = peakMegabytes(api.pid);
  const figures = `${median(latencies).toFixed(0)} ms, longest wait of another request meanwhile ${median(waits).toFixed(0)} ms`;
  say(`POST of ${MANY_LINES} lines: ${figures} (medians of ${LARGE_POSTS})`);
  if (peak !== undefined) say(`most memory the api held in this run: ${peak.toFixed(0)} MB`);
}

/** Asks for /livez again and again until `end`; the longest time an answer took, which is how long the loop stood. */
async function longestWaitUntil(end: Promise<unknown>, { url }: Target): Promise<number> {
  const ended = end.then(() => true);
  let longest = 0;
  do {
    const sentAt = performance.now();
    await (await fetch(`${url}/livez`)).arrayBuffer();
    longest = Math.max(longest, performance.now() - sentAt);
  } while (!(await Promise.race([ended, Promise.resolve(false)])));
  return longest;
}

const machine = await startMachine();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void machine.stop().finally(() => process.exit(1)));
}
try {
  say(`onefacture on Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
  await measurePosts(machine);
  say();
  await measureReads(machine);
  say();
  await measureLargeInvoice(machine);
} finally {
  await machine.stop();
}
