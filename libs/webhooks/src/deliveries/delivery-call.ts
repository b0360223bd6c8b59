import { Injectable } from '@nestjs/common';
import { WebhookSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { OutgoingError, OutgoingHttp, signWebhook } from '@onefacture/security';
import type { AttemptEntity } from '../attempts/attempt.entity.js';
import { EndpointVault } from '../endpoints/endpoint-vault.js';
import type { EndpointEntity } from '../endpoints/endpoint.entity.js';
import { retryAfterSeconds, type Answer } from './retry-plan.js';

const RESPONSE_EXCERPT_BYTES = 16_384;
const HIDDEN = '[hidden]';

/** What is sent: the id of the message and its body, byte for byte. */
export interface CallMessage {
  readonly id: string;
  readonly body: string;
}

/** One call to a receiver, over. */
export interface DeliveryAttempt extends Pick<
  AttemptEntity,
  'at' | 'responseStatus' | 'responseBody' | 'responseTruncated' | 'requestHeaders' | 'error' | 'durationMs' | 'result'
> {
  readonly answer: Answer;
}

/** Signs a message and posts it, once. */
@Injectable()
export class DeliveryCall {
  constructor(
    private readonly vault: EndpointVault,
    private readonly http: OutgoingHttp,
    private readonly settings: WebhookSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * A call that failed is an attempt like any other. Only without the keys to sign it there is no attempt at all.
   * @throws AppError `key.unavailable`
   */
  async send(endpoint: EndpointEntity, { id, body }: CallMessage): Promise<DeliveryAttempt> {
    const at = this.clock.now();
    const started = performance.now();
    const took = () => Math.round(performance.now() - started);
    let requestHeaders: Record<string, string> = {};
    try {
      const { keys, headers: own, clientCertificate } = await this.vault.open(endpoint, at);
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'onefacture-webhooks/1',
        ...signWebhook({ id, timestamp: Math.floor(at.getTime() / 1_000), body }, keys),
      };
      requestHeaders = { ...Object.fromEntries(Object.keys(own).map((name) => [name, HIDDEN])), ...headers };
      const response = await this.http.request({
        method: 'POST',
        url: endpoint.url,
        headers: { ...own, ...headers },
        body,
        timeoutMs: this.settings.timeoutMs,
        maxResponseBytes: RESPONSE_EXCERPT_BYTES,
        allowedIps: endpoint.allowedIps,
        clientCertificate,
      });
      const { status } = response;
      const succeeded = status >= 200 && status < 300;
      return {
        at,
        result: succeeded ? 'succeeded' : 'failed',
        answer: {
          kind: 'status',
          status,
          retryAfterSeconds: retryAfterSeconds(response.headers['retry-after'], this.clock.now()),
          abort: response.headers['webhook-delivery']?.trim().toLowerCase() === 'abort-message',
        },
        responseStatus: status,
        responseBody: Buffer.from(response.body).toString('utf8').replaceAll('\u0000', ''),
        responseTruncated: response.truncated,
        requestHeaders,
        error: succeeded ? null : `The receiver answered ${status}.`,
        durationMs: took(),
      };
    } catch (cause) {
      // The receiver is not to blame: nothing is counted, and the row brings the delivery back.
      if (cause instanceof AppError && cause.code === 'key.unavailable') throw cause;
      return {
        at,
        result: 'failed',
        answer: { kind: 'failure', timedOut: cause instanceof OutgoingError && cause.failure === 'timeout' },
        responseStatus: null,
        responseBody: null,
        responseTruncated: false,
        requestHeaders,
        error: cause instanceof Error ? cause.message : 'The call failed.',
        durationMs: took(),
      };
    }
  }
}
