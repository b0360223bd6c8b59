import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import type { BillingCycle, Catalogue, Plan } from '../catalogue/catalogue.js';
import { Catalogues } from '../catalogue/catalogues.js';
import { trialDaysFor } from '../subscriptions/plan.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { CustomersService, type Buyer } from './customers.service.js';
import { isOngoing, statusOf } from './payment-change.js';
import {
  PaymentProvider,
  type CustomerStanding,
  type NewCustomer,
  type PriceKey,
  type PurchaseOrder,
} from './payment-provider.js';
import { PaymentSyncService } from './payment-sync.service.js';
import { PaymentTurns } from './payment-turns.js';
import { ReturnUrls } from './return-urls.js';

/** How somebody wants to pay. */
export type PaymentKind = Catalogue['payment'][number];

/** What somebody wants to buy. */
export interface Purchase {
  readonly plan: string;
  readonly cycle: BillingCycle;
  readonly payment: PaymentKind;
  readonly successUrl?: string | undefined;
  readonly cancelUrl?: string | undefined;
}

/** Where to pay: a page of the provider's; null where an invoice comes by mail instead. */
export interface OpenedPurchase {
  readonly url: string | null;
  readonly expiresAt: Date | null;
}

/** Lets an organisation buy its one subscription. */
@Injectable()
export class CheckoutService {
  constructor(
    private readonly turns: PaymentTurns,
    private readonly provider: PaymentProvider,
    private readonly customers: CustomersService,
    private readonly subscriptions: SubscriptionsService,
    private readonly catalogues: Catalogues,
    private readonly sync: PaymentSyncService,
    private readonly returnUrls: ReturnUrls,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens a page to pay on, or starts a subscription that is paid by transfer. Nothing is active before it is paid.
   * @throws AppError billing.unknown_plan, request.invalid, billing.payments_disabled, billing.already_subscribed,
   *   billing.price_missing, billing.provider_unavailable
   */
  async open(buyer: Buyer, purchase: Purchase): Promise<OpenedPurchase> {
    const { current } = this.catalogues;
    const plan = this.catalogues.planNamed(purchase.plan);
    assertSold(current, plan, purchase);
    const successUrl = this.returnUrls.pick('success_url', purchase.successUrl, 'checkout=success');
    const cancelUrl = this.returnUrls.pick('cancel_url', purchase.cancelUrl, 'checkout=cancelled');
    if (!this.provider.enabled) throw new AppError('billing.payments_disabled');
    const price = { catalogue: current.id, version: current.version, plan: plan.id, cycle: purchase.cycle };
    const profile = await this.customers.profileOf(buyer);
    return this.turns.take(buyer.organizationId, async (tx) => {
      const { order, standing } = await this.order(tx, plan, price, profile);
      const by = { actor: `user:${buyer.userId}`, cause: 'billing.checkout' };
      if (purchase.payment === 'bank_transfer') {
        const { url } = await this.provider.startByTransfer(order);
        await this.sync.inTransaction(tx, by);
        return { url, expiresAt: null };
      }
      const page = await this.provider.checkout({ ...order, successUrl, cancelUrl });
      await this.sync.inTransaction(tx, by, { ...standing, checkouts: [page] });
      return { url: page.url, expiresAt: page.expiresAt };
    });
  }

  private async order(
    tx: OrganisationTransaction,
    plan: Plan,
    price: PriceKey,
    profile: NewCustomer['business'],
  ): Promise<{ order: PurchaseOrder; standing: CustomerStanding }> {
    const { trialUsed } = await this.subscriptions.ensure(tx);
    const customer = await this.customers.ensure(tx, profile);
    const standing = await this.provider.standing(customer);
    const replaces = await this.makeRoom(standing);
    const { organizationId } = tx;
    const wasTried = trialUsed || standing.subscriptions.some(({ trialEndsAt }) => trialEndsAt !== null);
    const trialDays = trialDaysFor(plan, { trialUsed: wasTried });
    return {
      order: { organizationId, customer, price, trialDays, replaces, at: this.clock.now() },
      standing: { ...standing, subscriptions: standing.subscriptions.filter((one) => !isOngoing(one)) },
    };
  }

  /**
   * One subscription an organisation: pages and first payments that were given up make way, one that runs does not.
   * @returns the ids of what made way
   */
  private async makeRoom({ subscriptions, checkouts }: CustomerStanding): Promise<string[]> {
    const ongoing = subscriptions.filter((one) => one.price !== undefined && isOngoing(one));
    const running = ongoing.find((one) => statusOf(one) !== 'pending_payment');
    if (running) {
      throw new AppError('billing.already_subscribed', {
        detail: `There is a subscription to ${running.price?.plan ?? 'a plan'} that is not over (${running.status}).`,
      });
    }
    for (const { id } of ongoing) await this.provider.cancel(id, 'immediately');
    for (const { id } of checkouts) await this.provider.closeCheckout(id);
    return [...ongoing, ...checkouts].map(({ id }) => id);
  }
}

function assertSold(catalogue: Catalogue, plan: Plan, { cycle, payment }: Purchase): void {
  const cycles = Object.keys(plan.prices);
  if (cycles.length === 0) throw wrong('plan', `${plan.id} costs nothing, so it cannot be bought`);
  if (plan.prices[cycle] === undefined) throw wrong('cycle', `${plan.id} is paid ${cycles.join(' or ')}`);
  if (!catalogue.payment.includes(payment)) throw wrong('payment', `must be ${catalogue.payment.join(' or ')}`);
}

const wrong = (field: string, message: string): AppError =>
  new AppError('request.invalid', { detail: `${field}: ${message}.`, errors: [{ field, code: 'UNKNOWN', message }] });
