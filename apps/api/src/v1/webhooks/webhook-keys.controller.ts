import { Controller, Get, Query } from '@nestjs/common';
import { SystemFunctions } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { z } from 'zod';
import { Open } from '../../http/access.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';

const KeysQuery = z.strictObject({
  webhook_id: z.uuid().meta({ description: 'The endpoint; each has keys of its own' }),
});
type KeysQuery = z.output<typeof KeysQuery>;

const KeysOut = z
  .object({
    keys: z.array(
      z.object({
        algorithm: z.literal('ed25519'),
        public_key: z.string().meta({ example: 'whpk_…' }),
        jwk: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }),
        expires_at: z.iso.datetime().nullable().meta({ description: 'null for the current key' }),
      }),
    ),
  })
  .meta({ id: 'WebhookKeys' });

/** The public keys that verify v1a signatures, for whoever receives. */
@Open()
@Controller('.well-known/webhook-keys')
export class WebhookKeysController {
  constructor(
    private readonly system: SystemFunctions,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({
    id: 'getWebhookKeys',
    tag: 'Webhooks',
    summary: 'Public keys of an endpoint',
    description: 'Verifies the v1a signatures of Standard Webhooks: the current key, and rotated ones until their end.',
    query: KeysQuery,
    answers: { 200: { description: 'Current key first', schema: KeysOut } },
    faults: ['request.not_found'],
  })
  async list(@Query(new ZodQuery(KeysQuery)) { webhook_id }: KeysQuery): Promise<z.input<typeof KeysOut>> {
    const now = this.clock.now();
    const live = (await this.system.findWebhookKeys(webhook_id)).filter(
      ({ expires_at }) => expires_at === null || expires_at > now,
    );
    if (live.length === 0) {
      throw new AppError('request.not_found', { detail: `No endpoint ${webhook_id} has public keys.` });
    }
    return {
      keys: live.map(({ public_key, expires_at }) => ({
        algorithm: 'ed25519',
        public_key,
        jwk: { kty: 'OKP', crv: 'Ed25519', x: point(public_key) },
        expires_at: expires_at?.toISOString() ?? null,
      })),
    };
  }
}

const point = (publicKey: string): string =>
  Buffer.from(publicKey.slice('whpk_'.length), 'base64').toString('base64url');
