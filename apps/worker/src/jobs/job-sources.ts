import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { DatabaseSettings, QueueSettings, RedisSettings, WebhookSettings } from '@onefacture/config';
import type { SystemFunctions } from '@onefacture/database';
import type { Clock, Metrics } from '@onefacture/observability';
import { JobPublisher, Loop, Relay, Sweeper } from '@onefacture/queue';
import { connectRedis, type Redis } from '@onefacture/redis';

const HOUSEKEEPING_MS = 3_600_000;
const PURGE_BATCH = 5_000;
const TEST_ORGANISATION_IDLE_MS = 30 * 86_400_000;
const SESSIONS_KEPT_MS = 86_400_000;
const CALLBACKS_KEPT_MS = 30 * 86_400_000;

/** The settings the sources of work need. */
export interface JobSourceSettings {
  readonly database: DatabaseSettings;
  readonly redis: RedisSettings;
  readonly queues: QueueSettings;
  readonly webhooks: WebhookSettings;
}

/** Brings work into the queues: the relay, the sweeper, and hourly housekeeping. */
export class JobSources implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobSources.name);
  private readonly connection: Redis;
  private readonly publisher: JobPublisher;
  private readonly relay: Relay;
  private readonly sweeper: Sweeper;
  private readonly housekeeping: Loop;

  constructor(
    private readonly settings: JobSourceSettings,
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
    this.housekeeping = new Loop(() => this.tidy(), HOUSEKEEPING_MS, onError);
  }

  onApplicationBootstrap(): void {
    this.metrics.beforeScrape(() => this.measure());
    this.relay.start();
    this.sweeper.start();
    this.housekeeping.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.relay.stop(), this.sweeper.stop(), this.housekeeping.stop()]);
    await this.publisher.close();
    this.connection.disconnect();
  }

  private async tidy(): Promise<void> {
    const now = this.clock.now();
    const answers = await this.system.purgeExpiredAnswers(now);
    const organisations = await this.system.purgeIdleTestOrganisations(
      new Date(now.getTime() - TEST_ORGANISATION_IDLE_MS),
    );
    const messages = await this.purgeMessages(new Date(now.getTime() - this.settings.webhooks.retentionMs));
    if (messages > 0) this.logger.log(`removed ${messages} events that were kept long enough`);
    const callbacks = await this.system.purgePlatformCallbacks(new Date(now.getTime() - CALLBACKS_KEPT_MS));
    await this.system.purgeSessions(new Date(now.getTime() - SESSIONS_KEPT_MS));
    if (answers + organisations + callbacks > 0) {
      this.logger.log(
        `removed ${answers} expired answers, ${organisations} idle test organisations and ${callbacks} old callbacks`,
      );
    }
  }

  private async purgeMessages(before: Date): Promise<number> {
    let [all, gone] = [0, PURGE_BATCH];
    while (gone === PURGE_BATCH) {
      gone = await this.system.purgeWebhookMessages(before, PURGE_BATCH);
      all += gone;
    }
    return all;
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
