import type { DeliveryEntity, EndpointEntity } from '@onefacture/webhooks';
import { WEBHOOK_EVENT_TYPES } from '@onefacture/webhooks';
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
    enabled: z.boolean(),
    disabled_reason: z.string().nullable(),
    created_at: instant('When it was registered'),
    updated_at: instant('When it last changed'),
  })
  .meta({ id: 'Webhook' });

/** An endpoint just registered, with its signing secret. */
export const NewEndpointOut = EndpointOut.extend({
  secret: z.string().meta({ description: 'Signing secret; it is shown this once', example: 'whsec_…' }),
}).meta({ id: 'NewWebhook' });

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
    response_body: z.string().nullable().meta({ description: 'The first 4 KiB' }),
    error: z.string().nullable(),
    duration_ms: z.int().nullable(),
    created_at: instant('When the event happened'),
  })
  .meta({ id: 'WebhookDelivery' });

/** What narrows the delivery log. */
export const DeliveryQuery = z.strictObject({
  ...PAGE_QUERY,
  webhook_id: z.uuid().optional().meta({ description: 'Only to this endpoint' }),
  state: z.enum(['pending', 'delivered', 'failed']).optional().meta({ description: 'Only in this state' }),
});
export type DeliveryQuery = z.output<typeof DeliveryQuery>;

/** What an endpoint is sent. */
export const WebhookPayload = z
  .object({
    type: z.string().meta({ example: 'invoice.approved' }),
    timestamp: instant('When it was recorded'),
    data: z.object({
      invoice_id: z.uuid(),
      status: z.string().meta({ example: 'APPROVED' }),
      previous_status: z.string().meta({ example: 'RECEIVED' }),
      lifecycle_code: z.string().nullable().meta({ example: '205' }),
      sequence: z.int().meta({ description: 'Position in the timeline; sort by it', example: 6 }),
    }),
  })
  .meta({ id: 'WebhookPayload' });

export function presentEndpoint(endpoint: EndpointEntity): z.input<typeof EndpointOut> {
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    event_types: endpoint.eventTypes,
    enabled: endpoint.enabled,
    disabled_reason: endpoint.disabledReason,
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.updatedAt.toISOString(),
  };
}

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
