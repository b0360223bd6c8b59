import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BillingCycle } from '../catalogue/catalogue.js';
import type { SubscriptionStatus } from './subscription.js';

@Entity('subscriptions')
export class SubscriptionEntity {
  @PrimaryColumn('uuid')
  organizationId!: string;

  @Column('uuid')
  id!: string;

  @Column('text')
  plan!: string;

  @Column('text')
  catalogue!: string;

  @Column('integer')
  catalogueVersion!: number;

  @Column('text', { nullable: true })
  cycle!: BillingCycle | null;

  @Column('text')
  status!: SubscriptionStatus;

  @Column('text', { nullable: true })
  stripeStatus!: string | null;

  @Column('text', { nullable: true })
  stripeSubscriptionId!: string | null;

  @Column('timestamptz', { nullable: true })
  currentPeriodEnd!: Date | null;

  @Column('timestamptz', { nullable: true })
  cancelAt!: Date | null;

  @Column('boolean')
  cancelAtPeriodEnd!: boolean;

  @Column('timestamptz', { nullable: true })
  trialEndsAt!: Date | null;

  @Column('boolean')
  trialUsed!: boolean;

  @Column('timestamptz', { nullable: true })
  gracePeriodEndsAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  paymentGraceEndsAt!: Date | null;

  @Column('numeric', { nullable: true, precision: 5, scale: 4 })
  commissionRate!: string | null;

  @Column('text', { nullable: true })
  planOverride!: string | null;

  @Column('integer')
  version!: number;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}

/** Who pays: known to the payment provider by the anonymous id alone, and only once something was bought. */
@Entity('billing_customers')
export class BillingCustomerEntity {
  @PrimaryColumn('uuid')
  organizationId!: string;

  @Column('uuid')
  anonymousId!: string;

  @Column('text', { nullable: true })
  stripeCustomerId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;
}
