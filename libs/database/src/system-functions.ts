import { z } from 'zod';
import type { Database } from './database.js';

const ApiKeyRow = z.object({
  organization_id: z.uuid(),
  id: z.uuid(),
  hash: z.string(),
  scopes: z.array(z.string()),
  expires_at: z.date().nullable(),
  revoked_at: z.date().nullable(),
  mode: z.enum(['test', 'live']),
  allowed_ips: z.array(z.string()),
});
/** What a key look-up gives before the organisation is known. */
export type ApiKeyRow = z.infer<typeof ApiKeyRow>;

const OrganisationRow = z.object({ id: z.uuid(), mode: z.enum(['test', 'live']) });

const ConnectionRow = z.object({ organization_id: z.uuid(), platform: z.string() });

const OrganisationListRow = OrganisationRow.extend({
  name: z.string(),
  jurisdiction: z.string(),
  created_at: z.date(),
  last_used_at: z.date(),
});
/** An organisation as the operator sees it. */
export type OrganisationListRow = z.infer<typeof OrganisationListRow>;

const OutboxRow = z.object({
  organization_id: z.uuid(),
  queue: z.string(),
  subject_id: z.uuid(),
  attempt: z.int(),
  due_at: z.date().nullable(),
});
/** One job that a committed transaction asked for. */
export type OutboxRow = z.infer<typeof OutboxRow>;

const DueRow = z.object({ organization_id: z.uuid(), queue: z.string(), subject_id: z.uuid(), attempt: z.int() });
/** A row whose due time has passed; it should have a live job. */
export type DueRow = z.infer<typeof DueRow>;

const WebhookKeyRow = z.object({ public_key: z.string(), expires_at: z.date().nullable() });
/** A public key of a webhook endpoint; one without an end is the current one. */
export type WebhookKeyRow = z.infer<typeof WebhookKeyRow>;

const WebhookStanding = z.tuple([z.object({ oldest_pending: z.date().nullable(), disabled: z.coerce.number() })]);

const Count = z.tuple([z.object({ count: z.coerce.number() })]);
const Depth = z.tuple([z.object({ waiting: z.coerce.number(), oldest: z.date().nullable() })]);

/**
 * The closed list of look-ups across organisations: SECURITY DEFINER functions of role `onefacture_system`
 * (design decision 11). A new one is a migration and a method here.
 */
export class SystemFunctions {
  constructor(private readonly database: Database) {}

  /** The key behind a public id, with its organisation's mode; undefined when there is none. */
  async findApiKey(publicId: string): Promise<ApiKeyRow | undefined> {
    return z.array(ApiKeyRow).parse(await this.query('SELECT * FROM find_api_key($1)', [publicId]))[0];
  }

  /** Whether an organisation exists, and its mode. */
  async findOrganisation(id: string): Promise<{ id: string; mode: 'test' | 'live' } | undefined> {
    return z.array(OrganisationRow).parse(await this.query('SELECT * FROM find_organisation($1)', [id]))[0];
  }

  /** Whose platform connection an id is, before the organisation is known; for the callbacks of platforms. */
  async findPlatformConnection(id: string): Promise<{ organization_id: string; platform: string } | undefined> {
    return z.array(ConnectionRow).parse(await this.query('SELECT * FROM find_platform_connection($1)', [id]))[0];
  }

  /** Whose customer an id of the payment provider is; undefined when it is nobody's here. */
  async findBillingCustomer(customer: string): Promise<string | undefined> {
    const rows = await this.query('SELECT * FROM find_billing_customer($1)', [customer]);
    return z.array(z.object({ organization_id: z.uuid() })).parse(rows)[0]?.organization_id;
  }

  /** All organisations, newest first, for the operator; `before` is the id of the last one already seen. */
  async listOrganisations(batch: number, before?: string): Promise<OrganisationListRow[]> {
    const rows = await this.query('SELECT * FROM list_organisations($1, $2)', [before ?? null, batch]);
    return z.array(OrganisationListRow).parse(rows);
  }

  /**
   * Takes up to `batch` outbox rows and hands them to `publish` inside one transaction: rows whose publication
   * fails come back. Rows held by another relay are skipped.
   * @returns how many were published
   */
  async relayOutbox(batch: number, publish: (rows: OutboxRow[]) => Promise<void>): Promise<number> {
    return this.database.withoutOrganisation(async (manager) => {
      const rows = z.array(OutboxRow).parse(await manager.query('SELECT * FROM claim_outbox($1)', [batch]));
      if (rows.length > 0) await publish(rows);
      return rows.length;
    });
  }

  /** Rows of all queues that are due at `moment`, oldest first, up to `batch` a queue. */
  async dueWork(moment: Date, batch: number): Promise<DueRow[]> {
    return z.array(DueRow).parse(await this.query('SELECT * FROM due_work($1, $2)', [moment, batch]));
  }

