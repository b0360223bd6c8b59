import type { AttemptEntity } from '@onefacture/webhooks';
import { z } from 'zod';
import { PAGE_QUERY } from '../../http/paging.js';

/** One call to a receiver. */
export const AttemptOut = z
  .object({
    id: z.uuid(),
    webhook_id: z.uuid(),
    delivery_id: z.uuid().nullable().meta({ description: 'null for an example that was sent by hand' }),
    message_id: z.uuid(),
    event_type: z.string().meta({ example: 'invoice.paid' }),
    number: z.int().meta({ description: '1 for the first; starts anew with a replay' }),
    at: z.iso.datetime().meta({ description: 'When it began', example: '2026-11-21T09:00:00.000Z' }),
    result: z.enum(['succeeded', 'failed']),
    response_status: z.int().nullable(),
    response_body: z.string().nullable().meta({ description: 'The first 16 KiB' }),
    response_truncated: z.boolean(),
    request_headers: z
      .record(z.string(), z.string())
      .meta({ description: 'As sent; the values of your own headers are hidden' }),
    error: z.string().nullable(),
    duration_ms: z.int(),
  })
  .meta({ id: 'WebhookAttempt' });

/** What narrows a list of attempts. */
export const AttemptQuery = z.strictObject({
  ...PAGE_QUERY,
  result: z.enum(['succeeded', 'failed']).optional().meta({ description: 'Only with this outcome' }),
  response_status: z
    .string()
    .regex(/^[1-5]\d\d$/, { error: 'must be an HTTP status' })
    .transform(Number)
    .optional()
    .meta({ description: 'Only with this answer', type: 'integer', example: 500 }),
  event_type: z.string().max(100).optional().meta({ description: 'Only of this event', example: 'invoice.paid' }),
});
export type AttemptQuery = z.output<typeof AttemptQuery>;

export function presentAttempt(attempt: AttemptEntity): z.input<typeof AttemptOut> {
  return {
    id: attempt.id,
    webhook_id: attempt.endpointId,
    delivery_id: attempt.deliveryId,
    message_id: attempt.messageId,
    event_type: attempt.eventType,
    number: attempt.number,
    at: attempt.at.toISOString(),
    result: attempt.result,
    response_status: attempt.responseStatus,
    response_body: attempt.responseBody,
    response_truncated: attempt.responseTruncated,
    request_headers: attempt.requestHeaders,
    error: attempt.error,
    duration_ms: attempt.durationMs,
  };
}
