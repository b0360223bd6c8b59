import { z } from 'zod';
import type { OrganisationTransaction } from './organisation-transaction.js';

const PersonRow = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  language: z.enum(['fr', 'en']),
  role: z.enum(['owner', 'admin', 'member', 'viewer']),
  joined_at: z.date(),
});
/** A member with what is known of the person. */
export type PersonRow = z.infer<typeof PersonRow>;

/**
 * The people of the transaction's organisation, the oldest membership first; those of a test organisation are the
 * people of its live half. Users belong to no organisation, so a system function reads them.
 */
export async function peopleOf(tx: OrganisationTransaction): Promise<PersonRow[]> {
  return z.array(PersonRow).parse(await tx.manager.query('SELECT * FROM people_of($1)', [tx.organizationId]));
}
