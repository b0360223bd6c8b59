import { Injectable } from '@nestjs/common';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { SubscriptionRepository } from '../subscriptions/subscription.repository.js';
import type { Buyer } from './customers.service.js';
import { isOngoing, leading } from './payment-change.js';
import { PaymentProvider, type ProviderSubscription } from './payment-provider.js';
import { PaymentSyncService } from './payment-sync.service.js';
import { PaymentTurns } from './payment-turns.js';
import { ReturnUrls } from './return-urls.js';

/** Ends subscriptions, takes that back, and opens the provider's portal. */
@Injectable()
export class SubscriptionCommandsService {
  constructor(
    private readonly database: Database,
    private readonly turns: PaymentTurns,
    private readonly provider: PaymentProvider,
    private readonly sync: PaymentSyncService,
    private readonly returnUrls: ReturnUrls,
  ) {}

  /**
   * Opens the page where plan, end, invoices and means of payment are managed.
   * @returns its url
   * @throws AppError request.invalid, billing.payments_disabled, billing.no_customer, billing.provider_unavailable
   */
  async portal({ organizationId }: Buyer, returnUrl?: string): Promise<string> {
    const back = this.returnUrls.pick('return_url', returnUrl, 'portal=closed');
    if (!this.provider.enabled) throw new AppError('billing.payments_disabled');
    const row = await this.database.inOrganisation(organizationId, (tx) => new SubscriptionRepository(tx).customer());
    if (typeof row?.stripeCustomerId !== 'string') throw new AppError('billing.no_customer');
    return this.provider.portal(row.stripeCustomerId, back);
  }

  /**
   * Ends the subscription with its paid period, or now.
   * @throws AppError billing.wrong_state when there is none, billing.payments_disabled, billing.provider_unavailable
   */
  async cancel(buyer: Buyer, when: 'at_period_end' | 'immediately'): Promise<void> {
    await this.change(buyer, 'billing.cancel', async (found) => {
      if (!found) throw new AppError('billing.wrong_state', { detail: 'There is no subscription to end.' });
      const isWaiting = found.status === 'incomplete' || (found.byTransfer && found.firstInvoiceOpen);
      const isSet = found.cancelAtPeriodEnd || found.cancelAt !== null;
      // What nobody paid for yet has no paid period to last through.
      if (when === 'immediately' || isWaiting) await this.provider.cancel(found.id, 'immediately');
      else if (!isSet) await this.provider.cancel(found.id, when);
    });
  }

  /**
   * Takes back an end that lies ahead. Nothing is paid for it.
   * @throws AppError billing.wrong_state when no end is set or it is over, billing.payments_disabled,
   *   billing.provider_unavailable
   */
  async reactivate(buyer: Buyer): Promise<void> {
    await this.change(buyer, 'billing.reactivate', async (found) => {
      if (!found) {
        throw new AppError('billing.wrong_state', {
          detail: 'The subscription is over, or there never was one.',
          hint: 'Buy a plan with POST /billing/checkout.',
        });
      }
      if (!found.cancelAtPeriodEnd && found.cancelAt === null) {
        throw new AppError('billing.wrong_state', { detail: 'No end of the subscription is set.' });
      }
      await this.provider.reactivate(found.id);
    });
  }

  /** Looks at the provider first, changes there, and takes over what it says afterwards. */
  private async change(
    { organizationId, userId }: Buyer,
    cause: string,
    command: (found: ProviderSubscription | undefined) => Promise<void>,
  ): Promise<void> {
    if (!this.provider.enabled) throw new AppError('billing.payments_disabled');
    await this.turns.take(organizationId, async (tx) => {
      await command(await this.ongoing(tx));
      await this.sync.inTransaction(tx, { actor: `user:${userId}`, cause });
    });
  }

  private async ongoing(tx: OrganisationTransaction): Promise<ProviderSubscription | undefined> {
    const row = await new SubscriptionRepository(tx).customer();
    if (typeof row?.stripeCustomerId !== 'string') return undefined;
    const { subscriptions } = await this.provider.standing(row.stripeCustomerId);
    return leading(subscriptions.filter(isOngoing));
  }
}
