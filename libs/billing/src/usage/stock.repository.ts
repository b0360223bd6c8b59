import type { OrganisationTransaction } from '@onefacture/database';
import { ACTIVE_STATUSES } from '@onefacture/invoice';
import { z } from 'zod';
import type { StockCounts } from '../subscriptions/subscription-state.js';

const Counts = z.tuple([z.object({ active_invoices: z.coerce.number(), seats: z.coerce.number() })]);

/** What the transaction's organisation holds at one time. */
export class StockRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Invoices that are not paid, cancelled or rejected; and members. */
  async counts(): Promise<StockCounts> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT (SELECT count(*) FROM invoices WHERE organization_id = $1 AND status = ANY ($2)) AS active_invoices,
              (SELECT count(*) FROM members WHERE organization_id = $1) AS seats`,
      [this.tx.organizationId, ACTIVE_STATUSES],
    );
    return Counts.parse(rows)[0];
  }
}
