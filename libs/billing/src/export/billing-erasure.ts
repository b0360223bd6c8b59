import { Injectable } from '@nestjs/common';
import { ErasureHook } from '@onefacture/accounts';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { PaymentProvider } from '../payments/payment-provider.js';
import { SubscriptionRepository } from '../subscriptions/subscription.repository.js';
import type { SubscriptionStatus } from '../subscriptions/subscription.js';

/** What nobody pays for, or not any more. */
const OVER: ReadonlySet<SubscriptionStatus> = new Set(['none', 'pending_payment', 'cancelled']);

/** An erasure does not end a subscription by the way, and the payment provider forgets the customer. */
@Injectable()
export class BillingErasure extends ErasureHook {
  constructor(
    private readonly database: Database,
    private readonly provider: PaymentProvider,
  ) {
    super();
  }

  /** @throws AppError data.subscription_live */
  override async admit(tx: OrganisationTransaction): Promise<void> {
    const subscription = await new SubscriptionRepository(tx).find();
    if (subscription && !OVER.has(subscription.status)) throw new AppError('data.subscription_live');
  }

  /** @throws AppError billing.provider_unavailable */
  override async forgetElsewhere(organizationId: string): Promise<void> {
    const row = await this.database.inOrganisation(organizationId, (tx) => new SubscriptionRepository(tx).customer());
    if (this.provider.enabled && typeof row?.stripeCustomerId === 'string') {
      await this.provider.forgetCustomer(row.stripeCustomerId);
    }
  }
}
