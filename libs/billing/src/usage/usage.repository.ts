import type { OrganisationTransaction } from '@onefacture/database';
import { z } from 'zod';
import type { Metric } from '../catalogue/catalogue.js';

const Used = z.array(z.object({ used: z.coerce.number() }));
const UsedOfMetrics = z.array(z.object({ metric: z.string(), used: z.coerce.number() }));

const UsedByMonth = z.array(z.object({ month: z.string(), metric: z.string(), used: z.coerce.number() }));

/** What the transaction's organisation used up, by month. */
export class UsageRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /**
   * Uses `count` up unless that would pass the limit, in one statement: of any number at the same time exactly those
   * that fit succeed. The row is held until the transaction ends.
   * @param limit null for none
   * @returns what is used with it, undefined when it does not fit
   */
  async take(metric: Metric, month: string, count: number, limit: number | null): Promise<number | undefined> {
    const rows: unknown = await this.tx.manager.query(
      `INSERT INTO usage (organization_id, metric, month, used)
         SELECT $1, $2, $3, $4::bigint WHERE $5::bigint IS NULL OR $4::bigint <= $5::bigint
       ON CONFLICT (organization_id, metric, month) DO UPDATE SET used = usage.used + excluded.used
         WHERE $5::bigint IS NULL OR usage.used + excluded.used <= $5::bigint
       RETURNING used`,
      [this.tx.organizationId, metric, month, count, limit],
    );
    return Used.parse(rows)[0]?.used;
  }

  /** Writes a count kept elsewhere, which only grows. */
  async raise(metric: Metric, month: string, used: number): Promise<void> {
    await this.tx.manager.query(
      `INSERT INTO usage (organization_id, metric, month, used) VALUES ($1, $2, $3, $4)
       ON CONFLICT (organization_id, metric, month) DO UPDATE SET used = greatest(usage.used, excluded.used)`,
      [this.tx.organizationId, metric, month, used],
    );
  }

  /** All that was used, by month and metric. */
  async all(): Promise<readonly { month: string; metric: string; used: number }[]> {
    const rows: unknown = await this.tx.manager.query(
      'SELECT month, metric, used FROM usage WHERE organization_id = $1 ORDER BY month, metric',
      [this.tx.organizationId],
    );
    return UsedByMonth.parse(rows);
  }

  /** What was used of each metric in a month; a metric that is missing was not used. */
  async of(month: string): Promise<ReadonlyMap<string, number>> {
    const rows: unknown = await this.tx.manager.query(
      'SELECT metric, used FROM usage WHERE organization_id = $1 AND month = $2',
      [this.tx.organizationId, month],
    );
    return new Map(UsedOfMetrics.parse(rows).map(({ metric, used }) => [metric, used]));
  }
}
