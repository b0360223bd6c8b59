import { z } from 'zod';

/** What the specs read of an invoice. */
export const Invoice = z.looseObject({
  id: z.uuid(),
  status: z.string(),
  lifecycle_code: z.string().nullable(),
  retry_of: z.uuid().nullable(),
  number: z.string(),
  seller: z.looseObject({ vat_number: z.string().optional() }),
  totals: z.object({
    lines: z.number(),
    net: z.number(),
    tax: z.number(),
    gross: z.number(),
    prepaid: z.number(),
    due: z.number(),
  }),
  submission: z
    .object({
      state: z.string(),
      attempts: z.number(),
      last_error: z
        .object({
          code: z.string(),
          message: z.string(),
          reasons: z.array(z.object({ code: z.string(), message: z.string() })),
        })
        .nullable(),
    })
    .nullable(),
  derived: z.array(z.object({ field: z.string(), value: z.string(), source: z.string(), reason: z.string() })),
});
export type Invoice = z.infer<typeof Invoice>;

/** What the specs read of a timeline. */
export const Timeline = z.object({
  data: z.array(
    z.looseObject({
      id: z.uuid(),
      at: z.iso.datetime(),
      recorded_at: z.iso.datetime(),
      event: z.string(),
      status: z.string(),
      lifecycle_code: z.string().nullable(),
      origin: z.enum(['caller', 'platform', 'gateway']),
      reason: z.record(z.string(), z.unknown()).nullable(),
      amounts: z.array(z.object({ type: z.string(), amount: z.number(), vat_rate: z.number().optional() })),
      raw: z.object({ word: z.string().nullable(), payload: z.string().nullable() }).nullable(),
      attempt: z.int().optional(),
    }),
  ),
});
export type TimelineEntry = z.infer<typeof Timeline>['data'][number];

/** Every member a problem has. */
export const Problem = z.looseObject({
  type: z.url(),
  title: z.string().min(1),
  status: z.int(),
  detail: z.string().min(10),
  instance: z.string(),
  code: z.string(),
  request_id: z.string().min(1),
  retryable: z.boolean(),
  remediation_hint: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string().min(5) })),
});
export type Problem = z.infer<typeof Problem>;

/** One page of anything with an id. */
export const Page = z.object({
  data: z.array(z.looseObject({ id: z.string() })),
  next_cursor: z.string().nullable(),
});

/** An endpoint just registered. */
export const NewWebhook = z.looseObject({ id: z.uuid(), secret: z.string().startsWith('whsec_') });

/** What an endpoint is sent. */
export const WebhookBody = z.strictObject({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.strictObject({
    invoice_id: z.uuid(),
    status: z.string(),
    previous_status: z.string(),
    lifecycle_code: z.string().nullable(),
    sequence: z.int(),
  }),
});
export type WebhookBody = z.infer<typeof WebhookBody>;
