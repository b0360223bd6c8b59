import type { OrganisationTransaction } from '@onefacture/database';
import { enqueue } from '@onefacture/queue';
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
  readonly data: Readonly<Record<string, string | number | null>>;
}

/**
 * Writes the message, one delivery for each subscribed endpoint and their jobs in the caller's transaction: what
 * was committed is told at least once, what was rolled back is never told.
 * @returns how many endpoints will be told
 */
export async function publishWebhook(tx: OrganisationTransaction, message: WebhookMessage): Promise<number> {
  const endpoints = (await new EndpointRepository(tx).listEnabled()).filter(({ eventTypes }) =>
    isSubscribed(eventTypes, message.type),
  );
  const id = uuidv7();
  const body = JSON.stringify({ type: message.type, timestamp: message.at.toISOString(), data: message.data });
  const { subjectId, at } = message;
  await new MessageRepository(tx).insert({ id, type: message.type, subjectId, body, createdAt: at });
  const deliveries = endpoints.map(({ id: endpointId }) => ({ id: uuidv7(), messageId: id, endpointId }));
  await new DeliveryRepository(tx).insertPending(deliveries, at);
  await enqueue(
    tx,
    ...deliveries.map((delivery) => ({ queue: 'deliver-webhook', id: delivery.id, attempt: 1 }) as const),
  );
  return deliveries.length;
}
