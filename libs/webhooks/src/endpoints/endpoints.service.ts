import { Injectable } from '@nestjs/common';
import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { Envelope, generateWebhookSecret, OutgoingHttp } from '@onefacture/security';
import { uuidv7 } from 'uuidv7';
import { isSubscription, WEBHOOK_EVENT_TYPES } from '../event-types.js';
import type { EndpointEntity } from './endpoint.entity.js';
import { EndpointRepository } from './endpoint.repository.js';

/** What a customer says of an endpoint. */
export interface EndpointIn {
  readonly url: string;
  readonly description?: string | undefined;
  /** All events when left out. */
  readonly event_types?: readonly string[] | undefined;
  readonly enabled?: boolean | undefined;
}

/** Where the secret of an endpoint lives. */
export const secretContext = (organizationId: string, endpointId: string) => ({
  organization_id: organizationId,
  row: endpointId,
  column: 'webhook_endpoints.secret',
});

/** Endpoints of an organisation. The target is judged when it is stored and again at every call. */
@Injectable()
export class EndpointsService {
  constructor(
    private readonly envelope: Envelope,
    private readonly http: OutgoingHttp,
    private readonly clock: Clock,
  ) {}

  /**
   * Registers an endpoint. The secret is returned here and never again.
   * @throws AppError webhook.target_refused, request.invalid for an unknown event type
   */
  async create(tx: OrganisationTransaction, actor: string, wanted: EndpointIn) {
    await this.assertAcceptable(wanted);
    const id = uuidv7();
    const secret = generateWebhookSecret();
    const now = this.clock.now();
    const sealed = await this.envelope.sealText(secret, secretContext(tx.organizationId, id));
    const endpoint = {
      id,
      url: wanted.url,
      description: wanted.description ?? null,
      eventTypes: [...(wanted.event_types ?? ['*'])],
      secret: Buffer.from(sealed),
      enabled: wanted.enabled ?? true,
      disabledReason: null,
      createdAt: now,
      updatedAt: now,
    };
    await new EndpointRepository(tx).insert(endpoint);
    await recordAudit(tx, { actor, action: 'webhook.create', subjectType: 'webhook', subjectId: id });
    return { endpoint: { ...endpoint, organizationId: tx.organizationId }, secret };
  }

  /** @throws AppError request.not_found */
  async get(tx: OrganisationTransaction, id: string): Promise<EndpointEntity> {
    const endpoint = await new EndpointRepository(tx).find(id);
    if (!endpoint) throw new AppError('request.not_found', { detail: `There is no webhook ${id}.` });
    return endpoint;
  }

  /** Replaces what the customer says; the secret stays. Enabling again forgets why it was disabled. */
  async update(tx: OrganisationTransaction, actor: string, id: string, wanted: EndpointIn): Promise<EndpointEntity> {
    await this.assertAcceptable(wanted);
    await this.get(tx, id);
    const enabled = wanted.enabled ?? true;
    await new EndpointRepository(tx).update(id, {
      url: wanted.url,
      description: wanted.description ?? null,
      eventTypes: [...(wanted.event_types ?? ['*'])],
      enabled,
      disabledReason: enabled ? null : 'disabled by the customer',
      updatedAt: this.clock.now(),
    });
    await recordAudit(tx, { actor, action: 'webhook.update', subjectType: 'webhook', subjectId: id });
    return this.get(tx, id);
  }

  /** Removes the endpoint with its deliveries. @throws AppError request.not_found */
  async delete(tx: OrganisationTransaction, actor: string, id: string): Promise<void> {
    if (!(await new EndpointRepository(tx).delete(id))) {
      throw new AppError('request.not_found', { detail: `There is no webhook ${id}.` });
    }
    await recordAudit(tx, { actor, action: 'webhook.delete', subjectType: 'webhook', subjectId: id });
  }

  private async assertAcceptable({ url, event_types = [] }: EndpointIn): Promise<void> {
    const known = WEBHOOK_EVENT_TYPES.map(({ type }) => type).join(', ');
    const errors = event_types.flatMap((wanted, index) =>
      isSubscription(wanted)
        ? []
        : [
            {
              field: `event_types[${index}]`,
              code: 'UNKNOWN',
              message: `${wanted} is not an event; use one of ${known}, a prefix such as invoice.*, or *.`,
            },
          ],
    );
    if (errors.length > 0) throw new AppError('request.invalid', { errors });
    await this.http.assertTargetAllowed(url);
  }
}
