import { readFileSync } from 'node:fs';
import { Pool } from 'undici';
import { percentile, type Round } from './figures.js';

/** One request to send. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly expected: number;
}

/** A server under load. */
export interface Target {
  readonly url: string;
  readonly pid: number | undefined;
}

/** How much load: for so many seconds, or until so many requests were sent. */
export interface Amount {
  readonly concurrency: number;
  readonly seconds: number;
  readonly most?: number;
}

/** Keeps `concurrency` requests in flight, each on a kept-alive connection. */
export async function load(
  target: Target,
  next: () => Call,
  { concurrency, seconds, most = Infinity }: Amount,
): Promise<Round> {
  const pool = new Pool(target.url, { connections: concurrency, pipelining: 1 });
  const latencies: number[] = [];
  const cpuBefore = cpuSeconds(target.pid);
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  const client = async (): Promise<void> => {
    while (performance.now() < endsAt && latencies.length < most) latencies.push(await send(pool, next()));
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, client));
  } finally {
    await pool.close();
  }
  const elapsed = (performance.now() - startedAt) / 1_000;
  const cpuAfter = cpuSeconds(target.pid);
  return {
    perSecond: latencies.length / elapsed,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    cpuMs:
      cpuBefore === undefined || cpuAfter === undefined
        ? undefined
        : ((cpuAfter - cpuBefore) * 1_000) / latencies.length,
  };
}

/** Sends one request; its milliseconds. Another status than expected ends the run: its speed would mean nothing. */
async function send(pool: Pool, { expected, ...call }: Call): Promise<number> {
  const sentAt = performance.now();
  const { statusCode, body } = await pool.request({ ...call, headers: { ...call.headers } });
  if (statusCode !== expected) {
    throw new Error(`${call.method} ${call.path} answered ${statusCode}: ${(await body.text()).slice(0, 500)}`);
  }
  await body.dump({ limit: Number.MAX_SAFE_INTEGER });
  return performance.now() - sentAt;
}

const CLOCK_TICKS_PER_SECOND = 100;

/** Processor time of a process so far, user and system, as Linux tells it. */
function cpuSeconds(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
}

/** The most memory a process held so far (resident), as Linux tells it. */
export function peakMegabytes(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
}
