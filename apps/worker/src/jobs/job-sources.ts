import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { DatabaseSettings, QueueSettings, RedisSettings } from '@onefacture/config';
import type { SystemFunctions } from '@onefacture/database';
import type { Clock, Metrics } from '@onefacture/observability';
import { JobPublisher, Relay, Sweeper } from '@onefacture/queue';
import { connectRedis, type Redis } from '@onefacture/redis';

/** The settings the sources of work need. */
export interface JobSourceSettings {
  readonly database: DatabaseSettings;
  readonly redis: RedisSettings;
  readonly queues: QueueSettings;
}

/** Brings work into the queues: the relay and the sweeper. */
export class JobSources implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobSources.name);
  private readonly connection: Redis;
  private readonly publisher: JobPublisher;
  private readonly relay: Relay;
  private readonly sweeper: Sweeper;

  constructor(
    settings: JobSourceSettings,
    private readonly system: SystemFunctions,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {
    const { database, redis, queues } = settings;
    // Publishing fails fast while Redis is away: the rows wait in Postgres, and a shutdown need not.
    this.connection = connectRedis(redis, 'commands');
    this.publisher = new JobPublisher(this.connection);
    const onError = (error: unknown) => this.logger.warn(error instanceof Error ? error.message : String(error));
    const now = () => clock.now();
    this.relay = new Relay(system, this.publisher, {
      dsn: database.dsn.reveal(),
      pollMs: queues.relayPollMs,
      now,
      onPublished: (rows) => metrics.relayPublished(rows),
      onError,
    });
    this.sweeper = new Sweeper(system, this.publisher, {
      intervalMs: queues.sweepIntervalMs,
      now,
      onSwept: (rows) => metrics.sweeperRequeued(rows),
      onError,
    });
  }

  onApplicationBootstrap(): void {
    this.metrics.beforeScrape(() => this.measure());
    this.relay.start();
    this.sweeper.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.relay.stop(), this.sweeper.stop()]);
    await this.publisher.close();
    this.connection.disconnect();
  }

  private async measure(): Promise<void> {
    await Promise.allSettled([this.measureQueues(), this.measureWebhooks()]);
  }

  private async measureWebhooks(): Promise<void> {
    const { oldest_pending: oldest, disabled } = await this.system.webhookStanding();
    const oldestSeconds = oldest ? (this.clock.now().getTime() - oldest.getTime()) / 1_000 : 0;
    this.metrics.webhookStanding({ oldestSeconds, disabled });
  }

  private async measureQueues(): Promise<void> {
    for (const { queue, ...states } of await this.publisher.depths()) {
      for (const state of ['waiting', 'active', 'delayed'] as const) {
        this.metrics.queueDepth(queue, state, states[state]);
      }
    }
  }
}
