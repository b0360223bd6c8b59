import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@onefacture/observability';
import { PaymentEventsService } from './payment-events.service.js';
import { PaymentProvider, type PaymentEvent } from './payment-provider.js';

/** The provider gives up telling after three days. */
const LOOK_BACK_MS = 4 * 86_400_000;
/** How long a round may have been missed. */
const CHANGES_BACK_MS = 6 * 3_600_000;

/** Finds what the provider could not tell us: what changed of late, and what it tried to deliver in vain. */
@Injectable()
export class PaymentReconciliationService {
  private readonly logger = new Logger(PaymentReconciliationService.name);

  constructor(
    private readonly provider: PaymentProvider,
    private readonly events: PaymentEventsService,
    private readonly clock: Clock,
  ) {}

  /**
   * One round. Events known already cost one statement each.
   * @returns how many were news to us
   * @throws AppError billing.provider_unavailable
   */
  async reconcile(): Promise<number> {
    if (!this.provider.enabled) return 0;
    const now = this.clock.now().getTime();
    const changed = await this.takeAll(this.provider.eventsSince(new Date(now - CHANGES_BACK_MS)));
    const undelivered = await this.takeAll(this.provider.undeliveredEvents(new Date(now - LOOK_BACK_MS)));
    if (changed + undelivered > 0) this.logger.log(`${changed + undelivered} payment events had not reached us`);
    return changed + undelivered;
  }

  private async takeAll(events: AsyncIterable<PaymentEvent>): Promise<number> {
    let kept = 0;
    for await (const event of events) if ((await this.events.take(event)) === 'kept') kept += 1;
    return kept;
  }
}
