import { Injectable } from '@nestjs/common';
import { WebhookSettings } from '@onefacture/config';
import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { publishWebhook } from '../messages/publish-webhook.js';
import { afterFailure, type EndpointFailure } from './endpoint-health.js';
import type { EndpointEntity } from './endpoint.entity.js';
import { EndpointMails } from './endpoint-mails.js';
import { EndpointRepository } from './endpoint.repository.js';

/** Keeps the health of endpoints: cools, warns, disables, and tells the organisation's other endpoints and those who run it. */
@Injectable()
export class EndpointWatch {
  constructor(
    private readonly settings: WebhookSettings,
    private readonly mails: EndpointMails,
  ) {}

  /** Something succeeded. */
  async succeeded(tx: OrganisationTransaction, endpointId: string): Promise<void> {
    await new EndpointRepository(tx).markWell(endpointId);
  }

  /** Something failed. @returns until when nothing is sent; null when it may go on */
  async failed(tx: OrganisationTransaction, endpointId: string, failure: EndpointFailure): Promise<Date | null> {
    const endpoints = new EndpointRepository(tx);
    const endpoint = await endpoints.lock(endpointId);
    if (!endpoint?.enabled) return null;
    const { health, warn, disable } = afterFailure(endpoint, failure, this.settings);
    await endpoints.update(endpointId, { ...health });
    if (disable) {
      const days = Math.round(this.settings.disableAfterMs / 86_400_000);
      const reason = `Every attempt failed for ${days} days.`;
      await this.disable(tx, { ...endpoint, ...health }, reason, failure.at);
      await this.mails.disabled(tx, { ...endpoint, ...health }, 'failing');
    } else if (warn) {
      await this.warn(tx, { ...endpoint, ...health }, warn, failure.at);
    }
    return health.coolUntil;
  }

  /** The receiver wants nothing any more. */
  async gone(tx: OrganisationTransaction, endpointId: string, at: Date): Promise<void> {
    const endpoint = await new EndpointRepository(tx).lock(endpointId);
    if (!endpoint?.enabled) return;
    await this.disable(tx, endpoint, 'The receiver answered 410 Gone.', at);
    await this.mails.disabled(tx, endpoint, 'gone');
  }

  private async disable(
    tx: OrganisationTransaction,
    endpoint: EndpointEntity,
    reason: string,
    at: Date,
  ): Promise<void> {
    const { id, failingSince } = endpoint;
    await new EndpointRepository(tx).update(id, { enabled: false, disabledReason: reason, updatedAt: at });
    await recordAudit(tx, { actor: 'worker', action: 'webhook.disable', subjectType: 'webhook', subjectId: id });
    await publishWebhook(tx, {
      type: 'webhook.endpoint.disabled',
      subjectId: id,
      at,
      data: { webhook_id: id, reason, failing_since: failingSince?.toISOString() ?? null },
      exceptEndpoint: id,
    });
  }

  private async warn(tx: OrganisationTransaction, endpoint: EndpointEntity, percent: number, at: Date): Promise<void> {
    const since = endpoint.failingSince ?? at;
    const disabledAt = new Date(since.getTime() + this.settings.disableAfterMs);
    await publishWebhook(tx, {
      type: 'webhook.endpoint.failing',
      subjectId: endpoint.id,
      at,
      data: {
        webhook_id: endpoint.id,
        percent,
        failing_since: since.toISOString(),
        disabled_at: disabledAt.toISOString(),
      },
      exceptEndpoint: endpoint.id,
    });
    await this.mails.failing(tx, endpoint, since, disabledAt);
  }
}
