import type { OrganisationTransaction } from '@onefacture/database';
import { enqueue } from '@onefacture/queue';
import { stringify } from 'lossless-json';
import { uuidv7 } from 'uuidv7';
import { DeliveryRepository } from '../deliveries/delivery.repository.js';
import { EndpointRepository } from '../endpoints/endpoint.repository.js';
import { isSubscribed, type WebhookEventName } from '../event-types.js';
import { MessageRepository } from './message.repository.js';

/** One event to tell. `data` is thin: ids and codes, no names, no amounts. */
export interface WebhookMessage {
  readonly type: WebhookEventName;
  /** The row it is about. */
  readonly subjectId: string;
  readonly at: Date;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  /** What endpoints with a full payload get besides; numbers may be lossless. Asked for only when one wants it. */
  readonly more?: () => Readonly<Record<string, unknown>>;
  /** The endpoint the event is about: it is not told. */
  readonly exceptEndpoint?: string;
}

/**
 * Writes the message, one delivery for each subscribed endpoint and their jobs in the caller's transaction: what
 * was committed is told at least once, what was rolled back is never told.
 * @returns how many endpoints will be told
 */
export async function publishWebhook(tx: OrganisationTransaction, message: WebhookMessage): Promise<number> {
  const { type, subjectId, at, data, more, exceptEndpoint } = message;
  const endpoints = (await new EndpointRepository(tx).listEnabled()).filter(
    (endpoint) => endpoint.id !== exceptEndpoint && isSubscribed(endpoint.eventTypes, type),
  );
  const id = uuidv7();
  const timestamp = at.toISOString();
  const wantsMore = more !== undefined && endpoints.some(({ payload }) => payload === 'full');
  const fullBody = wantsMore ? (stringify({ type, timestamp, data: { ...data, ...more() } }) ?? null) : null;
  const body = JSON.stringify({ type, timestamp, data });
  await new MessageRepository(tx).insert({ id, type, subjectId, body, fullBody, createdAt: at });
  const deliveries = endpoints.map(({ id: endpointId }) => ({ id: uuidv7(), messageId: id, endpointId }));
  await new DeliveryRepository(tx).insertPending(deliveries, at);
  await enqueue(
    tx,
    ...deliveries.map((delivery) => ({ queue: 'deliver-webhook', id: delivery.id, attempt: 1 }) as const),
  );
  return deliveries.length;
}
