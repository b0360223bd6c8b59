import type { RequestLog } from '@onefacture/redis';
import { describe, expect, it } from 'vitest';
import { EndpointRates } from './endpoint-rates.js';

/** Counts as Redis does, by a clock that is moved by hand. */
function counting() {
  const clock = { now: 1_000_000 };
  const asked: string[] = [];
  const calls: number[] = [];
  const log: Pick<RequestLog, 'take'> = {
    async take(account, { requests, perMs }) {
      asked.push(account);
      const within = calls.filter((at) => at > clock.now - perMs);
      if (within.length >= requests) return (within.at(-requests) ?? 0) + perMs - clock.now;
      calls.push(clock.now);
      return 0;
    },
  };
  return { clock, asked, calls, rates: new EndpointRates(log as RequestLog) };
}

describe(EndpointRates.name, () => {
  it('asks nobody where there is no limit', async () => {
    const { rates, asked, clock } = counting();
    expect(await rates.take('one', null, clock.now)).toBe(0);
    expect(asked).toEqual([]);
  });

  it('lets the limit through and has each of the others come back later than the one before', async () => {
    const { rates, clock } = counting();
    const waits: number[] = [];
    for (let at = 0; at < 7; at += 1) waits.push(await rates.take('one', 2, clock.now));
    expect(waits).toEqual([0, 0, 1_500, 2_000, 2_500, 3_000, 3_500]);
  });

  it('brings a queue through at the pace of its limit', async () => {
    const { rates, clock, calls } = counting();
    let queue = Array.from({ length: 40 }, () => clock.now);
    while (queue.length > 0) {
      clock.now = Math.min(...queue);
      const due = queue.filter((at) => at <= clock.now);
      queue = queue.filter((at) => at > clock.now);
      for (const _ of due) {
        const wait = await rates.take('one', 5, clock.now);
        if (wait > 0) queue.push(clock.now + wait);
      }
    }
    const busiest = Math.max(...calls.map((at) => calls.filter((other) => other > at - 1_000 && other <= at).length));
    expect(calls).toHaveLength(40);
    expect(busiest).toBeLessThanOrEqual(5);
    expect((calls.at(-1) ?? 0) - (calls[0] ?? 0)).toBeLessThan(20_000);
  });

  it('has nobody wait for longer than a minute', async () => {
    const { rates, clock } = counting();
    const waits: number[] = [];
    for (let at = 0; at < 200; at += 1) waits.push(await rates.take('one', 1, clock.now));
    expect(Math.max(...waits)).toBe(60_000);
  });
});
