import { randomUUID } from 'node:crypto';
import { Test } from '@nestjs/testing';
import { RedisSettings, SettingsModule, loadSettings } from '@onefacture/config';
import { Clock, MetricsModule } from '@onefacture/observability';
import type { Redis as Connection } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestRedis } from '../../../test/services/private-redis.js';
import {
  assertNothingIsEvicted,
  BreakerState,
  Broadcast,
  connectRedis,
  RateLimiter,
  Redis,
  RedisModule,
  waitUntilReady,
} from './index.js';

const settingsFor = (address: string | undefined) => RedisSettings.from({ ONEFACTURE_REDIS_ADDR: address });
const clock = new Clock();
const opened: { disconnect(): void }[] = [];
const connect = (address = process.env['ONEFACTURE_REDIS_ADDR']): Connection => {
  const redis = connectRedis(settingsFor(address), 'commands');
  opened.push(redis);
  return redis;
};
const moduleOn = (address: string | undefined) =>
  Test.createTestingModule({
    imports: [
      SettingsModule.forRoot(loadSettings({ ONEFACTURE_DB_DSN: 'postgres://unused', ONEFACTURE_REDIS_ADDR: address })),
      MetricsModule,
      RedisModule,
    ],
  }).compile();
let redis: Connection;

beforeAll(async () => {
  redis = connect();
  await waitUntilReady(redis, 10_000);
});
afterAll(() => {
  for (const connection of opened) connection.disconnect();
});

describe('RateLimiter', () => {
  it('holds the limit over several processes at once', async () => {
    const other = connect();
    await waitUntilReady(other, 5_000);
    const limiters = [new RateLimiter(redis, clock), new RateLimiter(other, clock)];
    const key = randomUUID();
    const verdicts = await Promise.all(
      Array.from({ length: 40 }, async (_, turn) => limiters[turn % 2]?.take(key, 25, 3_600)),
    );
    expect(verdicts.filter((verdict) => verdict?.allowed)).toHaveLength(25);
    const last = await limiters[0]?.take(key, 25, 3_600);
    expect(last).toMatchObject({ allowed: false, limit: 25, remaining: 0 });
    expect(last?.resetSeconds).toBeGreaterThan(0);
    expect(last?.resetSeconds).toBeLessThanOrEqual(7_200);
  });

  it('keeps keys apart and lets them end', async () => {
    const limiter = new RateLimiter(redis, clock);
    const [one, other] = [randomUUID(), randomUUID()];
    expect(await limiter.take(one, 1, 60)).toMatchObject({ allowed: true, remaining: 0 });
    expect(await limiter.take(other, 1, 60)).toMatchObject({ allowed: true });
    expect(await limiter.take(one, 1, 60)).toMatchObject({ allowed: false });
    expect(await redis.pttl(`ofx:rate:${one}`)).toBeGreaterThan(0);
  });

  it('peeks without counting', async () => {
    const limiter = new RateLimiter(redis, clock);
    const key = randomUUID();
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await limiter.peek(key, 1, 60)).toMatchObject({ allowed: true, remaining: 1 });
    }
    await limiter.take(key, 1, 60);
    expect(await limiter.peek(key, 1, 60)).toMatchObject({ allowed: false });
  });
});

describe('BreakerState', () => {
  it('is one state for the fleet, with one probe', async () => {
    const key = randomUUID();
    const [here, there] = [new BreakerState(redis, clock), new BreakerState(redis, clock)];
    expect(await here.openedUntil(key)).toBeNull();
    expect(await here.tryProbe(key, 60_000)).toBe(false);
    const until = Date.now() + 3_600_000;
    await here.open(key, until);
    expect(await there.openedUntil(key)).toBe(until);
    const probes = await Promise.all([here, there, here, there].map((state) => state.tryProbe(key, 60_000)));
    expect(probes.filter(Boolean)).toHaveLength(1);
    await there.open(key, until + 5);
    expect(await here.openedUntil(key)).toBe(until + 5);
    expect(await here.tryProbe(key, 60_000)).toBe(true);
    await there.close(key);
    expect(await here.openedUntil(key)).toBeNull();
  });

  it('stays known after its time, as half open', async () => {
    const key = randomUUID();
    const state = new BreakerState(redis, clock);
    const past = Date.now() - 1_000;
    await state.open(key, past);
    expect(await state.openedUntil(key)).toBe(past);
    expect(await state.tryProbe(key, 20)).toBe(true);
    await vi.waitFor(async () => expect(await state.tryProbe(key, 20)).toBe(true));
  });
});

