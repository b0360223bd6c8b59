import { randomUUID } from 'node:crypto';
import { RedisSettings } from '@onefacture/config';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestRedis } from '../../../test/services/private-redis.js';
import { BoundedCache, connectRedis, waitUntilReady } from './index.js';

let redis: Redis;
beforeAll(async () => {
  redis = connectRedis(RedisSettings.from({ ONEFACTURE_REDIS_ADDR: process.env['ONEFACTURE_REDIS_ADDR'] }), 'commands');
  await waitUntilReady(redis, 10_000);
});
afterAll(() => redis.disconnect());

const cacheOf = (maxEntries: number, name = `test-${randomUUID()}`) =>
  new BoundedCache(redis, { name, maxEntries, maxEntryBytes: 20 });

it('reads what it wrote, for the whole fleet, until it ends', async () => {
  const name = `test-${randomUUID()}`;
  const [here, there] = [cacheOf(10, name), cacheOf(10, name)];
  expect(await here.write('a', 'é1', 60_000)).toBe(true);
  expect(await there.read(['b', 'a'])).toEqual([null, 'é1']);
  expect(await redis.pttl(`ofx:{${name}}:entry:a`)).toBeGreaterThan(50_000);
  expect(await here.read([])).toEqual([]);
});

it('keeps no more than it may, and drops the oldest', async () => {
  const name = `test-${randomUUID()}`;
  const cache = cacheOf(3, name);
  await cache.write('old', 'x', 60_000);
  await redis.zadd(`ofx:{${name}}:index`, 1, 'old');
  for (const one of ['a', 'b', 'c']) await cache.write(one, one, 60_000);
  expect(await cache.read(['old', 'a', 'b', 'c'])).toEqual([null, 'a', 'b', 'c']);
  expect(await redis.zcard(`ofx:{${name}}:index`)).toBe(3);
});

it('does not keep what is too long', async () => {
  const cache = cacheOf(3);
  expect(await cache.write('a', 'é'.repeat(11), 60_000)).toBe(false);
  expect(await cache.read(['a'])).toEqual([null]);
});

it('knows nothing and says so while Redis is away', async () => {
  const server = await startTestRedis();
  const connection = connectRedis(RedisSettings.from({ ONEFACTURE_REDIS_ADDR: server.address }), 'commands');
  await waitUntilReady(connection, 10_000);
  const cache = new BoundedCache(connection, { name: 'test', maxEntries: 3, maxEntryBytes: 20 });
  await server.stop();
  expect(await cache.write('a', 'x', 60_000)).toBe(false);
  expect(await cache.read(['a', 'b'])).toEqual([null, null]);
  connection.disconnect();
});
