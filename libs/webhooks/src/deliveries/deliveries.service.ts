import { Injectable } from '@nestjs/common';
import { WebhookSettings } from '@onefacture/config';
import { Database, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock, Metrics } from '@onefacture/observability';
import { enqueue, type JobPayload } from '@onefacture/queue';
import { EndpointRepository } from '../endpoints/endpoint.repository.js';
import type { EndpointEntity } from '../endpoints/endpoint.entity.js';
import type { MessageEntity } from '../messages/message.entity.js';
import { MessageRepository } from '../messages/message.repository.js';
import type { DeliveryEntity } from './delivery.entity.js';
import { DeliveryCall, type DeliveryAttempt } from './delivery-call.js';
import { DeliveryRepository } from './delivery.repository.js';
import { EndpointSlots } from './endpoint-slots.js';
import { planNext } from './retry-plan.js';

/** A job may arrive this much before its row is due: clocks of two machines differ. */
const CLOCK_SKEW_MS = 250;
/** Calls of one worker process to one endpoint at a time. */
const MOST_AT_ONE_ENDPOINT = 3;
/** How long a delivery steps aside when its endpoint has its share. */
const POSTPONED_MS = 1_000;

interface Work {
  readonly delivery: DeliveryEntity;
  readonly endpoint: EndpointEntity;
  readonly message: MessageEntity;
}

/** Brings messages to endpoints. A delivery is claimed by moving its due time, so that a lost worker costs one lease. */
@Injectable()
export class DeliveriesService {
  private readonly slots = new EndpointSlots(MOST_AT_ONE_ENDPOINT);

  constructor(
    private readonly database: Database,
    private readonly call: DeliveryCall,
    private readonly settings: WebhookSettings,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** One attempt at one delivery; nothing when it is not due or already over. */
  async deliver(job: JobPayload): Promise<void> {
    const work = await this.database.inOrganisation(job.organization_id, (tx) => this.claim(tx, job.id));
    if (!work) return;
    if (!this.slots.take(work.endpoint.id)) {
      return this.database.inOrganisation(job.organization_id, (tx) => this.postpone(tx, work));
    }
    try {
      const attempt = await this.call.send(work.endpoint, work.message);
      this.metrics.webhookAttempt(attempt.answer.kind === 'status' ? String(attempt.status) : 'no_answer');
      await this.database.inOrganisation(job.organization_id, (tx) => this.settle(tx, work, attempt));
    } finally {
      this.slots.giveBack(work.endpoint.id);
    }
  }

  /** Sends a delivery again, now, whatever its state. @throws AppError request.not_found */
  async replay(tx: OrganisationTransaction, actor: string, id: string): Promise<DeliveryEntity> {
    const deliveries = new DeliveryRepository(tx);
    const delivery = await deliveries.lock(id);
    if (!delivery) throw new AppError('request.not_found', { detail: `There is no delivery ${id}.` });
    const tries = delivery.tries + 1;
    const change = { state: 'pending' as const, attempts: 0, tries, dueAt: this.clock.now() };
    await deliveries.update(id, change);
    await enqueue(tx, { queue: 'deliver-webhook', id, attempt: tries });
    await recordAudit(tx, { actor, action: 'webhook.replay', subjectType: 'delivery', subjectId: id });
    return { ...delivery, ...change };
  }

  private async claim(tx: OrganisationTransaction, id: string): Promise<Work | undefined> {
    const deliveries = new DeliveryRepository(tx);
    const delivery = await deliveries.lock(id);
    const now = this.clock.now().getTime();
    if (!delivery?.dueAt || delivery.dueAt.getTime() > now + CLOCK_SKEW_MS) return undefined;
    const endpoint = await new EndpointRepository(tx).find(delivery.endpointId);
    if (!endpoint?.enabled) {
      await deliveries.update(id, { state: 'failed', dueAt: null, error: 'The endpoint is disabled.' });
      return undefined;
    }
    await deliveries.update(id, { dueAt: new Date(now + this.settings.timeoutMs + 5_000) });
    return { delivery, endpoint, message: await new MessageRepository(tx).get(delivery.messageId) };
  }

  /** Comes back a little later, without burning an attempt: the endpoint has its share of this process. */
  private async postpone(tx: OrganisationTransaction, { delivery }: Work): Promise<void> {
    const deliveries = new DeliveryRepository(tx);
    if ((await deliveries.lock(delivery.id))?.tries !== delivery.tries) return;
    const dueAt = new Date(this.clock.now().getTime() + POSTPONED_MS * (1 + Math.random()));
    const tries = delivery.tries + 1;
    await deliveries.update(delivery.id, { dueAt, tries });
    await enqueue(tx, { queue: 'deliver-webhook', id: delivery.id, attempt: tries, dueAt });
  }

  private async settle(tx: OrganisationTransaction, { delivery, endpoint }: Work, attempt: DeliveryAttempt) {
    const deliveries = new DeliveryRepository(tx);
    // A replay that was asked for during the call has the word: it sends once more whatever came of this one.
    if ((await deliveries.lock(delivery.id))?.tries !== delivery.tries) return;
    const now = this.clock.now();
    const attempts = delivery.attempts + 1;
    const next = planNext(attempt.answer, attempts, this.settings.retryScheduleMs, Math.random());
    const tries = delivery.tries + 1;
    const dueAt = next.step === 'retry' ? new Date(now.getTime() + next.waitMs) : null;
    await deliveries.update(delivery.id, {
      state: next.step === 'retry' ? 'pending' : next.step === 'delivered' ? 'delivered' : 'failed',
      attempts,
      tries,
      dueAt,
      lastAttemptAt: now,
      responseStatus: attempt.status,
      responseBody: attempt.excerpt,
      error: attempt.error,
      durationMs: attempt.durationMs,
    });
    if (dueAt) await enqueue(tx, { queue: 'deliver-webhook', id: delivery.id, attempt: tries, dueAt });
    if (next.step === 'give_up' && next.disableEndpoint) {
      const disabledReason = 'The receiver answered 410 Gone.';
      await new EndpointRepository(tx).update(endpoint.id, { enabled: false, disabledReason, updatedAt: now });
    }
  }
}
