import { AdaptersModule, builtInPlatforms, callPolicySettings, type AdaptersOptions } from '@onefacture/adapters';
import { CallSettings } from '@onefacture/config';
import { Metrics } from '@onefacture/observability';
import { BreakerState, Redis, RedisModule, RequestLog } from '@onefacture/redis';
import type { DynamicModule } from '@nestjs/common';
import { PlatformTargetsModule } from './platform-targets.module.js';
import { PlatformTargets } from './platform-targets.js';
import { RedisPlatformHealth } from './redis-platform-health.js';

/**
 * The platforms: breakers, rate limits and health shared in Redis, calls in the metrics, connections guarded. Needs
 * SettingsModule and MetricsModule.
 */
export const PlatformsModule: DynamicModule = AdaptersModule.forRootAsync({
  imports: [RedisModule, PlatformTargetsModule],
  inject: [CallSettings, BreakerState, RequestLog, Redis, Metrics, PlatformTargets],
  useFactory: (
    calls: CallSettings,
    store: BreakerState,
    requests: RequestLog,
    redis: Redis,
    metrics: Metrics,
    targets: PlatformTargets,
  ): AdaptersOptions => ({
    platforms: builtInPlatforms(targets.dispatcher),
    store,
    requests,
    health: new RedisPlatformHealth(redis),
    observer: {
      attempted: ({ platform, operation, outcome, duration_ms }) =>
        metrics.platformCall({ platform, operation, result: outcome, seconds: duration_ms / 1_000 }),
      circuitChanged: (change) => metrics.circuitChanged(change),
    },
    settings: callPolicySettings(calls),
  }),
});
