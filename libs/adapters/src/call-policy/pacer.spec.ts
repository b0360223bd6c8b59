import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { faultOf } from '../testing/adapter-contract.js';
import { MemoryRequestLog, Pacer, type PacedCall } from './pacer.js';

const call = (requests: number, perMs: number): PacedCall => ({
  platform: 'p',
  rate: { account: 'a', limit: { requests, perMs } },
});

describe(Pacer.name, () => {
  let now: number;
  let pacer: Pacer;
  beforeEach(() => {
    now = 5_000;
    pacer = new Pacer(new MemoryRequestLog(() => now), async (ms) => void (now += ms));
  });
  const { signal } = new AbortController();
  it('lets calls without a limit through', async () => {
    for (let turn = 0; turn < 100; turn += 1) await pacer.wait({ platform: 'p' }, signal);
    expect(now).toBe(5_000);
  });

  it('never has more requests in a window than the limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }),
        async (requests, gaps) => {
          const log = new MemoryRequestLog(() => now);
          const sent: number[] = [];
          for (const gap of gaps) {
            now += gap;
            if ((await log.take('a', { requests, perMs: 1_000 })) === 0) sent.push(now);
          }
          for (const end of sent) {
            expect(sent.filter((at) => at <= end && at > end - 1_000).length).toBeLessThanOrEqual(requests);
          }
        },
      ),
    );
  });

  it('waits a little for its turn', async () => {
    for (let turn = 0; turn < 4; turn += 1) await pacer.wait(call(2, 1_500), signal);
    expect(now).toBe(6_500);
  });

  it('gives up when its turn is far away, and says when it comes', async () => {
    for (let turn = 0; turn < 25; turn += 1) await pacer.wait(call(25, 5_000), signal);
    now += 100;
    expect(await faultOf(pacer.wait(call(25, 5_000), signal))).toMatchObject({
      fault: 'rate_limited',
      code: 'platform.rate_limited',
      sent: 'no',
      heldBack: true,
      options: { retryAfterSeconds: 5 },
    });
  });

  it('counts accounts apart', async () => {
    await pacer.wait(call(1, 60_000), signal);
    await pacer.wait({ platform: 'p', rate: { account: 'b', limit: { requests: 1, perMs: 60_000 } } }, signal);
    expect((await faultOf(pacer.wait(call(1, 60_000), signal))).fault).toBe('rate_limited');
  });

  it('ends with the call', async () => {
    const stopped = new Pacer(new MemoryRequestLog(() => now), async () => Promise.reject(new Error('stopped')));
    await stopped.wait(call(1, 1_000), signal);
    const reason = AbortSignal.abort(new DOMException('over', 'TimeoutError'));
    expect((await faultOf(stopped.wait(call(1, 1_000), reason))).fault).toBe('timeout');
  });
});
