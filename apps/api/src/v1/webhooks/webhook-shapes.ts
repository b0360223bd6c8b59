import { isEventType, WEBHOOK_EVENT_TYPES, type DeliveryEntity } from '@onefacture/webhooks';
import { z } from 'zod';
import { PAGE_QUERY } from '../../http/paging.js';

const instant = (description: string) => z.iso.datetime().meta({ description, example: '2026-11-21T09:00:00.000Z' });
const NAMES = WEBHOOK_EVENT_TYPES.map(({ type }) => type).join(', ');

/** What a customer says of an endpoint. */
export const EndpointBody = z
  .strictObject({
    url: z.url().max(2_000).meta({ description: 'Where to send', example: 'https://example.com/hooks/onefacture' }),
    description: z.string().max(200).optional().meta({ example: 'ERP production' }),
    event_types: z
      .array(z.string().max(100))
      .min(1)
      .max(50)
      .optional()
      .meta({
        description: `Events to send: ${NAMES}; a prefix such as invoice.*; * (default)`,
        example: ['invoice.*'],
      }),
    payload: z
      .enum(['thin', 'full'])
      .optional()
      .meta({ description: 'thin (default): ids and codes; full: the invoice as in a list besides' }),
    headers: z
      .record(z.string().max(100), z.string().max(2_000))
      .optional()
      .meta({
        description: 'Sent with each call; never shown again. Left out on PUT they stay, {} removes them',
        example: { authorization: 'Bearer …' },
      }),
    allowed_ips: z
      .array(z.string().max(50))
      .max(50)
      .optional()
      .meta({ description: 'Addresses or networks the url may lead to', example: ['93.184.215.0/24'] }),
    client_certificate: z
      .strictObject({
        certificate: z.string().max(50_000).meta({ description: 'PEM, the leaf first' }),
        private_key: z.string().max(20_000).meta({ description: 'PEM, without a passphrase' }),
      })
      .nullable()
      .optional()
      .meta({ description: 'Shown at the TLS handshake (mTLS). Left out on PUT it stays, null removes it' }),
    retry_schedule: z
      .array(z.int().min(1).max(86_400))
      .min(1)
      .max(20)
      .optional()
      .meta({ description: 'Seconds between attempts, instead of the usual ones', example: [5, 60, 600] }),
    max_concurrency: z.int().min(1).max(5).optional().meta({ description: 'Calls at a time, 3 by default' }),
    rate_limit: z
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .meta({ description: 'Calls a second at most, over all workers; no limit by default' }),
    enabled: z.boolean().optional().meta({ description: 'Default true' }),
  })
  .meta({ id: 'WebhookIn' });
export type EndpointBody = z.output<typeof EndpointBody>;

/** An endpoint. */
export const EndpointOut = z
  .object({
    id: z.uuid(),
    url: z.string(),
    description: z.string().nullable(),
    event_types: z.array(z.string()),
    payload: z.enum(['thin', 'full']),
    header_names: z.array(z.string()).meta({ description: 'Names of the headers that are sent with each call' }),
    allowed_ips: z.array(z.string()),
    client_certificate: z
      .object({
        subject: z.string(),
        fingerprint_sha256: z.string(),
        not_after: instant('When it ends'),
      })
      .nullable(),
    retry_schedule: z.array(z.int()).nullable().meta({ description: 'Seconds; null for the usual ones' }),
    max_concurrency: z.int(),
    rate_limit: z.int().nullable().meta({ description: 'Calls a second; null for no limit' }),
    public_key: z.string().nullable().meta({ description: 'Verifies v1a signatures', example: 'whpk_…' }),
    previous_keys_expire_at: instant('When the last rotated key stops signing').nullable(),
    enabled: z.boolean(),
    disabled_reason: z.string().nullable(),
    failing_since: instant('First of the failures since which nothing succeeded').nullable(),
    created_at: instant('When it was registered'),
    updated_at: instant('When it last changed'),
  })
  .meta({ id: 'Webhook' });

