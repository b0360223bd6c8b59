import { AdaptersModule, builtInPlatforms, callPolicySettings, type AdaptersOptions } from '@onefacture/adapters';
import { CallSettings } from '@onefacture/config';
import { Metrics } from '@onefacture/observability';
import { BreakerState, Redis, RedisModule, RequestLog } from '@onefacture/redis';
import type { DynamicModule } from '@nestjs/common';
import { PlatformAnnouncementsModule } from './platform-announcements.module.js';
import { PlatformAnnouncements } from './platform-announcements.js';
import { PlatformTargetsModule } from './platform-targets.module.js';
import { PlatformTargets } from './platform-targets.js';
import { RedisPlatformHealth } from './redis-platform-health.js';

/**
 * The platforms: breakers, rate limits and health shared in Redis, calls in the metrics, connections guarded. Needs
 * SettingsModule, DatabaseModule and MetricsModule.
 */
export const PlatformsModule: DynamicModule = AdaptersModule.forRootAsync({
  imports: [RedisModule, PlatformTargetsModule, PlatformAnnouncementsModule],
  inject: [CallSettings, BreakerState, RequestLog, Redis, Metrics, PlatformTargets, PlatformAnnouncements],
  useFactory: (
    calls: CallSettings,
    store: BreakerState,
    requests: RequestLog,
    redis: Redis,
    metrics: Metrics,
    targets: PlatformTargets,
    announcements: PlatformAnnouncements,
  ): AdaptersOptions => ({
    platforms: builtInPlatforms(targets.dispatcher),
    store,
    requests,
    health: new RedisPlatformHealth(redis),
    observer: {
      attempted: ({ platform, operation, outcome, duration_ms }) =>
        metrics.platformCall({ platform, operation, result: outcome, seconds: duration_ms / 1_000 }),
      circuitChanged: (change) => {
        metrics.circuitChanged(change);
        announcements.changed(change);
      },
    },
    settings: callPolicySettings(calls),
  }),
});