describe('Broadcast', () => {
  const broadcasts: Broadcast[] = [];
  afterEach(() => {
    for (const broadcast of broadcasts.splice(0)) broadcast.onApplicationShutdown();
  });
  const broadcastOn = (address = process.env['ONEFACTURE_REDIS_ADDR'], connection = redis) => {
    const broadcast = new Broadcast(connection, settingsFor(address));
    broadcasts.push(broadcast);
    return broadcast;
  };

  it('reaches every listener of a channel until it leaves', async () => {
    const channel = randomUUID();
    const [one, two] = [broadcastOn(), broadcastOn()];
    const heard: string[] = [];
    const leave = await one.subscribe(channel, { onMessage: (message) => heard.push(`one ${message}`) });
    await two.subscribe(channel, { onMessage: (message) => heard.push(`two ${message}`) });
    await two.subscribe(randomUUID(), { onMessage: () => heard.push('other') });
    expect(await one.publish(channel, 'a')).toBe(true);
    await vi.waitFor(() => expect(heard.toSorted()).toEqual(['one a', 'two a']));
    leave();
    await one.publish(channel, 'b');
    await vi.waitFor(() => expect(heard).toContain('two b'));
    expect(heard).not.toContain('one b');
  });

  it('gives up quietly when the process stops while it still connects', async () => {
    const broadcast = broadcastOn();
    const subscribing = broadcast.subscribe(randomUUID(), { onMessage: () => undefined });
    broadcast.onApplicationShutdown();
    await expect(subscribing).resolves.toBeTypeOf('function');
  });
});

describe('after a break', () => {
  it('listens again and tells that messages may be missing', async () => {
    const server = await startTestRedis();
    const connection = connect(server.address);
    await waitUntilReady(connection, 10_000);
    const broadcast = new Broadcast(connection, settingsFor(server.address));
    const heard: string[] = [];
    await broadcast.subscribe('keys', { onMessage: (text) => heard.push(text), onGap: () => heard.push('gap') });
    expect(heard).toEqual(['gap']);
    await connection.client('KILL', 'TYPE', 'pubsub');
    await vi.waitFor(() => expect(heard).toEqual(['gap', 'gap']), 5_000);
    // From then on nothing is missed.
    await broadcast.publish('keys', 'again');
    await vi.waitFor(() => expect(heard).toEqual(['gap', 'gap', 'again']), 5_000);
    broadcast.onApplicationShutdown();
    await server.stop();
  });
});

describe('without Redis', () => {
  it('limits locally, remembers open circuits, and says that nothing was published', async () => {
    const server = await startTestRedis();
    const connection = connect(server.address);
    await waitUntilReady(connection, 10_000);
    const limiter = new RateLimiter(connection, clock);
    const breaker = new BreakerState(connection, clock);
    const until = Date.now() + 3_600_000;
    await breaker.open('platform', until);
    await server.stop();
    const verdicts = [];
    for (let turn = 0; turn < 4; turn += 1) verdicts.push(await limiter.take('key', 3, 3_600));
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, true, false]);
    expect(await breaker.openedUntil('platform')).toBe(until);
    expect(await breaker.tryProbe('platform', 60_000)).toBe(true);
    expect(await breaker.tryProbe('platform', 60_000)).toBe(false);
    await breaker.close('platform');
    expect(await breaker.openedUntil('platform')).toBeNull();
    const broadcast = new Broadcast(connection, settingsFor(server.address));
    expect(await broadcast.publish('channel', 'x')).toBe(false);
  });
});

describe('RedisModule', () => {
  it('provides the connection and closes it', async () => {
    const module = await moduleOn(process.env['ONEFACTURE_REDIS_ADDR']);
    await module.init();
    const shared = module.get(Redis);
    expect(await shared.ping()).toBe('PONG');
    expect(module.get(RateLimiter)).toBeInstanceOf(RateLimiter);
    await module.close();
    await vi.waitFor(() => expect(shared.status).toBe('end'));
  });

  it('refuses a server that evicts', async () => {
    const server = await startTestRedis();
    try {
      const connection = connect(server.address);
      await waitUntilReady(connection, 10_000);
      await expect(assertNothingIsEvicted(connection)).resolves.toBeUndefined();
      await connection.config('SET', 'maxmemory-policy', 'allkeys-lru');
      await expect(assertNothingIsEvicted(connection)).rejects.toThrow('maxmemory-policy allkeys-lru');
      const module = await moduleOn(server.address);
      await expect(module.init()).rejects.toThrow('set it to noeviction');
      await module.close();
    } finally {
      await server.stop();
    }
  });
});
