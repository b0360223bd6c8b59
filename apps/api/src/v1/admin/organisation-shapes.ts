import { JURISDICTIONS } from '@onefacture/accounts';
import type { OrganisationListRow } from '@onefacture/database';
import { z } from 'zod';

/** An organisation as the operator sees it. */
export const OrganisationOut = z
  .object({
    id: z.uuid(),
    name: z.string(),
    mode: z.enum(['test', 'live']),
    jurisdiction: z.enum(JURISDICTIONS),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Organization' });

export function presentOrganisation({
  id,
  name,
  mode,
  jurisdiction,
  createdAt,
}: Pick<OrganisationListRow, 'id' | 'name' | 'mode' | 'jurisdiction'> & { createdAt: Date }) {
  return { id, name, mode, jurisdiction, created_at: createdAt.toISOString() };
}
