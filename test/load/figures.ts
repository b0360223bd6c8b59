/** What one round of load gave. */
export interface Round {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of the server process per request; undefined where the system does not tell. */
  readonly cpuMs: number | undefined;
}

/** The value below which `share` (0 to 1) of the values lie, by nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The median of each figure by itself. */
export function medianRound(rounds: readonly Round[]): Round {
  const cpu = rounds.flatMap(({ cpuMs }) => (cpuMs === undefined ? [] : [cpuMs]));
  return {
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
    cpuMs: cpu.length === 0 ? undefined : median(cpu),
  };
}

const ms = (value: number) => `${value.toFixed(1)} ms`;

/** One line of the report: name, requests a second, latencies, processor time. */
export function roundLine(name: string, { perSecond, p50Ms, p99Ms, cpuMs }: Round): string {
  const cpu = cpuMs === undefined ? '' : `   cpu ${cpuMs.toFixed(2)} ms/request`;
  return `${name.padEnd(34)}${perSecond.toFixed(0).padStart(7)}/s   p50 ${ms(p50Ms).padStart(9)}   p99 ${ms(p99Ms).padStart(9)}${cpu}`;
}

const ROUND_MS = 300;

/** Processor time of one run in ms; runs for ROUND_MS, once at least. */
export async function cost(work: () => unknown): Promise<number> {
  const endsAt = performance.now() + ROUND_MS;
  const before = process.cpuUsage();
  let runs = 0;
  do {
    await work();
    runs += 1;
  } while (performance.now() < endsAt);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / runs;
}

/**
 * Processor time of one run in ms, the median of rounds after some that are not counted: what else runs matters little.
 * A service is warm; code that is compiled while it is measured costs several times as much.
 */
export async function processorTime(rounds: number, work: () => unknown, uncounted = 1): Promise<number> {
  for (let round = 0; round < uncounted; round += 1) await cost(work);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await cost(work));
  return median(times);
}
