import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PlatformFault } from '../ports/platform-fault.js';
import { faultOf } from '../testing/adapter-contract.js';
import { Bulkhead } from './bulkhead.js';

const call = (place = 'https://slow') => ({ platform: 'p', place });
const SETTINGS = { places: 2, patienceMs: 500, longestWaitMs: 30_000 };

describe(Bulkhead.name, () => {
  let now: number;
  let bulkhead: Bulkhead;
  beforeEach(() => {
    now = 1_000_000;
    bulkhead = new Bulkhead(SETTINGS, () => now);
  });
  /** A call that goes on until it is ended. */
  const hold = (place?: string) => {
    const ending: { now?: (error?: Error) => void } = {};
    const work = () =>
      new Promise<string>((resolve, reject) => {
        ending.now = (error) => (error ? reject(error) : resolve('done'));
      });
    return { result: bulkhead.run(call(place), work), end: (error?: Error) => ending.now?.(error) };
  };
  const refused = async (place?: string) => faultOf(bulkhead.run(call(place), async () => 'done'));

  it('lets so many calls to one address through and no more, and any number to others', async () => {
    const held = [hold(), hold()];
    now += 501;
    expect(await refused()).toMatchObject({ fault: 'busy', sent: 'no', heldBack: true, code: 'platform.unavailable' });
    const elsewhere = [hold('https://a'), hold('https://a'), hold('https://b')];
    for (const { end } of [...held, ...elsewhere]) end();
    expect(await Promise.all([...held, ...elsewhere].map(({ result }) => result))).toEqual(Array(5).fill('done'));
    await expect(bulkhead.run(call(), async () => 'again')).resolves.toBe('again');
  });

  it('waits for a place where calls end quickly', async () => {
    const [first, second] = [hold(), hold()];
    const third = bulkhead.run(call(), async () => 'third');
    first.end();
    expect(await third).toBe('third');
    second.end();
    await Promise.all([first.result, second.result]);
  });

  it('waits no longer than its patience', async () => {
    vi.useFakeTimers({ now });
    try {
      bulkhead = new Bulkhead(SETTINGS);
      const held = [hold(), hold()];
      const late = refused();
      await vi.advanceTimersByTimeAsync(500);
      expect((await late).fault).toBe('busy');
      for (const { end } of held) end();
    } finally {
      vi.useRealTimers();
    }
  });

  it('sends away at once while calls there take long, each for longer than the one before, never for ever', async () => {
    const held = [hold(), hold()];
    now += 10_000;
    const waits: (number | undefined)[] = [];
    for (let turn = 0; turn < 9; turn += 1) waits.push((await refused()).options.retryAfterSeconds);
    expect(waits).toEqual([5, 10, 15, 20, 25, 30, 30, 30, 30]);
    for (const { end } of held) end();
    await Promise.all(held.map(({ result }) => result));
    const again = [hold(), hold()];
    expect((await refused()).fault).toBe('busy');
    for (const { end } of again) end();
  });

  it('frees the place of a call that fails', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const { result, end } = hold();
      end(new PlatformFault('timeout', { platform: 'p', sent: 'maybe', detail: 'late' }));
      expect((await faultOf(result)).fault).toBe('timeout');
    }
    await expect(bulkhead.run(call(), async () => 'done')).resolves.toBe('done');
  });

  it('learns nothing from calls that were held back', async () => {
    const { result, end } = hold();
    now += 60_000;
    end(new PlatformFault('circuit_open', { platform: 'p', sent: 'no', detail: 'open' }));
    await faultOf(result);
    const [first, second] = [hold(), hold()];
    const third = bulkhead.run(call(), async () => 'waited');
    first.end();
    expect(await third).toBe('waited');
    second.end();
  });
});
