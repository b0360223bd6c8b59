import { z } from 'zod';

/** What the operator says to give an organisation a key of its own. */
export const NewOrganisationKey = z
  .strictObject({
    key_id: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,60}$/, 'must be 1 to 60 letters, digits, . _ or -')
      .optional()
      .meta({
        description: 'A key that the broker holds already; without it the broker makes one',
        example: 'acme-2026',
      }),
  })
  .meta({ id: 'NewOrganizationKey' });
export type NewOrganisationKey = z.infer<typeof NewOrganisationKey>;

/** `shared`: the organisation has no key of its own. */
export type OrganisationKeyState = 'shared' | 'active' | 'destroyed';

/** The key of an organisation, and how much is still to be put under it. */
export interface OrganisationKeyFacts {
  readonly organizationId: string;
  readonly state: OrganisationKeyState;
  /** The broker's name of the key; undefined for a shared one. */
  readonly keyId?: string;
  /** Keys it had before, which may still be needed to read. */
  readonly retiredKeyIds: readonly string[];
  readonly createdAt?: Date;
  readonly destroyedAt?: Date;
  /** Sealed values under another key than the one that is its own today. */
  readonly pendingRewrap: number;
}

/** One stored row: a key an organisation has or had. */
export interface StoredOrganisationKey {
  readonly keyId: string;
  readonly state: 'active' | 'retired' | 'destroyed';
  readonly createdAt: Date;
  readonly destroyedAt: Date | null;
}
