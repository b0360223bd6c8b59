import type { OrganisationTransaction } from '@onefacture/database';
import { z } from 'zod';

/** Where a reader of the feed stands: the transaction and the id of the last event he saw. */
export const FeedPosition = z.object({ transaction: z.string().regex(/^\d{1,20}$/), id: z.uuid() });
/** Where a reader of the feed stands. */
export type FeedPosition = z.infer<typeof FeedPosition>;

const Row = z.object({
  id: z.uuid(),
  type: z.string(),
  body: z.string(),
  created_at: z.date(),
  expunged_at: z.date().nullable(),
  transaction: z.string(),
});
/** An event as the feed gives it. */
export type FeedEvent = z.infer<typeof Row>;

const BEGINNING: FeedPosition = { transaction: '0', id: '00000000-0000-0000-0000-000000000000' };

/**
 * Of which transaction on nothing may be told yet: the oldest that still runs in this database. Transaction ids are
 * those of the whole server, so one is left out only where its lock proves that it works in another database.
 */
const HORIZON = `(SELECT coalesce(min(running), pg_snapshot_xmax(pg_current_snapshot()))
  FROM pg_snapshot_xip(pg_current_snapshot()) AS running
  WHERE running::xid NOT IN (
    SELECT held.transactionid FROM pg_locks held JOIN pg_stat_activity other ON other.pid = held.pid
      WHERE held.locktype = 'transactionid' AND held.mode = 'ExclusiveLock' AND held.granted
        AND other.datid <> (SELECT oid FROM pg_database WHERE datname = current_database())))`;

/** The events of the transaction's organisation, in an order that never gets a new event before an old one. */
export class EventFeedRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /**
   * Events after a position, oldest first. Events of transactions that began before one that still runs wait until it
   * is over: a reader that goes on from the last event it saw misses none.
   * @param types all when left out
   */
  async after(
    position: FeedPosition | undefined,
    { limit, types }: { readonly limit: number; readonly types?: readonly string[] | undefined },
  ): Promise<FeedEvent[]> {
    const { transaction, id } = position ?? BEGINNING;
    const rows: unknown = await this.tx.manager.query(
      `SELECT id, type, body, created_at, expunged_at, committed_by::text AS transaction FROM webhook_messages
         WHERE organization_id = $1 AND (committed_by, id) > ($2::xid8, $3::uuid)
           AND committed_by < ${HORIZON} AND ($4::text[] IS NULL OR type = ANY ($4))
         ORDER BY committed_by, id LIMIT $5`,
      [this.tx.organizationId, transaction, id, types ?? null, limit],
    );
    return z.array(Row).parse(rows);
  }
}
