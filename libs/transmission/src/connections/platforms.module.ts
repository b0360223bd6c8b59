import { AdaptersModule, DEFAULT_CALL_POLICY, type AdaptersOptions } from '@onefacture/adapters';
import { CallSettings } from '@onefacture/config';
import { Metrics } from '@onefacture/observability';
import { BreakerState, RedisModule } from '@onefacture/redis';
import type { DynamicModule } from '@nestjs/common';

/** The platforms with the fleet's breakers in Redis and their calls in the metrics. Needs SettingsModule and MetricsModule. */
export const PlatformsModule: DynamicModule = AdaptersModule.forRootAsync({
  imports: [RedisModule],
  inject: [CallSettings, BreakerState, Metrics],
  useFactory: (calls: CallSettings, store: BreakerState, metrics: Metrics): AdaptersOptions => ({
    store,
    observer: {
      attempted: ({ platform, operation, outcome, duration_ms }) =>
        metrics.platformCall({ platform, operation, result: outcome, seconds: duration_ms / 1_000 }),
      circuitChanged: (change) => metrics.circuitChanged(change),
    },
    settings: {
      ...DEFAULT_CALL_POLICY,
      deadlineMs: calls.deadlineMs,
      circuit: { failures: calls.breakerFailures, openMs: calls.breakerOpenMs, probeLeaseMs: 2 * calls.deadlineMs },
    },
  }),
});
