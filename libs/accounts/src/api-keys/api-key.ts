import { z } from 'zod';
import type { OrganisationMode } from '../organisations/organisation.js';
import { AddressRange } from './address-ranges.js';

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
  /** Addresses and networks it may be used from; everywhere when empty. */
  readonly allowedIps: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
  /** To the hour. */
  readonly lastUsedAt?: Date;
}

const allowedIps = z
  .array(AddressRange)
  .max(50)
  .meta({
    description: 'Addresses and networks (CIDR) it may be used from; everywhere when empty',
    example: ['203.0.113.0/24'],
  });

/** What it takes to issue a key. Without scopes it gets all of them. */
export const NewApiKey = z.strictObject({
  label: z.string().trim().min(1).max(100),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1)
    .transform((scopes) => [...new Set(scopes)])
    .default([...SCOPES]),
  expires_at: z.iso.datetime({ offset: true }).optional(),
  allowed_ips: allowedIps.default([]),
});
export type NewApiKey = z.output<typeof NewApiKey>;

/** What may be changed of a key. */
export const ChangedApiKey = z
  .strictObject({ label: z.string().trim().min(1).max(100).optional(), allowed_ips: allowedIps.optional() })
  .refine(({ label, allowed_ips }) => label !== undefined || allowed_ips !== undefined, {
    error: 'must change label or allowed_ips',
  });
export type ChangedApiKey = z.output<typeof ChangedApiKey>;

/** How a key is replaced: for so long both work. */
export const Rotation = z.strictObject({
  overlap_seconds: z
    .int()
    .min(0)
    .max(30 * 86_400)
    .default(86_400)
    .meta({ description: 'How long the old key still works; a day by default, 30 days at most' }),
  expires_at: z.iso.datetime({ offset: true }).optional().meta({ description: 'End of the new key; none by default' }),
});
export type Rotation = z.output<typeof Rotation>;

/** Names of scopes as stored; one that this version no longer knows gives nothing. */
export function knownScopes(stored: readonly string[]): Scope[] {
  return SCOPES.filter((scope) => stored.includes(scope));
}

/** A key as JSON shows it, through the API and in an export. */
export function presentKey(key: ApiKey) {
  return {
    id: key.id,
    public_id: key.publicId,
    label: key.label,
    last_four: key.lastFour,
    scopes: [...key.scopes],
    allowed_ips: [...key.allowedIps],
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
  };
}