/** An endpoint just registered, with its signing secret. */
export const NewEndpointOut = EndpointOut.extend({
  secret: z.string().meta({ description: 'Signing secret; it is shown this once', example: 'whsec_…' }),
}).meta({ id: 'NewWebhook' });

/** How the keys of an endpoint are changed. */
export const RotateBody = z
  .strictObject({
    overlap_seconds: z
      .int()
      .min(0)
      .max(604_800)
      .optional()
      .meta({ description: 'How long the old key signs beside the new one; 86400 by default', example: 86_400 }),
    revoke: z.boolean().optional().meta({ description: 'End the old key, and all before it, at once' }),
  })
  .meta({ id: 'WebhookRotation' });
export type RotateBody = z.output<typeof RotateBody>;

/** Which example is sent. */
export const TestBody = z
  .strictObject({
    type: z
      .string()
      .optional()
      .refine((type) => type === undefined || isEventType(type), { error: `must be one of ${NAMES}` })
      .transform((type) => (type !== undefined && isEventType(type) ? type : ('invoice.paid' as const)))
      .meta({
        description: 'Event whose example is sent; invoice.paid by default',
        example: 'invoice.paid',
        type: 'string',
      }),
  })
  .meta({ id: 'WebhookTest' });
export type TestBody = z.output<typeof TestBody>;

/** Since when an endpoint gets again what it missed. */
export const RecoverBody = z
  .strictObject({
    since: z.iso.datetime({ offset: true }).meta({ description: 'Of the events', example: '2026-11-21T00:00:00Z' }),
  })
  .meta({ id: 'WebhookRecovery' });
export type RecoverBody = z.output<typeof RecoverBody>;

/** What a recovery did. */
export const RecoveryOut = z
  .object({
    recovered: z.int().meta({ description: 'Deliveries that are sent again, or for the first time' }),
    more: z.boolean().meta({ description: 'Ask again: there is more than one request brings back' }),
  })
  .meta({ id: 'WebhookRecovered' });

/** One delivery. */
export const DeliveryOut = z
  .object({
    id: z.uuid(),
    webhook_id: z.uuid(),
    message_id: z.uuid().meta({ description: 'The webhook-id header, the same at every attempt' }),
    state: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.int(),
    next_attempt_at: instant('When it is tried next').nullable(),
    last_attempt_at: instant('When it was tried last').nullable(),
    response_status: z.int().nullable(),
    response_body: z.string().nullable().meta({ description: 'The first 16 KiB' }),
    error: z.string().nullable(),
    duration_ms: z.int().nullable(),
    created_at: instant('When the event happened'),
  })
  .meta({ id: 'WebhookDelivery' });

/** What narrows the delivery log. */
export const DeliveryQuery = z.strictObject({
  ...PAGE_QUERY,
  webhook_id: z.uuid().optional().meta({ description: 'Only to this endpoint' }),
  message_id: z.uuid().optional().meta({ description: 'Only of this event' }),
  state: z.enum(['pending', 'delivered', 'failed']).optional().meta({ description: 'Only in this state' }),
});
export type DeliveryQuery = z.output<typeof DeliveryQuery>;

export function presentDelivery(delivery: DeliveryEntity): z.input<typeof DeliveryOut> {
  return {
    id: delivery.id,
    webhook_id: delivery.endpointId,
    message_id: delivery.messageId,
    state: delivery.state,
    attempts: delivery.attempts,
    next_attempt_at: delivery.state === 'pending' ? (delivery.dueAt?.toISOString() ?? null) : null,
    last_attempt_at: delivery.lastAttemptAt?.toISOString() ?? null,
    response_status: delivery.responseStatus,
    response_body: delivery.responseBody,
    error: delivery.error,
    duration_ms: delivery.durationMs,
    created_at: delivery.createdAt.toISOString(),
  };
}
