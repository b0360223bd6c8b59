import { Injectable } from '@nestjs/common';
import { WebhookSettings } from '@onefacture/config';
import { Database, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock, Metrics } from '@onefacture/observability';
import { enqueue, type JobPayload } from '@onefacture/queue';
import type { EndpointEntity } from '../endpoints/endpoint.entity.js';
import { EndpointRepository } from '../endpoints/endpoint.repository.js';
import type { MessageEntity } from '../messages/message.entity.js';
import { MessageRepository } from '../messages/message.repository.js';
import type { DeliveryEntity } from './delivery.entity.js';
import { DeliveryCall } from './delivery-call.js';
import { DeliverySettlement } from './delivery-settlement.js';
import { DeliverySlots, type SlotOwner } from './delivery-slots.js';
import { EndpointRates } from './endpoint-rates.js';
import { DeliveryRepository } from './delivery.repository.js';

/** A job may arrive this much before its row is due: clocks of two machines differ. */
const CLOCK_SKEW_MS = 250;
/** Deliveries that wait for one endpoint to cool come back spread over this time. */
const COOLING_SPREAD_MS = 2_000;

interface Work {
  readonly delivery: DeliveryEntity;
  readonly endpoint: EndpointEntity;
  readonly message: MessageEntity;
}

/** Brings messages to endpoints. A delivery is claimed by moving its due time, so that a lost worker costs one lease. */
@Injectable()
export class DeliveriesService {
  private readonly slots: DeliverySlots;

  constructor(
    private readonly database: Database,
    private readonly call: DeliveryCall,
    private readonly settlement: DeliverySettlement,
    private readonly rates: EndpointRates,
    private readonly settings: WebhookSettings,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {
    this.slots = new DeliverySlots(settings.concurrency);
  }

  /**
   * One attempt at one delivery; nothing when it is not due, already over, or its endpoint has its share.
   * @returns milliseconds after which the same job is wanted again because its organisation has its share; else 0
   */
  async deliver(job: JobPayload): Promise<number> {
    if (!this.slots.enter(job.organization_id)) {
      return this.slots.pauseOf(job.organization_id, this.clock.now().getTime());
    }
    const taken: SlotOwner[] = [];
    const started = performance.now();
    try {
      const claim = (tx: OrganisationTransaction) => this.claim(tx, job.id, taken);
      const work = await this.database.inOrganisation(job.organization_id, claim);
      if (work) await this.attempt(work);
      return 0;
    } finally {
      const took = performance.now() - started;
      for (const slot of taken) this.slots.giveBack(slot, took);
      this.slots.leave(job.organization_id, took);
    }
  }

  /** Sends a delivery again, now, whatever its state. @throws AppError request.not_found, webhook.endpoint_disabled, webhook.message_expunged */
  async replay(tx: OrganisationTransaction, actor: string, id: string): Promise<DeliveryEntity> {
    const deliveries = new DeliveryRepository(tx);
    const delivery = await deliveries.lock(id);
    if (!delivery) throw new AppError('request.not_found', { detail: `There is no delivery ${id}.` });
    const endpoint = await new EndpointRepository(tx).find(delivery.endpointId);
    if (!endpoint?.enabled) throw new AppError('webhook.endpoint_disabled');
    if ((await new MessageRepository(tx).get(delivery.messageId)).expungedAt) {
      throw new AppError('webhook.message_expunged');
    }
    const tries = delivery.tries + 1;
    const change = { state: 'pending' as const, attempts: 0, tries, dueAt: this.clock.now() };
    await deliveries.update(id, change);
    await enqueue(tx, { queue: 'deliver-webhook', id, attempt: tries });
    await recordAudit(tx, { actor, action: 'webhook.replay', subjectType: 'delivery', subjectId: id });
    return { ...delivery, ...change };
  }

  private async attempt(work: Work): Promise<void> {
    const { endpoint, message } = work;
    const body = endpoint.payload === 'full' ? (message.fullBody ?? message.body) : message.body;
    const attempt = await this.call.send(endpoint, { id: message.id, body });
    this.metrics.webhookAttempt(resultOf(attempt), attempt.durationMs / 1_000);
    const settle = (tx: OrganisationTransaction) => this.settlement.settle(tx, work, attempt);
    await this.database.inOrganisation(endpoint.organizationId, settle);
  }

  /** @param taken holds the slot that was taken, also when the transaction fails afterwards */
  private async claim(tx: OrganisationTransaction, id: string, taken: SlotOwner[]): Promise<Work | undefined> {
    const deliveries = new DeliveryRepository(tx);
    const [delivery, endpoint, message] = await Promise.all([
      deliveries.lock(id),
      new EndpointRepository(tx).ofDelivery(id),
      new MessageRepository(tx).ofDelivery(id),
    ]);
    const now = this.clock.now().getTime();
    if (!delivery?.dueAt || delivery.dueAt.getTime() > now + CLOCK_SKEW_MS) return undefined;
    if (!endpoint?.enabled || !message || message.expungedAt) {
      const error = message?.expungedAt ? 'The message was expunged.' : 'The endpoint is disabled.';
      await deliveries.update(id, { state: 'failed', dueAt: null, error });
      return undefined;
    }
    const slot = { endpointId: endpoint.id, most: endpoint.maxConcurrency };
    const wait = await this.waitFor(endpoint, slot, now, taken);
    if (wait > 0) {
      await postpone(tx, delivery, new Date(now + wait));
      return undefined;
    }
    await deliveries.update(id, { dueAt: new Date(now + this.settings.timeoutMs + 5_000) });
    return { delivery, endpoint, message };
  }

  /** Milliseconds a delivery steps aside; 0 once it has a slot. */
  private async waitFor(
    { id, coolUntil, rateLimit }: EndpointEntity,
    slot: SlotOwner,
    now: number,
    taken: SlotOwner[],
  ): Promise<number> {
    const cooling = (coolUntil?.getTime() ?? 0) - now;
    if (cooling > CLOCK_SKEW_MS) return cooling + COOLING_SPREAD_MS * Math.random();
    if (!this.slots.take(slot)) return this.slots.pause(slot, now);
    taken.push(slot);
    return this.rates.take(id, rateLimit, now);
  }
}

/** Comes back later without burning an attempt. */
async function postpone(
  tx: OrganisationTransaction,
  { id, tries: before }: DeliveryEntity,
  dueAt: Date,
): Promise<void> {
  const tries = before + 1;
  await new DeliveryRepository(tx).update(id, { dueAt, tries });
  await enqueue(tx, { queue: 'deliver-webhook', id, attempt: tries, dueAt });
}

const resultOf = ({ responseStatus }: { readonly responseStatus: number | null }): string =>
  responseStatus === null ? 'no_answer' : String(responseStatus);
