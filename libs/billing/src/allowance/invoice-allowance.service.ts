import { Injectable } from '@nestjs/common';
import { InvoiceAllowance, type OrganisationMode } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import { Clock, noteQuota } from '@onefacture/observability';
import { accessOf, fits, limitOf } from '../subscriptions/plan.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { monthlyQuota } from '../usage/monthly-quota.js';
import { StockRepository } from '../usage/stock.repository.js';
import { UsageRepository } from '../usage/usage.repository.js';
import { usageWindow } from '../usage/usage-window.js';
import { paymentOverdue, planLimitReached, quotaExceeded } from './refusals.js';

/** Holds the creation of invoices to the plan: what is open at one time, then what the month allows. */
@Injectable()
export class PlanInvoiceAllowance extends InvoiceAllowance {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async take(tx: OrganisationTransaction, mode: OrganisationMode, count: number): Promise<void> {
    if (mode === 'test' || count === 0) return;
    const now = this.clock.now();
    const subscription = await this.subscriptions.ensure(tx);
    if (accessOf(subscription, now) !== 'full') throw paymentOverdue(subscription);
    const catalogue = this.subscriptions.catalogueOf(subscription);
    if (limitOf(catalogue, subscription, 'active_invoices', now) !== null) await this.takeStock(tx, count, now);
    if (catalogue.limits.invoices) await this.takeFlow(tx, subscription, count, now);
  }

  /** Read anew under the lock: the plan may be another by now, and creators before us have committed. */
  private async takeStock(tx: OrganisationTransaction, count: number, now: Date): Promise<void> {
    const subscription = await this.subscriptions.lock(tx);
    const catalogue = this.subscriptions.catalogueOf(subscription);
    const limit = limitOf(catalogue, subscription, 'active_invoices', now);
    if (limit === null) return;
    const { active_invoices: current } = await new StockRepository(tx).counts();
    if (fits(limit, current, count)) return;
    throw planLimitReached({ metric: 'active_invoices', limit, current }, catalogue, subscription);
  }

  private async takeFlow(
    tx: OrganisationTransaction,
    subscription: Subscription,
    count: number,
    now: Date,
  ): Promise<void> {
    const catalogue = this.subscriptions.catalogueOf(subscription);
    const limit = limitOf(catalogue, subscription, 'invoices', now);
    const usage = new UsageRepository(tx);
    const window = usageWindow(catalogue, subscription, now);
    const used = await usage.take('invoices', window.month, count, limit);
    if (limit === null) return;
    if (used !== undefined) return noteQuota(monthlyQuota('invoices', { limit, used, window }, now));
    const current = (await usage.of(window.month)).get('invoices') ?? 0;
    throw quotaExceeded({ metric: 'invoices', limit, current }, window, now);
  }
}
