import { RedisSettings } from '@onefacture/config';
import { connectRedis, RateLimiter, Redis, waitUntilReady } from '@onefacture/redis';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestRedis } from '../../../../test/services/private-redis.js';
import { startBilling, type BillingBench } from '../testing/billing-bench.js';
import { addMonths } from '../subscriptions/grace.js';
import { ApiCallMeter } from './api-call-meter.js';
import { parisMonth } from './paris-month.js';
import { UsageRepository } from './usage.repository.js';

let bench: BillingBench;
let server: Awaited<ReturnType<typeof startTestRedis>>;
let redis: Redis;
beforeAll(async () => {
  bench = await startBilling({ ONEFACTURE_BILLING_CATALOGUE: 'onefacture', ONEFACTURE_TIER_FREE_API_CALLS: '20' });
  server = await startTestRedis();
  redis = connectRedis(RedisSettings.from({ ONEFACTURE_REDIS_ADDR: server.address }), 'commands');
  await waitUntilReady(redis, 10_000);
});
afterAll(async () => {
  redis.disconnect();
  await Promise.all([bench.stop(), server.stop()]);
});

/** One process of the fleet. */
const aProcess = (through = redis) =>
  new ApiCallMeter(bench.database, new RateLimiter(through, bench.clock), bench.subscriptions, bench.clock);
const call = async (meter: ApiCallMeter, organizationId: string, perMinute = 1_000) => {
  const rate = { key: `test:${randomUUID()}`, limit: perMinute, windowSeconds: 60 };
  return meter.take({ organizationId, rate }, await meter.standing(organizationId));
};
const month = () => parisMonth(bench.clock.now());
const written = (organisation: string) =>
  bench.within(organisation, async (tx) => (await new UsageRepository(tx).of(month())).get('api_calls'));

const state = async () => (await bench.subscriptions.state(organisation)).subscription;

let organisation: string;
beforeEach(async () => {
  organisation = await bench.live();
});

describe('the quota of calls', () => {
  it('lets exactly as many pass as are left, whichever process is asked', async () => {
    const processes = [aProcess(), aProcess()];
    const asked = Array.from({ length: 50 }, (_, index) => call(processes[index % 2] ?? aProcess(), organisation));
    const allowed = (await Promise.all(asked)).filter(({ quota }) => quota?.allowed);
    expect(allowed).toHaveLength(20);
    expect(await aProcess().used(organisation, month())).toBe(20);
  });

  it('is asked in one round trip with the limit by time', async () => {
    const meter = aProcess();
    await call(meter, organisation);
    const asked = vi.spyOn(redis, 'sendCommand');
    await call(meter, organisation);
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
  });

  it('is not used by a call that the limit by time refuses', async () => {
    const meter = aProcess();
    const verdict = await call(meter, organisation, 0);
    expect(verdict).toMatchObject({ rate: { allowed: false } });
    expect(verdict.quota).toBeUndefined();
    expect(await meter.used(organisation, month())).toBe(0);
  });

  it('gets a call back that came to nothing', async () => {
    const [meter, other] = [aProcess(), aProcess()];
    for (let count = 0; count < 20; count += 1) await call(count % 2 ? meter : other, organisation);
    await meter.giveBack(organisation, month());
    expect((await call(other, organisation)).quota).toMatchObject({ allowed: true, limit: 20, used: 20 });
    expect((await call(meter, organisation)).quota).toMatchObject({ allowed: false, limit: 20, used: 20 });
  });

  it('is counted where it is none, and not where the catalogue has none', async () => {
    const meter = aProcess();
    await bench.within(organisation, (tx) =>
      bench.subscriptions.apply(tx, { actor: 'admin', cause: 'test', planOverride: 'enterprise' }),
    );
    expect((await call(meter, organisation)).quota).toMatchObject({ allowed: true, limit: null, used: 1 });
    const uncounted = await meter.take(
      { organizationId: organisation, rate: { key: randomUUID(), limit: 1, windowSeconds: 60 } },
      { ...(await meter.standing(organisation)), counted: false },
    );
    expect(uncounted.quota).toBeUndefined();
  });

  it('begins anew with the month in Paris', async () => {
    const meter = aProcess();
    for (let count = 0; count < 20; count += 1) await call(meter, organisation);
    const now = vi.spyOn(bench.clock, 'now').mockReturnValue(new Date(bench.clock.now().getTime() + 32 * 86_400_000));
    expect((await call(meter, organisation)).quota).toMatchObject({ allowed: true, limit: 20, used: 1 });
    now.mockRestore();
  });
});

