import type { OrganisationKeyFacts } from '@onefacture/accounts';
import { z } from 'zod';

/** The key of an organisation as the operator sees it. */
export const OrganisationKeyOut = z
  .object({
    organization_id: z.uuid(),
    state: z.enum(['shared', 'active', 'destroyed']),
    key_id: z.string().nullable().meta({ description: 'Its name at the key broker; null for the shared key' }),
    retired_key_ids: z.array(z.string()).meta({ description: 'Keys it had before and that still exist' }),
    created_at: z.iso.datetime().nullable(),
    destroyed_at: z.iso.datetime().nullable(),
    pending_rewrap: z.int().meta({ description: 'Stored values that are still under another key' }),
  })
  .meta({ id: 'OrganizationKey' });

export function presentOrganisationKey(facts: OrganisationKeyFacts): z.input<typeof OrganisationKeyOut> {
  return {
    organization_id: facts.organizationId,
    state: facts.state,
    key_id: facts.keyId ?? null,
    retired_key_ids: [...facts.retiredKeyIds],
    created_at: facts.createdAt?.toISOString() ?? null,
    destroyed_at: facts.destroyedAt?.toISOString() ?? null,
    pending_rewrap: facts.pendingRewrap,
  };
}
