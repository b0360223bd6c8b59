import { Injectable, Logger } from '@nestjs/common';
import { Database, SystemFunctions } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { PaymentProvider, type PaymentEvent } from './payment-provider.js';
import { PaymentSyncRepository } from './payment-sync.repository.js';

/** What became of an event: kept and looked into, known already, or none of ours. */
export type EventFate = 'kept' | 'known' | 'ignored';

/** Takes news of the payment provider: keeps each once and has the customer looked up, and does nothing else. */
@Injectable()
export class PaymentEventsService {
  private readonly logger = new Logger(PaymentEventsService.name);

  constructor(
    private readonly provider: PaymentProvider,
    private readonly system: SystemFunctions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * What was posted to us.
   * @throws AppError billing.event_not_signed, billing.payments_disabled, request.unreadable
   */
  async receive(body: Buffer, signature: string | undefined): Promise<EventFate> {
    const event = this.provider.readEvent(body, signature, this.clock.now());
    if (!event) return 'ignored';
    const fate = await this.take(event);
    if (fate === 'ignored') {
      this.logger.warn(`event ${event.id} (${event.type}) is of another account, mode or customer`);
    }
    return fate;
  }

  /** An event whose origin is sure. */
  async take(event: PaymentEvent): Promise<EventFate> {
    const { customer, ours } = event;
    const organizationId = ours && customer !== null ? await this.system.findBillingCustomer(customer) : undefined;
    if (organizationId === undefined) return 'ignored';
    const now = this.clock.now();
    return this.database.inOrganisation(organizationId, async (tx) => {
      const rows = new PaymentSyncRepository(tx);
      if (!(await rows.keep(event, now))) return 'known';
      await rows.want(now);
      return 'kept';
    });
  }
}