  async outboxDepth(): Promise<{ waiting: number; oldest: Date | null }> {
    return Depth.parse(await this.query('SELECT * FROM outbox_depth()', []))[0];
  }

  /** Forgets stored answers of idempotent requests. @returns how many */
  async purgeExpiredAnswers(moment: Date): Promise<number> {
    return Count.parse(await this.query('SELECT purge_expired_answers($1) AS count', [moment]))[0].count;
  }

  /** Forgets callbacks of platforms that arrived before. @returns how many */
  async purgePlatformCallbacks(before: Date): Promise<number> {
    return Count.parse(await this.query('SELECT purge_platform_callbacks($1) AS count', [before]))[0].count;
  }

  /** Forgets sessions of users, and one-time tokens, that were over before. @returns how many */
  async purgeSessions(before: Date): Promise<number> {
    return Count.parse(await this.query('SELECT purge_sessions($1) AS count', [before]))[0].count;
  }

  /** Forgets mails from before a moment that are over. @returns how many */
  async purgeMails(before: Date, batch: number): Promise<number> {
    return Count.parse(await this.query('SELECT purge_mails($1, $2) AS count', [before, batch]))[0].count;
  }

  /**
   * Takes a round that is due, for one process of all there are; nobody takes it again before `until`.
   * @returns whether it was taken
   */
  async takeRound(name: string, moment: Date, until: Date): Promise<boolean> {
    const rows = await this.query('SELECT take_round($1, $2, $3) AS count', [name, moment, until]);
    return Count.parse(rows)[0].count > 0;
  }

  /** Gives back a round taken `until` that failed: it is due again, unless another process took it since. */
  async returnRound(name: string, moment: Date, until: Date): Promise<void> {
    await this.query('SELECT return_round($1, $2, $3)', [name, moment, until]);
  }

  /** Removes test organisations nobody used since; their own keys are left to be destroyed. @returns how many */
  async purgeIdleTestOrganisations(idleSince: Date): Promise<number> {
    return Count.parse(await this.query('SELECT purge_idle_test_organisations($1) AS count', [idleSince]))[0].count;
  }

  /** The public keys of a webhook endpoint, whose ever it is; none when there is no such endpoint. */
  async findWebhookKeys(endpointId: string): Promise<WebhookKeyRow[]> {
    return z.array(WebhookKeyRow).parse(await this.query('SELECT * FROM find_webhook_keys($1)', [endpointId]));
  }

  /** Organisations that call a platform at this base url, or through the installation's own account there. */
  async connectedOrganisations(platform: string, baseUrl: string): Promise<string[]> {
    const rows = await this.query('SELECT * FROM connected_organisations($1, $2)', [platform, baseUrl]);
    return z
      .array(z.object({ organization_id: z.uuid() }))
      .parse(rows)
      .map(({ organization_id: id }) => id);
  }

  /** Organisations whose subscription was paid by a recorded transfer until a moment before this one. */
  async transfersOver(moment: Date, batch: number): Promise<string[]> {
    const rows = await this.query('SELECT * FROM transfers_over($1, $2)', [moment, batch]);
    return z
      .array(z.object({ organization_id: z.uuid() }))
      .parse(rows)
      .map(({ organization_id: id }) => id);
  }

  /**
   * Live organisations that want check-in mails and have invoices that should have been paid before a day.
   * @param today the day in Paris
   * @param notOwed type codes of documents that nobody pays to their maker
   */
  async organisationsToCheckIn(today: string, notOwed: readonly string[]): Promise<string[]> {
    const rows = await this.query('SELECT * FROM organisations_to_check_in($1, $2)', [today, notOwed]);
    return z
      .array(z.object({ organization_id: z.uuid() }))
      .parse(rows)
      .map(({ organization_id: id }) => id);
  }

  /** Organisations with a paid invoice that has no document yet, in the order of their ids after `after`. */
  async ownInvoicesWanted(batch: number, after?: string): Promise<string[]> {
    const rows = await this.query('SELECT * FROM own_invoices_wanted($1, $2)', [after ?? null, batch]);
    return z
      .array(z.object({ organization_id: z.uuid() }))
      .parse(rows)
      .map(({ organization_id: id }) => id);
  }

  /** Since when the oldest undelivered webhook waits, and how many endpoints are disabled. */
  async webhookStanding(): Promise<{ oldest_pending: Date | null; disabled: number }> {
    return WebhookStanding.parse(await this.query('SELECT * FROM webhook_standing()', []))[0];
  }

  /** Forgets webhook messages from before a moment with their deliveries, but none that still waits. @returns how many */
  async purgeWebhookMessages(before: Date, batch: number): Promise<number> {
    const rows = await this.query('SELECT purge_webhook_messages($1, $2) AS count', [before, batch]);
    return Count.parse(rows)[0].count;
  }

  private query(sql: string, parameters: unknown[]): Promise<unknown> {
    return this.database.query(sql, parameters);
  }
}
