import type { OrganisationTransaction } from '@onefacture/database';
import { z } from 'zod';

const Count = z.tuple([z.object({ count: z.coerce.number() })]);

/** How many rows of a table the transaction's organisation has. */
export async function countRows(tx: OrganisationTransaction, table: 'invoices' | 'received_invoices'): Promise<number> {
  const rows = await tx.manager.query(`SELECT count(*) AS count FROM ${table} WHERE organization_id = $1`, [
    tx.organizationId,
  ]);
  return Count.parse(rows)[0].count;
}