describe('where the month is the one that is paid', () => {
  it('begins anew with it, and goes on with the count where it was bought', async () => {
    const inPaidMonths = { ...bench.subscriptions.catalogueOf(await state()), usageWindow: 'billing_period' } as const;
    const catalogue = vi.spyOn(bench.subscriptions, 'catalogueOf').mockReturnValue(inPaidMonths);
    const meter = aProcess();
    expect((await call(meter, organisation)).quota).toMatchObject({ used: 1, window: { month: month() } });
    await meter.flush();
    const bought = bench.clock.now();
    const ends = addMonths(bought, 1);
    await bench.within(organisation, (tx) =>
      bench.subscriptions.apply(tx, {
        ...{ actor: 'worker', cause: 'test', plan: 'starter', cycle: 'monthly', status: 'active' },
        currentPeriodEnd: ends,
      }),
    );
    const bigger = { allowed: true, limit: 10_000, used: 2, window: { startsAt: addMonths(ends, -1), endsAt: ends } };
    expect((await call(aProcess(), organisation)).quota).toMatchObject(bigger);
    const now = vi.spyOn(bench.clock, 'now').mockReturnValue(ends);
    expect((await call(aProcess(), organisation)).quota).toMatchObject({ used: 1, window: { startsAt: ends } });
    now.mockRestore();
    catalogue.mockRestore();
  });
});

describe('the counts', () => {
  it('reach Postgres by a flush, once for many calls, and never go back', async () => {
    const [meter, quiet] = [aProcess(), aProcess()];
    for (let count = 0; count < 7; count += 1) await call(count < 2 ? quiet : meter, organisation);
    const writing = vi.spyOn(bench.database, 'inOrganisation');
    await meter.flush();
    expect(writing).toHaveBeenCalledTimes(1);
    writing.mockRestore();
    expect(await written(organisation)).toBe(7);
    await quiet.flush();
    expect(await written(organisation)).toBe(7);
  });

  it('are not written again while nothing was counted', async () => {
    const meter = aProcess();
    await call(meter, organisation);
    await meter.flush();
    const writing = vi.spyOn(bench.database, 'inOrganisation');
    await meter.flush();
    expect(writing).not.toHaveBeenCalled();
    writing.mockRestore();
  });

  it('are written once Postgres is back, though nobody called again', async () => {
    const meter = aProcess();
    await call(meter, organisation);
    const writing = vi.spyOn(bench.database, 'inOrganisation').mockRejectedValue(new Error('away'));
    for (let count = 0; count < 3; count += 1) await expect(meter.flush()).rejects.toThrow('away');
    writing.mockRestore();
    await meter.flush();
    expect(await written(organisation)).toBe(1);
  });

  it('survive a Redis that lost everything, from the memory of a process', async () => {
    const meter = aProcess();
    for (let count = 0; count < 7; count += 1) await call(meter, organisation);
    await redis.flushall();
    expect((await call(meter, organisation)).quota).toMatchObject({ used: 8 });
  });

  it('survive a Redis that lost everything and a process that died, but for what was not yet written', async () => {
    const died = aProcess();
    for (let count = 0; count < 5; count += 1) await call(died, organisation);
    await died.flush();
    await call(died, organisation);
    await redis.flushall();
    expect((await call(aProcess(), organisation)).quota).toMatchObject({ used: 6 });
  });

  it('go on in the process while Redis is away', async () => {
    const away = await startTestRedis();
    const connection = connectRedis(RedisSettings.from({ ONEFACTURE_REDIS_ADDR: away.address }), 'commands');
    await waitUntilReady(connection, 10_000);
    const meter = aProcess(connection);
    await call(meter, organisation);
    await away.stop();
    const verdicts = [];
    for (let count = 0; count < 20; count += 1) verdicts.push(await call(meter, organisation));
    expect(verdicts.map(({ quota }) => quota?.allowed)).toEqual([...Array<boolean>(19).fill(true), false]);
    await meter.flush();
    expect(await written(organisation)).toBe(20);
    connection.disconnect();
  });

  it('are written when the process ends', async () => {
    const meter = aProcess();
    meter.onApplicationBootstrap();
    await call(meter, organisation);
    await meter.beforeApplicationShutdown();
    expect(await written(organisation)).toBe(1);
  });
});
