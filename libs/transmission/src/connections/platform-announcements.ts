import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { CircuitEvent } from '@onefacture/adapters';
import { Database, SystemFunctions, type OrganisationTransaction } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { publishWebhook } from '@onefacture/webhooks';

/**
 * Tells organisations when a platform of theirs is not called any more, and when it is again: once a change, however
 * many processes see it, because a row per organisation, platform and operation says what was told last.
 */
@Injectable()
export class PlatformAnnouncements implements OnApplicationShutdown {
  private readonly logger = new Logger(PlatformAnnouncements.name);
  private told: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly system: SystemFunctions,
    private readonly clock: Clock,
  ) {}

  /** Takes note of a change; the telling follows, and never fails the call that saw it. */
  changed(event: CircuitEvent): void {
    if (event.state === 'half_open' || !event.reach) return;
    this.told = this.told
      .then(() => this.announce(event))
      .catch((error: unknown) => this.logger.warn(error instanceof Error ? error.message : String(error)));
  }

  /** Resolves when all that was noted is told. */
  async settled(): Promise<void> {
    await this.told;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.told;
  }

  private async announce(event: CircuitEvent): Promise<void> {
    const { platform, reach } = event;
    if (!reach) return;
    const organisations = reach.organization_id
      ? [reach.organization_id]
      : await this.system.connectedOrganisations(platform, reach.base_url);
    for (const id of organisations) await this.database.inOrganisation(id, (tx) => this.tell(tx, event));
  }

  private async tell(tx: OrganisationTransaction, { platform, operation, state }: CircuitEvent): Promise<void> {
    const at = this.clock.now();
    const degraded = state === 'open';
    if (!(await noteChange(tx, { platform, operation, degraded, at }))) return;
    await publishWebhook(tx, {
      type: 'platform.degraded',
      subjectId: tx.organizationId,
      at,
      data: { platform, operation, state: degraded ? 'degraded' : 'recovered' },
    });
  }
}

interface Change {
  readonly platform: string;
  readonly operation: string;
  readonly degraded: boolean;
  readonly at: Date;
}

/** @returns whether this is news */
async function noteChange(
  tx: OrganisationTransaction,
  { platform, operation, degraded, at }: Change,
): Promise<boolean> {
  const rows: object[] = await tx.manager.query(
    `WITH changed AS (
       INSERT INTO platform_states (organization_id, platform, operation, degraded, changed_at)
         SELECT $1, $2, $3, $4, $5 WHERE $4 OR EXISTS (
           SELECT FROM platform_states WHERE organization_id = $1 AND platform = $2 AND operation = $3)
       ON CONFLICT (organization_id, platform, operation) DO UPDATE
         SET degraded = excluded.degraded, changed_at = excluded.changed_at
         WHERE platform_states.degraded <> excluded.degraded
       RETURNING 1)
     SELECT * FROM changed`,
    [tx.organizationId, platform, operation, degraded, at],
  );
  return rows.length > 0;
}
