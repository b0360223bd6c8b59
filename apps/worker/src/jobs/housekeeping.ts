import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { OrganisationKeys } from '@onefacture/accounts';
import { WebhookSettings } from '@onefacture/config';
import { SystemFunctions } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { Loop } from '@onefacture/queue';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const BATCH = 5_000;
const TEST_ORGANISATION_IDLE_MS = 30 * DAY_MS;
const SESSIONS_KEPT_MS = DAY_MS;
const CALLBACKS_KEPT_MS = 30 * DAY_MS;
const MAILS_KEPT_MS = 30 * DAY_MS;

/** Removes, once an hour, what was kept long enough. Several workers may do so at a time. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Housekeeping.name);
  private readonly loop: Loop;

  constructor(
    private readonly system: SystemFunctions,
    private readonly keys: OrganisationKeys,
    private readonly webhooks: WebhookSettings,
    private readonly clock: Clock,
  ) {
    this.loop = new Loop(
      () => this.tidy(),
      HOUR_MS,
      (error) => this.logger.warn(error instanceof Error ? error.message : String(error)),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** One round. */
  async tidy(): Promise<void> {
    const { system } = this;
    const now = this.clock.now();
    const before = (keptMs: number) => new Date(now.getTime() - keptMs);
    await system.purgeSessions(before(SESSIONS_KEPT_MS));
    const gone = {
      'expired answers': await system.purgeExpiredAnswers(now),
      'old callbacks': await system.purgePlatformCallbacks(before(CALLBACKS_KEPT_MS)),
      'old events': await inBatches((batch) => system.purgeWebhookMessages(before(this.webhooks.retentionMs), batch)),
      'finished mails': await inBatches((batch) => system.purgeMails(before(MAILS_KEPT_MS), batch)),
      'idle test organisations': await system.purgeIdleTestOrganisations(before(TEST_ORGANISATION_IDLE_MS)),
      // Last, because the key broker may be away.
      'keys of those': await this.keys.destroyAbandoned(),
    };
    const told = Object.entries(gone).filter(([, count]) => count > 0);
    if (told.length > 0) this.logger.log(`removed ${told.map(([what, count]) => `${count} ${what}`).join(', ')}`);
  }
}

async function inBatches(purge: (batch: number) => Promise<number>): Promise<number> {
  let [all, gone] = [0, BATCH];
  while (gone === BATCH) {
    gone = await purge(BATCH);
    all += gone;
  }
  return all;
}
