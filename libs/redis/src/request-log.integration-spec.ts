import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RedisSettings } from '@onefacture/config';
import { Clock } from '@onefacture/observability';
import { afterAll, describe, expect, it } from 'vitest';
import { connectRedis, RequestLog, waitUntilReady, type Redis } from './index.js';

const opened: Redis[] = [];
const connect = async (address = process.env['ONEFACTURE_REDIS_ADDR']) => {
  const redis = connectRedis(RedisSettings.from({ ONEFACTURE_REDIS_ADDR: address }), 'commands');
  opened.push(redis);
  await waitUntilReady(redis, address === '127.0.0.1:1' ? 0 : 10_000);
  return new RequestLog(redis, new Clock());
};
afterAll(() => {
  for (const redis of opened) redis.disconnect();
});

describe(RequestLog.name, () => {
  it('counts the requests of several processes together, account by account', async () => {
    const logs = [await connect(), await connect()];
    const account = randomUUID();
    const waits = await Promise.all(
      Array.from({ length: 40 }, async (_, turn) => logs[turn % 2]?.take(account, { requests: 25, perMs: 3_600_000 })),
    );
    expect(waits.filter((ms) => ms === 0)).toHaveLength(25);
    expect(waits.filter((ms) => (ms ?? 0) > 3_500_000)).toHaveLength(15);
    expect(await logs[0]?.take(randomUUID(), { requests: 1, perMs: 3_600_000 })).toBe(0);
  });

  it('lets the next one through when the oldest leaves the window', async () => {
    const log = await connect();
    const account = randomUUID();
    const rate = { requests: 1, perMs: 100 };
    expect(await log.take(account, rate)).toBe(0);
    for (let ms = await log.take(account, rate); ms > 0; ms = await log.take(account, rate)) {
      expect(ms).toBeLessThanOrEqual(100);
      await sleep(ms);
    }
  });

  it('counts by itself while Redis is away', async () => {
    const log = await connect('127.0.0.1:1');
    const rate = { requests: 2, perMs: 3_600_000 };
    const account = randomUUID();
    expect([await log.take(account, rate), await log.take(account, rate)]).toEqual([0, 0]);
    expect(await log.take(account, rate)).toBeGreaterThan(3_500_000);
  });
});
