import { callbackUrlOf, heldOf, StoredSettings, type ConnectionEntity } from '@onefacture/transmission';
import { z } from 'zod';

const instant = (description: string) => z.iso.datetime().meta({ description, example: '2026-11-21T09:00:00.000Z' });

/** A platform connection as it is shown: never with a secret. */
export const ConnectionOut = z
  .object({
    id: z.uuid(),
    name: z.string().meta({ example: 'Main' }),
    platform: z.string().meta({ example: 'sandbox' }),
    syntax: z.string().meta({ description: 'What the platform is sent', example: 'Factur-X' }),
    is_default: z.boolean(),
    enabled: z.boolean(),
    base_url: z.string().nullable().meta({ description: 'null: the address this program knows' }),
    directory_base_url: z.string().nullable().meta({ description: 'null: the one that goes with that address' }),
    token_url: z.string().nullable(),
    organization_header: z.string().nullable(),
    rate_limit: z.object({ requests: z.int(), per_seconds: z.int() }).nullable(),
    credentials: z
      .object({
        kind: z.enum(['client_credentials', 'bearer', 'authorization']),
        set_at: instant('When they were last given'),
      })
      .nullable()
      .meta({ description: 'null: the account of the installation is used' }),
    technical_account: z.boolean().meta({ description: 'Whether there is one' }),
    headers: z.array(z.string()).meta({ description: 'Names of the further headers' }),
    callback_secret: z.boolean().meta({ description: 'Whether there is one; without it no callback is believed' }),
    callback_url: z.string().meta({ description: 'What to give the platform as the address for its callbacks' }),
    subscription: z
      .object({ id: z.string(), callback_url: z.string(), created_at: instant('When the platform was asked') })
      .nullable()
      .meta({ description: 'By which the platform calls back since POST …/subscribe; null: never asked' }),
    last_error: z
      .object({ code: z.string(), message: z.string(), at: z.string() })
      .nullable()
      .meta({ description: 'Why the platform could not be followed last time' }),
    created_at: instant('When it was made'),
    updated_at: instant('When it last changed'),
  })
  .meta({ id: 'PlatformConnection' });

/** What a platform said when its connection was tried. */
export const ConnectionCheckOut = z
  .object({
    ok: z.boolean(),
    error: z.object({ code: z.string(), message: z.string() }).optional(),
    duration_ms: z.int(),
  })
  .meta({ id: 'PlatformConnectionCheck' });

const LastError = z.object({ code: z.string(), message: z.string(), at: z.string() }).nullable().catch(null);

const shownSubscription = (known: StoredSettings['subscription']) =>
  known?.id === undefined ? null : { id: known.id, callback_url: known.callback_url, created_at: known.asked_at };

/** @param publicBaseUrl where the world reaches this installation */
export function presentConnection(row: ConnectionEntity, publicBaseUrl: string): z.input<typeof ConnectionOut> {
  const settings = StoredSettings.parse(row.settings);
  const { credentials: kind, ...held } = heldOf(settings);
  return {
    id: row.id,
    name: row.name || row.platform,
    platform: row.platform,
    syntax: row.syntax,
    is_default: row.isDefault,
    enabled: row.enabled,
    base_url: settings.base_url ?? null,
    directory_base_url: settings.directory_base_url ?? null,
    token_url: settings.token_url ?? null,
    organization_header: settings.organization_header ?? null,
    rate_limit: settings.rate
      ? { requests: settings.rate.requests, per_seconds: Math.round(settings.rate.perMs / 1_000) }
      : null,
    credentials: kind && { kind, set_at: (row.credentialsSetAt ?? row.updatedAt).toISOString() },
    ...held,
    headers: [...held.headers],
    callback_url: callbackUrlOf(publicBaseUrl, row),
    subscription: shownSubscription(settings.subscription),
    last_error: LastError.parse(row.lastError),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
