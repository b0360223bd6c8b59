import type { OrganisationTransaction } from '@onefacture/database';
import { z } from 'zod';
import type { Subscription } from './subscription.js';
import { BillingCustomerEntity, SubscriptionEntity } from './subscription.entity.js';

const SignedUp = z.tuple([z.object({ mode: z.enum(['test', 'live']), created_at: z.date() })]);

/** The subscription and the billing customer of the transaction's organisation. */
export class SubscriptionRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async find(): Promise<Subscription | null> {
    return this.subscriptions.findOneBy({ organizationId: this.tx.organizationId });
  }

  /** Holds the row until the transaction ends. */
  async lock(): Promise<Subscription | null> {
    return this.subscriptions.findOne({
      where: { organizationId: this.tx.organizationId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Adds what a new organisation has, unless another transaction was first. */
  async open(
    subscription: Omit<Subscription, 'organizationId'>,
    customer: Omit<BillingCustomerEntity, 'organizationId'>,
  ): Promise<void> {
    const { organizationId } = this.tx;
    const insert = this.tx.manager.createQueryBuilder().insert();
    await insert
      .into(SubscriptionEntity)
      .values({ ...subscription, organizationId })
      .orIgnore()
      .execute();
    await this.tx.manager
      .createQueryBuilder()
      .insert()
      .into(BillingCustomerEntity)
      .values({ ...customer, organizationId })
      .orIgnore()
      .execute();
  }

  async update(change: Partial<Subscription>): Promise<void> {
    await this.subscriptions.update({ organizationId: this.tx.organizationId }, change);
  }

  async customer(): Promise<BillingCustomerEntity | null> {
    return this.tx.manager.getRepository(BillingCustomerEntity).findOneBy({ organizationId: this.tx.organizationId });
  }

  /** What the payment provider calls the organisation. */
  async nameCustomer(stripeCustomerId: string): Promise<void> {
    const { organizationId } = this.tx;
    await this.tx.manager.getRepository(BillingCustomerEntity).update({ organizationId }, { stripeCustomerId });
  }

  /** In which world the organisation lives, and since when. */
  async signedUp(): Promise<{ mode: 'test' | 'live'; at: Date }> {
    const rows: unknown = await this.tx.manager.query('SELECT mode, created_at FROM organizations WHERE id = $1', [
      this.tx.organizationId,
    ]);
    const [{ mode, created_at: at }] = SignedUp.parse(rows);
    return { mode, at };
  }

  private get subscriptions() {
    return this.tx.manager.getRepository(SubscriptionEntity);
  }
}
