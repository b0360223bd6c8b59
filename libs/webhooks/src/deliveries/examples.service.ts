import { Injectable } from '@nestjs/common';
import { Database } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { uuidv7 } from 'uuidv7';
import type { AttemptEntity } from '../attempts/attempt.entity.js';
import { EndpointsService } from '../endpoints/endpoints.service.js';
import { eventExample } from '../event-data.js';
import { eventTypeNamed, type WebhookEventName } from '../event-types.js';
import { DeliveryCall } from './delivery-call.js';
import { factsOf, recordAttempt } from './delivery-settlement.js';

/** Sends examples, so that a receiver can be tried out. */
@Injectable()
export class ExamplesService {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointsService,
    private readonly call: DeliveryCall,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends the example of an event to an endpoint, enabled or not, at once and once, signed and guarded like any other
   * call. It is on record as an attempt without a delivery, and counts neither for nor against the endpoint.
   * @throws AppError request.not_found
   */
  async send(organizationId: string, endpointId: string, type: WebhookEventName): Promise<AttemptEntity> {
    const endpoint = await this.database.inOrganisation(organizationId, (tx) => this.endpoints.get(tx, endpointId));
    const example = eventExample(type, eventTypeNamed(type).data, this.clock.now().toISOString());
    const message = { id: uuidv7(), type, body: JSON.stringify(example) };
    const attempt = await this.call.send(endpoint, message);
    const sent = { delivery: null, endpoint, message };
    const id = await this.database.inOrganisation(organizationId, (tx) => recordAttempt(tx, sent, attempt, 1));
    const place = { organizationId, endpointId, deliveryId: null, messageId: message.id, eventType: type };
    return { ...place, id, number: 1, ...factsOf(attempt) };
  }
}
