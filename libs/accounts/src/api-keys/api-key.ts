import { z } from 'zod';
import type { OrganisationMode } from '../organisations/organisation.js';

/** What a key may do. `admin` manages the organisation's own keys and companies; it does not imply the others. */
export const SCOPES = [
  'invoices:read',
  'invoices:write',
  'inbox',
  'validate',
  'webhooks',
  'directory',
  'admin',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Who is calling, once a key was verified. */
export interface Caller {
  readonly organizationId: string;
  /** Row id of the key. */
  readonly keyId: string;
  readonly mode: OrganisationMode;
  readonly scopes: readonly Scope[];
  /** The part of the key that may be shown and logged. */
  readonly publicId: string;
}

/** A key as its organisation sees it; the secret part was shown once and is stored nowhere. */
export interface ApiKey {
  readonly id: string;
  readonly publicId: string;
  readonly label: string;
  readonly lastFour: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
  /** To the hour. */
  readonly lastUsedAt?: Date;
}

/** What it takes to issue a key. Without scopes it gets all of them. */
export const NewApiKey = z.strictObject({
  label: z.string().trim().min(1).max(100),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1)
    .transform((scopes) => [...new Set(scopes)])
    .default([...SCOPES]),
  expires_at: z.iso.datetime({ offset: true }).optional(),
});
export type NewApiKey = z.output<typeof NewApiKey>;

/** Names of scopes as stored; one that this version no longer knows gives nothing. */
export function knownScopes(stored: readonly string[]): Scope[] {
  return SCOPES.filter((scope) => stored.includes(scope));
}
