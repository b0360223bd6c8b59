import { Injectable } from '@nestjs/common';
import { WebhookSettings } from '@onefacture/config';
import { Database, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock, Metrics } from '@onefacture/observability';
import { enqueue, type JobPayload } from '@onefacture/queue';
import { Envelope, OutgoingHttp, signWebhook } from '@onefacture/security';
import { EndpointRepository } from '../endpoints/endpoint.repository.js';
import type { EndpointEntity } from '../endpoints/endpoint.entity.js';
import { secretContext } from '../endpoints/endpoints.service.js';
import type { MessageEntity } from '../messages/message.entity.js';
import { MessageRepository } from '../messages/message.repository.js';
import type { DeliveryEntity } from './delivery.entity.js';
import { DeliveryRepository } from './delivery.repository.js';
import { planNext, type Answer } from './retry-plan.js';

/** A job may arrive this much before its row is due: clocks of two machines differ. */
const CLOCK_SKEW_MS = 250;
const RESPONSE_EXCERPT_BYTES = 4_096;

interface Work {
  readonly delivery: DeliveryEntity;
  readonly endpoint: EndpointEntity;
  readonly message: MessageEntity;
}

interface Attempt {
  readonly answer: Answer;
  readonly status: number | null;
  readonly excerpt: string | null;
  readonly error: string | null;
  readonly durationMs: number;
}

/** Brings messages to endpoints. A delivery is claimed by moving its due time, so that a lost worker costs one lease. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly database: Database,
    private readonly envelope: Envelope,
    private readonly http: OutgoingHttp,
    private readonly settings: WebhookSettings,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** One attempt at one delivery; nothing when it is not due or already over. */
  async deliver(job: JobPayload): Promise<void> {
    const work = await this.database.inOrganisation(job.organization_id, (tx) => this.claim(tx, job.id));
    if (!work) return;
    const attempt = await this.send(work);
    this.metrics.webhookAttempt(attempt.answer.kind === 'status' ? String(attempt.status) : 'no_answer');
    await this.database.inOrganisation(job.organization_id, (tx) => this.settle(tx, work, attempt));
  }

  /** Sends a delivery again, now, whatever its state. @throws AppError request.not_found, invoice.wrong_state */
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

  private async send({ delivery, endpoint, message }: Work): Promise<Attempt> {
    const startedAt = this.clock.now();
    const took = () => this.clock.now().getTime() - startedAt.getTime();
    const timestamp = Math.floor(startedAt.getTime() / 1_000);
    try {
      const context = secretContext(delivery.organizationId, endpoint.id);
      const secret = await this.envelope.openText(endpoint.secret, context);
      const response = await this.http.request({
        method: 'POST',
        url: endpoint.url,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'onefacture-webhooks/1',
          ...signWebhook({ id: message.id, timestamp, body: message.body }, [secret]),
        },
        body: message.body,
        timeoutMs: this.settings.timeoutMs,
        maxResponseBytes: RESPONSE_EXCERPT_BYTES,
      });
      const retryAfterSeconds = Number(response.headers['retry-after']) || undefined;
      return {
        answer: { kind: 'status', status: response.status, retryAfterSeconds },
        status: response.status,
        excerpt: Buffer.from(response.body).toString('utf8').replaceAll('\u0000', ''),
        error: response.status < 300 ? null : `The receiver answered ${response.status}.`,
        durationMs: took(),
      };
    } catch (cause) {
      const error = cause instanceof Error ? cause.message : 'The call failed.';
      return { answer: { kind: 'failure' }, status: null, excerpt: null, error, durationMs: took() };
    }
  }

  private async settle(tx: OrganisationTransaction, { delivery, endpoint }: Work, attempt: Attempt): Promise<void> {
    const now = this.clock.now();
    const attempts = delivery.attempts + 1;
    const next = planNext(attempt.answer, attempts, this.settings.retryScheduleMs, Math.random());
    const tries = delivery.tries + 1;
    const dueAt = next.step === 'retry' ? new Date(now.getTime() + next.waitMs) : null;
    await new DeliveryRepository(tx).update(delivery.id, {
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
