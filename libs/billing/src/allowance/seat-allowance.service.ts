import { Injectable } from '@nestjs/common';
import { SeatAllowance } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { fits, limitOf } from '../subscriptions/plan.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { StockRepository } from '../usage/stock.repository.js';
import { planLimitReached } from './refusals.js';

/** Holds members to the seats of the plan. */
@Injectable()
export class PlanSeatAllowance extends SeatAllowance {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async take(tx: OrganisationTransaction, count: number, promised = 0): Promise<void> {
    const subscription = await this.subscriptions.lock(tx);
    const catalogue = this.subscriptions.catalogueOf(subscription);
    const limit = limitOf(catalogue, subscription, 'seats', this.clock.now());
    if (limit === null) return;
    const current = (await new StockRepository(tx).counts()).seats + promised;
    if (!fits(limit, current, count))
      throw planLimitReached({ metric: 'seats', limit, current }, catalogue, subscription);
  }
}
