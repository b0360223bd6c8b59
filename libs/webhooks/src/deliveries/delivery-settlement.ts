import { Injectable } from '@nestjs/common';
import { WebhookSettings } from '@onefacture/config';
import { together, type OrganisationTransaction } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { enqueue } from '@onefacture/queue';
import { uuidv7 } from 'uuidv7';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import { EndpointWatch } from '../endpoints/endpoint-watch.js';
import type { EndpointEntity } from '../endpoints/endpoint.entity.js';
import { publishWebhook } from '../messages/publish-webhook.js';
import type { DeliveryEntity } from './delivery.entity.js';
import type { DeliveryAttempt } from './delivery-call.js';
import { DeliveryRepository } from './delivery.repository.js';
import { askedMs, isOverload, planNext, type NextStep } from './retry-plan.js';

/** What was sent where. */
export interface Delivered {
  readonly delivery: DeliveryEntity;
  readonly endpoint: EndpointEntity;
  readonly message: { readonly id: string; readonly type: string };
}

/** Events about webhooks: when they are not delivered either, that is not told by another of them. */
const OF_WEBHOOKS = 'webhook.';

/** Writes down what came of an attempt: the attempt, where its delivery stands now, and how its endpoint fares. */
@Injectable()
export class DeliverySettlement {
  constructor(
    private readonly watch: EndpointWatch,
    private readonly settings: WebhookSettings,
    private readonly clock: Clock,
  ) {}

  async settle(tx: OrganisationTransaction, sent: Delivered, attempt: DeliveryAttempt): Promise<void> {
    const { delivery, endpoint } = sent;
    const deliveries = new DeliveryRepository(tx);
    const current = await deliveries.lock(delivery.id);
    if (!current) return;
    const next = this.plan(sent, attempt);
    const now = this.clock.now();
    const ended = {
      attempts: delivery.attempts + 1,
      tries: delivery.tries + 1,
      lastAttemptAt: now,
      responseStatus: attempt.responseStatus,
      responseBody: attempt.responseBody,
      durationMs: attempt.durationMs,
    };
    const recorded = recordAttempt(tx, sent, attempt, ended.attempts);
    // A replay that was asked for during the call has the word: it sends once more whatever came of this one.
    const replayed = current.tries !== delivery.tries;
    if (next.step === 'delivered') {
      const delivered = { ...ended, state: 'delivered' as const, dueAt: null, error: null };
      const moved = replayed ? [] : [deliveries.update(delivery.id, delivered)];
      await together([recorded, this.watch.succeeded(tx, endpoint.id), ...moved]);
      return;
    }
    await recorded;
    const coolUntil = await this.tellWatch(tx, endpoint.id, attempt, next);
    if (replayed) return;
    const planned = next.step === 'retry' ? new Date(now.getTime() + next.waitMs) : null;
    const dueAt = planned && coolUntil && coolUntil > planned ? coolUntil : planned;
    await deliveries.update(delivery.id, {
      ...ended,
      state: next.step === 'retry' ? 'pending' : 'failed',
      dueAt,
      error: next.step === 'give_up' && next.why === 'aborted' ? 'The receiver asked to stop.' : attempt.error,
    });
    if (dueAt) await enqueue(tx, { queue: 'deliver-webhook', id: delivery.id, attempt: ended.tries, dueAt });
    if (next.step === 'give_up' && next.why === 'exhausted') await tellExhausted(tx, sent, now);
  }

  private plan({ delivery, endpoint }: Delivered, { answer }: DeliveryAttempt): NextStep {
    const { retryScheduleMs, overloadFloorMs } = this.settings;
    const own = endpoint.retrySchedule?.map((seconds) => seconds * 1_000);
    const plan = { scheduleMs: own ?? retryScheduleMs, overloadFloorMs };
    return planNext(answer, delivery.attempts + 1, plan, Math.random());
  }

  private async tellWatch(
    tx: OrganisationTransaction,
    endpointId: string,
    { answer }: DeliveryAttempt,
    next: Exclude<NextStep, { step: 'delivered' }>,
  ): Promise<Date | null> {
    const at = this.clock.now();
    // A receiver that says it wants this message no more is alive.
    if (next.step === 'give_up' && next.why === 'aborted') {
      await this.watch.succeeded(tx, endpointId);
    } else if (next.step === 'give_up' && next.why === 'gone') {
      await this.watch.gone(tx, endpointId, at);
    } else {
      return this.watch.failed(tx, endpointId, { at, overloaded: isOverload(answer), askedMs: askedMs(answer) });
    }
    return null;
  }
}

/** What of an attempt is kept. */
export function factsOf({ at, result, requestHeaders, error, durationMs, ...attempt }: DeliveryAttempt) {
  const { responseStatus, responseBody, responseTruncated } = attempt;
  return { at, result, responseStatus, responseBody, responseTruncated, requestHeaders, error, durationMs };
}

/** Keeps one attempt. `deliveryId` is null for an example. */
export async function recordAttempt(
  tx: OrganisationTransaction,
  sent: { readonly delivery: { readonly id: string } | null } & Pick<Delivered, 'endpoint' | 'message'>,
  attempt: DeliveryAttempt,
  number: number,
): Promise<string> {
  const id = uuidv7();
  await new AttemptRepository(tx).insert({
    id,
    endpointId: sent.endpoint.id,
    deliveryId: sent.delivery?.id ?? null,
    messageId: sent.message.id,
    eventType: sent.message.type,
    number,
    ...factsOf(attempt),
  });
  return id;
}

async function tellExhausted(tx: OrganisationTransaction, { delivery, endpoint, message }: Delivered, at: Date) {
  if (message.type.startsWith(OF_WEBHOOKS)) return;
  await publishWebhook(tx, {
    type: 'webhook.delivery.exhausted',
    subjectId: delivery.id,
    at,
    data: {
      webhook_id: endpoint.id,
      delivery_id: delivery.id,
      message_id: message.id,
      event_type: message.type,
      attempts: delivery.attempts + 1,
    },
    exceptEndpoint: endpoint.id,
  });
}
