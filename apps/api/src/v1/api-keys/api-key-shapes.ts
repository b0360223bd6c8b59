import type { IssuedKey, RotatedKey } from '@onefacture/accounts';
import { presentKey, SCOPES } from '@onefacture/accounts';
import { z } from 'zod';

const instant = (description: string) => z.iso.datetime().meta({ description, example: '2026-11-21T09:00:00.000Z' });

/** A key as it is listed. */
export const ApiKeyOut = z
  .object({
    id: z.uuid(),
    public_id: z.string().meta({ description: 'The part of the key that may be shown', example: 'Xy12Ab34Cd56Ef78' }),
    label: z.string().meta({ example: 'ERP production' }),
    last_four: z.string().meta({ example: 'aZ09' }),
    scopes: z.array(z.enum(SCOPES)),
    allowed_ips: z
      .array(z.string())
      .meta({ description: 'Where it may be used from; everywhere when empty', example: [] }),
    created_at: instant('When it was issued'),
    expires_at: instant('When it ends').nullable(),
    revoked_at: instant('When it was revoked').nullable(),
    last_used_at: instant('Last use, to the hour').nullable(),
  })
  .meta({ id: 'ApiKey' });

/** A key just issued: the only time it is shown. */
export const IssuedKeyOut = ApiKeyOut.extend({
  api_key: z.string().meta({ description: 'The key; it is shown this once', example: 'ofx_test_…' }),
}).meta({ id: 'IssuedApiKey' });

/** A key just issued in place of another. */
export const RotatedKeyOut = IssuedKeyOut.extend({
  previous: z.object({ id: z.uuid(), expires_at: instant('Until when the old key still works') }),
}).meta({ id: 'RotatedApiKey' });

export function presentIssuedKey({ key, secret }: IssuedKey): z.input<typeof IssuedKeyOut> {
  return { api_key: secret, ...presentKey(key) };
}

export function presentRotatedKey({ previous, ...issued }: RotatedKey): z.input<typeof RotatedKeyOut> {
  const { id, expiresAt } = previous;
  return { ...presentIssuedKey(issued), previous: { id, expires_at: expiresAt.toISOString() } };
}
