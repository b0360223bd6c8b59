import { Injectable } from '@nestjs/common';
import { Database, SystemFunctions } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';

const BATCH = 500;

/** Subscriptions paid by transfers that the operator recorded. */
@Injectable()
export class Transfers {
  constructor(
    private readonly database: Database,
    private readonly system: SystemFunctions,
    private readonly subscriptions: SubscriptionsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes those past due whose paid time is over: the payment grace begins, as after a failed card.
   * @returns how many
   */
  async endOver(): Promise<number> {
    const now = this.clock.now();
    const over = await this.system.transfersOver(now, BATCH);
    for (const organizationId of over) {
      await this.database.inOrganisation(organizationId, async (tx) => {
        const { status, stripeSubscriptionId, currentPeriodEnd } = await this.subscriptions.lock(tx);
        if (status !== 'active' || stripeSubscriptionId !== null) return;
        if (currentPeriodEnd === null || currentPeriodEnd > now) return;
        await this.subscriptions.apply(tx, { actor: 'worker', cause: 'transfer.over', status: 'past_due' });
      });
    }
    return over.length;
  }
}
