import { PlatformGateway, sandboxConnection } from '@onefacture/adapters';
import { loadSettings, RedisSettings, SandboxSettings, SettingsModule } from '@onefacture/config';
import { DatabaseModule } from '@onefacture/database';
import { MetricsModule } from '@onefacture/observability';
import { connectRedis, type Redis } from '@onefacture/redis';
import { Test, type TestingModule } from '@nestjs/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answering, FakeFlowService } from '../../../adapters/src/testing/fake-flow-service.js';
import { PlatformsModule } from './platforms.module.js';
import { RedisPlatformHealth } from './redis-platform-health.js';

let fake: FakeFlowService;
let worker: TestingModule;
let api: TestingModule;
let redis: Redis;
const settings = loadSettings(process.env);

const startProcess = async () => {
  const imports = [SettingsModule.forRoot(settings), MetricsModule, DatabaseModule, PlatformsModule];
  return (await Test.createTestingModule({ imports }).compile()).init();
};
beforeAll(async () => {
  redis = connectRedis(settings.get(RedisSettings), 'commands');
  [fake, worker, api] = await Promise.all([FakeFlowService.start(), startProcess(), startProcess()]);
});
afterAll(async () => {
  await Promise.all([worker.close(), api.close(), fake.stop()]);
  redis.disconnect();
});

const connect = () => ({
  ...sandboxConnection(settings.get(SandboxSettings), { organization_id: randomUUID(), connection_id: randomUUID() }),
  base_url: `${fake.url}/flow-service`,
  authentication: {
    kind: 'client_credentials' as const,
    token_url: `${fake.url}/token`,
    client_id: 'us',
    client_secret: settings.get(SandboxSettings).clientSecret,
  },
});
const shown = async (connection: ReturnType<typeof connect>) => {
  const [sandbox] = await api.get(PlatformGateway).status([connection]);
  return sandbox;
};

describe('what the worker saw of a platform', () => {
  it('is what the api shows: health, and the last error even after it came back', async () => {
    const connection = connect();
    expect(await shown(connection)).toMatchObject({ name: 'sandbox', health: 'unknown', last_error: null });
    const calls = worker.get(PlatformGateway);
    fake.disturb(
      'health',
      answering(401, { errorCode: 'MISSING_TOKEN' }),
      answering(401, { errorCode: 'MISSING_TOKEN' }),
    );
    await expect(calls.healthCheck(connection)).rejects.toMatchObject({ code: 'platform.unauthorised' });
    expect(await shown(connection)).toMatchObject({
      health: 'degraded',
      last_error: { code: 'platform.unauthorised', detail: expect.any(String), at: expect.stringMatching(/Z$/) },
    });
    await calls.healthCheck(connection);
    expect(await shown(connection)).toMatchObject({
      health: 'up',
      breaker: 'closed',
      last_error: { code: 'platform.unauthorised' },
    });
  });

  it('is down while the circuit of the fleet is open', async () => {
    const connection = connect();
    fake.disturb('health', ...Array.from({ length: 3 }, () => answering(503)));
    await expect(worker.get(PlatformGateway).healthCheck(connection)).rejects.toMatchObject({
      code: 'platform.unavailable',
    });
    expect(await shown(connection)).toMatchObject({ health: 'down', breaker: 'open' });
  });
});

describe(RedisPlatformHealth.name, () => {
  it('knows nothing of what it cannot read, and stays silent while Redis is away', async () => {
    const store = new RedisPlatformHealth(redis);
    const scope = randomUUID();
    expect(await store.read(scope)).toBeNull();
    await redis.set(`ofx:platform-health:${scope}`, '{"state":"tired"}', 'EX', 60);
    expect(await store.read(scope)).toBeNull();
    const away = connectRedis(RedisSettings.from({ ONEFACTURE_REDIS_ADDR: '127.0.0.1:1' }), 'commands');
    const lost = new RedisPlatformHealth(away);
    await expect(lost.write(scope, { state: 'up', at: new Date().toISOString() })).resolves.toBeUndefined();
    expect(await lost.read(scope)).toBeNull();
    away.disconnect();
  });

  it('forgets after a while', async () => {
    const scope = randomUUID();
    await new RedisPlatformHealth(redis).write(scope, { state: 'up', at: new Date().toISOString() });
    expect(await redis.pttl(`ofx:platform-health:${scope}`)).toBeGreaterThan(0);
  });
});
