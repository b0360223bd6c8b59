import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { startSimulator } from '../../apps/simulator/src/simulator.js';
import { percentile } from './figures.js';
import { startMachine, type Machine } from './machine.js';

const SECRET = 'bench-secret';
const WARM_UP = 2_000;
const REQUESTS = 2_000;
const GOAL_P95_MS = 10;
const RECIPIENTS = ['732829320', '552120222', '356000000', '000000232', '000000059'];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Milliseconds of so many requests, `concurrency` of them at a time. */
async function latencies(pool: Pool, headers: Record<string, string>, count: number, concurrency: number) {
  const times: number[] = [];
  let sent = 0;
  const client = async (): Promise<void> => {
    while (sent < count) {
      const siren = RECIPIENTS[(sent += 1) % RECIPIENTS.length];
      const startedAt = performance.now();
      const { statusCode, body } = await pool.request({
        method: 'GET',
        path: `/v1/directory/lookup?siren=${siren}`,
        headers,
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`the lookup was answered ${statusCode}: ${text.slice(0, 500)}`);
      times.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, client));
  return times;
}

async function measure({ api, apiKey }: Machine): Promise<void> {
  const headers = { 'x-api-key': apiKey };
  const pool = new Pool(api.url, { connections: 50, pipelining: 1 });
  const first = await latencies(pool, headers, RECIPIENTS.length, 1);
  say(`not cached, ${first.length} recipients                p50 ${percentile(first, 0.5).toFixed(1)} ms`);
  await latencies(pool, headers, WARM_UP, 10);
  for (const concurrency of [1, 4, 16]) {
    const times = await latencies(pool, headers, REQUESTS, concurrency);
    const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
    const verdict = concurrency === 1 ? `   (goal p95 ${GOAL_P95_MS} ms: ${p95 < GOAL_P95_MS ? 'met' : 'missed'})` : '';
    say(
      `cached, ${REQUESTS} lookups, ${String(concurrency).padStart(2)} at a time   p50 ${p50.toFixed(1)} ms   p95 ${p95.toFixed(1)} ms${verdict}`,
    );
  }
  await pool.close();
}

const folder = await mkdtemp(join(tmpdir(), 'onefacture-bench-directory-'));
const simulator = await startSimulator({ port: 0, dataDir: folder, clientSecret: SECRET });
const machine = await startMachine({
  ONEFACTURE_SANDBOX_BASE_URL: simulator.url,
  ONEFACTURE_SANDBOX_CLIENT_SECRET: SECRET,
});
try {
  await measure(machine);
} finally {
  await machine.stop();
  await simulator.stop();
  await rm(folder, { recursive: true, force: true });
}
