import { Redis } from 'ioredis';
import { execFileSync } from 'node:child_process';
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
/** A quota that no run uses up. */
const METERED = { ONEFACTURE_TIER_FREE_API_CALLS: '1000000000' };

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
  const get = (name: string, path: string): Subject => ({
    name,
    target: api,
    next: () => ({ method: 'GET', path, headers, expected: 200 }),
  });
  await alternate(
    [get('GET /v1/invoices/{id}', `/v1/invoices/${data[0]?.id}`), get('GET /v1/invoices (20)', '/v1/invoices')],
    3,
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

/** What every request of a live key costs before its handler: the same answer with and without key, quota and limit. */
async function measureAdmission({ api, redis, adminKey, dsn }: Machine): Promise<void> {
  const key = { 'x-api-key': await liveKey(api, adminKey) };
  const path = '/v1/invoices/none';
  const subjects: Subject[] = [
    {
      name: '404 behind key, quota and limit',
      target: api,
      next: () => ({ method: 'GET', path, headers: key, expected: 404 }),
    },
    { name: '401 before them', target: api, next: () => ({ method: 'GET', path, expected: 401 }) },
  ];
  const before = await scriptsRun(redis);
  let sent = 0;
  const counted = subjects.map((subject, index): Subject => ({
    ...subject,
    next: () => {
      sent += index === 0 ? 1 : 0;
      return subject.next();
    },
  }));
  const [admitted, refused] = await alternate(counted);
  const trips = ((await scriptsRun(redis)) - before) / sent;
  say(`Redis round trips of an admitted request: ${trips.toFixed(2)}`);
  if (admitted?.cpuMs !== undefined && refused?.cpuMs !== undefined) {
    say(
      `the difference, with all that follows the guards: ${((admitted.cpuMs - refused.cpuMs) * 1_000).toFixed(0)} µs`,
    );
  }
  say(
    `warm key check, quota and rate limit: ${guardsCost(dsn, redis)} µs of processor time a request (goal: below 200)`,
  );
}

/** Measured on the guards themselves, in a process of their own. */
function guardsCost(dsn: string, redis: string): string {
  const env = {
    ...process.env,
    ...METERED,
    ONEFACTURE_ENV: 'development',
    ONEFACTURE_DB_DSN: dsn,
    ONEFACTURE_REDIS_ADDR: redis,
    ONEFACTURE_RATE_LIMIT_PER_MIN: '10000000',
    ONEFACTURE_LOG_LEVEL: 'error',
  };
  return execFileSync(process.execPath, ['dist/scripts/admission-cost.js'], { encoding: 'utf8', env }).trim();
}

/** A key of a live organisation, whose plan has a quota of calls. */
async function liveKey({ url }: Target, adminKey: string): Promise<string> {
  const order = async (path: string, body: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' };
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (response.status !== 201) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const made = z
    .object({ id: z.string() })
    .parse(await order('/v1/admin/organizations', { name: 'Bench', mode: 'live' }));
  const issued = await order('/v1/admin/api-keys', { organization_id: made.id, label: 'bench' });
  return z.object({ api_key: z.string() }).parse(issued).api_key;
}

/** How many scripts Redis ran so far; the limiter asks for nothing else. */
async function scriptsRun(address: string): Promise<number> {
  const connection = new Redis(`redis://${address}`);
  const calls = /^cmdstat_evalsha:calls=(\d+)/m.exec(await connection.info('commandstats'))?.[1];
  connection.disconnect();
  return Number(calls ?? 0);
}

const machine = await startMachine(METERED);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void machine.stop().finally(() => process.exit(1)));
}
try {
  say(`onefacture on Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
  await measurePosts(machine);
  say();
  await measureReads(machine);
  say();
  await measureAdmission(machine);
  say();
  await measureLargeInvoice(machine);
} finally {
  await machine.stop();
}
