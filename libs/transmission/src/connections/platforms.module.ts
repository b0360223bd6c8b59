import { AdaptersModule, callPolicySettings, type AdaptersOptions } from '@onefacture/adapters';
import { CallSettings } from '@onefacture/config';
import { Metrics } from '@onefacture/observability';
import { BreakerState, Redis, RedisModule } from '@onefacture/redis';
import type { DynamicModule } from '@nestjs/common';
import { RedisPlatformHealth } from './redis-platform-health.js';

/** The platforms: breakers and health shared in Redis, calls in the metrics. Needs SettingsModule and MetricsModule. */
export const PlatformsModule: DynamicModule = AdaptersModule.forRootAsync({
  imports: [RedisModule],
  inject: [CallSettings, BreakerState, Redis, Metrics],
  useFactory: (calls: CallSettings, store: BreakerState, redis: Redis, metrics: Metrics): AdaptersOptions => ({
    store,
    health: new RedisPlatformHealth(redis),
    observer: {
      attempted: ({ platform, operation, outcome, duration_ms }) =>
        metrics.platformCall({ platform, operation, result: outcome, seconds: duration_ms / 1_000 }),
      circuitChanged: (change) => metrics.circuitChanged(change),
    },
    settings: callPolicySettings(calls),
  }),
});
