import { z } from 'zod';
import type { OrganisationTransaction } from './organisation-transaction.js';

const KeptRow = z.object({
  what: z.enum(['invoices', 'received_invoices', 'subscription_invoices']),
  until: z.string(),
  count: z.coerce.number(),
});
/** How many records of a kind are kept by law until the end of a day (`YYYY-MM-DD`). */
export type KeptRow = z.infer<typeof KeptRow>;

/**
 * What of the transaction's organisation the law has it keep on a day, and until when.
 * @param today civil date in Paris, `YYYY-MM-DD`
 */
export async function keptRecords(tx: OrganisationTransaction, today: string): Promise<KeptRow[]> {
  const rows = await tx.manager.query(
    `SELECT what, until::text AS until, count(*) AS count FROM kept_records($1, $2) GROUP BY 1, 2 ORDER BY 1, 2`,
    [tx.organizationId, today],
  );
  return z.array(KeptRow).parse(rows);
}

/**
 * Erases all of the transaction's organisation but what is kept by law, and its test half wholly. A system function
 * does it, which refuses unless an erasure is running and its waiting time is over. Repeating it changes nothing.
 * @returns what is kept
 */
export async function eraseOrganisation(tx: OrganisationTransaction, moment: Date): Promise<KeptRow[]> {
  const rows = await tx.manager.query(`SELECT what, until::text AS until, count FROM erase_organisation($1, $2)`, [
    tx.organizationId,
    moment,
  ]);
  return z.array(KeptRow).parse(rows);
}
