import { Injectable } from '@nestjs/common';
import { WebhookSettings } from '@onefacture/config';
import { Clock } from '@onefacture/observability';
import { Envelope, OutgoingHttp, signWebhook } from '@onefacture/security';
import { secretContext } from '../endpoints/endpoints.service.js';
import type { EndpointEntity } from '../endpoints/endpoint.entity.js';
import type { MessageEntity } from '../messages/message.entity.js';
import { retryAfterSeconds, type Answer } from './retry-plan.js';

const RESPONSE_EXCERPT_BYTES = 4_096;

/** One call to a receiver, over. */
export interface DeliveryAttempt {
  readonly answer: Answer;
  readonly status: number | null;
  /** Begin of the answer, for the log. */
  readonly excerpt: string | null;
  readonly error: string | null;
  readonly durationMs: number;
}

/** Signs a message and posts it, once. */
@Injectable()
export class DeliveryCall {
  constructor(
    private readonly envelope: Envelope,
    private readonly http: OutgoingHttp,
    private readonly settings: WebhookSettings,
    private readonly clock: Clock,
  ) {}

  /** Never throws: a call that failed is an attempt like any other. */
  async send(endpoint: EndpointEntity, message: MessageEntity): Promise<DeliveryAttempt> {
    const startedAt = this.clock.now();
    const took = () => this.clock.now().getTime() - startedAt.getTime();
    const timestamp = Math.floor(startedAt.getTime() / 1_000);
    try {
      const context = secretContext(endpoint.organizationId, endpoint.id);
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
      const { status } = response;
      const seconds = retryAfterSeconds(response.headers['retry-after'], this.clock.now());
      return {
        answer: { kind: 'status', status, retryAfterSeconds: seconds },
        status,
        excerpt: Buffer.from(response.body).toString('utf8').replaceAll('\u0000', ''),
        error: status < 300 ? null : `The receiver answered ${status}.`,
        durationMs: took(),
      };
    } catch (cause) {
      const error = cause instanceof Error ? cause.message : 'The call failed.';
      return { answer: { kind: 'failure' }, status: null, excerpt: null, error, durationMs: took() };
    }
  }
}
