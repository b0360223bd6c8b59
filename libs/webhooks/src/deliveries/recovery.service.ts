import { Injectable } from '@nestjs/common';
import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { enqueue } from '@onefacture/queue';
import { uuidv7 } from 'uuidv7';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import type { EndpointEntity } from '../endpoints/endpoint.entity.js';
import { EndpointRepository } from '../endpoints/endpoint.repository.js';
import { isSubscribed, WEBHOOK_EVENT_TYPES } from '../event-types.js';
import { MessageRepository } from '../messages/message.repository.js';
import { DeliveryRepository } from './delivery.repository.js';

/** Deliveries one request brings back. */
const MOST_AT_ONCE = 10_000;
/** Events about webhooks: who missed one reads the endpoint itself. */
const OF_WEBHOOKS = 'webhook.';

/** What a recovery did. */
export interface Recovery {
  /** Deliveries that are sent again, or for the first time. */
  readonly recovered: number;
  /** Whether there is more than one request brings back. */
  readonly more: boolean;
}

/** Brings back what an endpoint missed, and forgets what was told. */
@Injectable()
export class RecoveryService {
  constructor(private readonly clock: Clock) {}

  /**
   * Sends again what failed at an endpoint since a moment, and what it was never sent because it was disabled. What was
   * delivered or still waits is left alone, so that asking twice sends nothing twice.
   * @throws AppError request.not_found, webhook.endpoint_disabled
   */
  async recover(tx: OrganisationTransaction, actor: string, endpointId: string, since: Date): Promise<Recovery> {
    const endpoint = await new EndpointRepository(tx).lock(endpointId);
    if (!endpoint) throw new AppError('request.not_found', { detail: `There is no webhook ${endpointId}.` });
    if (!endpoint.enabled) throw new AppError('webhook.endpoint_disabled');
    const now = this.clock.now();
    const failed = await new DeliveryRepository(tx).revive(endpointId, { since, now, limit: MOST_AT_ONCE });
    const untold = await this.tellUntold(tx, endpoint, since, MOST_AT_ONCE - failed.length);
    const jobs = [...failed, ...untold].map(
      ({ id, tries }) => ({ queue: 'deliver-webhook', id, attempt: tries }) as const,
    );
    await enqueue(tx, ...jobs);
    const recovered = jobs.length;
    const details = { recovered, since: since.toISOString() };
    await recordAudit(tx, { actor, action: 'webhook.recover', subjectType: 'webhook', subjectId: endpointId, details });
    return { recovered, more: recovered === MOST_AT_ONCE };
  }

  /**
   * Empties a message and what receivers answered to it; deliveries of it that wait will fail. That it was told stays.
   * @throws AppError request.not_found
   */
  async expunge(tx: OrganisationTransaction, actor: string, messageId: string): Promise<void> {
    const messages = new MessageRepository(tx);
    if (!(await messages.find(messageId))) {
      throw new AppError('request.not_found', { detail: `There is no event ${messageId}.` });
    }
    await messages.expunge(messageId, this.clock.now());
    await new AttemptRepository(tx).expungeAnswers(messageId);
    await new DeliveryRepository(tx).expungeAnswers(messageId);
    await recordAudit(tx, { actor, action: 'webhook.expunge', subjectType: 'message', subjectId: messageId });
  }

  private async tellUntold(
    tx: OrganisationTransaction,
    endpoint: EndpointEntity,
    since: Date,
    limit: number,
  ): Promise<{ id: string; tries: number }[]> {
    const types = WEBHOOK_EVENT_TYPES.map(({ type }) => type).filter(
      (type) => !type.startsWith(OF_WEBHOOKS) && isSubscribed(endpoint.eventTypes, type),
    );
    const from = new Date(Math.max(since.getTime(), endpoint.createdAt.getTime()));
    const messages = await new MessageRepository(tx).listUntold(endpoint.id, { since: from, types, limit });
    const made = messages.map((messageId) => ({ id: uuidv7(), messageId, endpointId: endpoint.id }));
    await new DeliveryRepository(tx).insertPending(made, this.clock.now());
    return made.map(({ id }) => ({ id, tries: 1 }));
  }
}
