import {
  eventExample,
  eventSchema,
  FeedPosition,
  isSubscribed,
  isSubscription,
  WEBHOOK_EVENT_TYPES,
  type FeedEvent,
  type WebhookEventType,
} from '@onefacture/webhooks';
import { z } from 'zod';
import { PAGE_QUERY } from '../../http/paging.js';

const TYPES = WEBHOOK_EVENT_TYPES.map(({ type }) => type);

const writePosition = ({ transaction, id }: FeedPosition): string =>
  Buffer.from(`${transaction}:${id}`).toString('base64url');

/** What narrows the feed. */
export const FeedQuery = z.strictObject({
  limit: PAGE_QUERY.limit,
  after: z
    .string()
    .transform((value, context): FeedPosition => {
      const [transaction, id] = Buffer.from(value, 'base64url').toString('utf8').split(':');
      const read = FeedPosition.safeParse({ transaction, id });
      if (read.success) return read.data;
      context.issues.push({ code: 'custom', message: 'must be a next_cursor of this feed', input: value });
      return z.NEVER;
    })
    .optional()
    .meta({ description: 'next_cursor of the answer before; from the beginning when left out', type: 'string' }),
  type: z
    .string()
    .refine(isSubscription, { error: 'must be an event, or a prefix such as invoice.*' })
    .transform((wanted) => TYPES.filter((type) => isSubscribed([wanted], type)))
    .optional()
    .meta({ description: 'Only these events', type: 'string', example: 'invoice.*' }),
});
export type FeedQuery = z.output<typeof FeedQuery>;

/** Events of the feed. */
export const FeedOut = z
  .object({
    data: z.array(
      z.object({
        id: z.uuid().meta({ description: 'The webhook-id header of its deliveries' }),
        type: z.string().meta({ example: 'invoice.paid' }),
        timestamp: z.iso.datetime(),
        data: z
          .record(z.string(), z.unknown())
          .nullable()
          .meta({ description: 'As in the webhook; null once it was removed' }),
      }),
    ),
    next_cursor: z
      .string()
      .nullable()
      .meta({ description: 'Pass it as `after` to go on; null before the first event' }),
    has_more: z.boolean().meta({ description: 'Whether more is there already' }),
  })
  .meta({ id: 'EventFeed' });

const Body = z.object({ data: z.record(z.string(), z.unknown()) });

/** @param rows one more than `limit` when there is more */
export function presentFeed(
  rows: readonly FeedEvent[],
  limit: number,
  after: FeedPosition | undefined,
): z.input<typeof FeedOut> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1) ?? after;
  return {
    data: shown.map(({ id, type, created_at, body, expunged_at }) => ({
      id,
      type,
      timestamp: created_at.toISOString(),
      data: expunged_at ? null : Body.parse(JSON.parse(body)).data,
    })),
    next_cursor: last ? writePosition(last) : null,
    has_more: rows.length > limit,
  };
}

/** One entry of the catalogue. */
export const EventTypeOut = z
  .object({
    type: z.string(),
    description: z.string(),
    description_fr: z.string(),
    schema: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema of the body' }),
    example: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'WebhookEventType' });

export function presentEventType({ type, data, description, description_fr }: WebhookEventType) {
  const schema = z.toJSONSchema(eventSchema(type, data), { target: 'draft-2020-12' });
  return { type, description, description_fr, schema, example: eventExample(type, data) };
}
