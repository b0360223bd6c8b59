import type { BillingCycle } from '../catalogue/catalogue.js';

/**
 * Where a subscription stands. `none` pays nothing; `pending_payment` waits for a card, `pending_bank_transfer` for
 * money; `past_due` has a failed payment, `unpaid` was given up on; `cancelled` is over.
 */
export const SUBSCRIPTION_STATUSES = [
  'none',
  'pending_payment',
  'pending_bank_transfer',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'paused',
  'cancelled',
] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/** The one subscription of an organisation. */
export interface Subscription {
  readonly organizationId: string;
  readonly id: string;
  /** As sold; `planInForce` says which plan's limits hold. */
  readonly plan: string;
  readonly catalogue: string;
  readonly catalogueVersion: number;
  /** Null while nothing is paid. */
  readonly cycle: BillingCycle | null;
  readonly status: SubscriptionStatus;
  /** The payment provider's own word. */
  readonly stripeStatus: string | null;
  readonly stripeSubscriptionId: string | null;
  readonly currentPeriodEnd: Date | null;
  readonly cancelAt: Date | null;
  readonly cancelAtPeriodEnd: boolean;
  readonly trialEndsAt: Date | null;
  readonly trialUsed: boolean;
  /** Until when limits of the plan after sign-up do not bite. */
  readonly gracePeriodEndsAt: Date | null;
  /** Until when a subscription with a failed payment has full access. */
  readonly paymentGraceEndsAt: Date | null;
  /** A decimal from 0 to 1 with four places. */
  readonly commissionRate: string | null;
  /** The operator's word, which goes before what is paid. */
  readonly planOverride: string | null;
  /** Grows with every change. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The members of a subscription that can change. */
export type SubscriptionFacts = Omit<
  Subscription,
  'organizationId' | 'id' | 'catalogue' | 'version' | 'createdAt' | 'updatedAt'
>;

/** What became known about a subscription; members left out stay as they are. */
export interface SubscriptionChange extends Partial<SubscriptionFacts> {
  /** As in the audit trail: `user:<id>`, `admin`, `worker`. */
  readonly actor: string;
  /** What brought it, a code such as `stripe.event` or `admin.override`. */
  readonly cause: string;
  /** Refuses the change when the row is another version meanwhile. */
  readonly ifVersion?: number;
}
