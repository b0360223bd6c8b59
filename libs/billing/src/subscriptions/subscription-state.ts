import { METRICS, type Catalogue, type Metric, type Plan } from '../catalogue/catalogue.js';
import { accessOf, capOf, endIsSet, fits, inSignupGrace, planInForce, type PlanAccess } from './plan.js';
import type { Subscription } from './subscription.js';

/** How much is held at one time. */
export interface StockCounts {
  readonly active_invoices: number;
  readonly seats: number;
}

/** Where an organisation stands: what it bought, what that allows, and what it uses of it. */
export interface SubscriptionState {
  readonly subscription: Subscription;
  readonly catalogue: Catalogue;
  /** The plan whose limits and features hold now. */
  readonly plan: Plan;
  /** Caps of the plan, null for none; whether they bite is another matter while a grace runs. */
  readonly caps: Readonly<Record<Metric, number | null>>;
  /** Of the plan and of licences, sorted. */
  readonly features: readonly string[];
  readonly stock: StockCounts;
  readonly inGracePeriod: boolean;
  readonly access: PlanAccess;
  /** More is held than the plan allows, so nothing is added until there is less. */
  readonly overLimit: boolean;
  /** Whether its end is set, whichever of the two ways. */
  readonly cancelScheduled: boolean;
  /** Whether the payment provider knows the organisation: it paid, or began to. */
  readonly hasStripeCustomer: boolean;
}

/** What a state follows from. */
export interface StateFacts {
  readonly subscription: Subscription;
  readonly catalogue: Catalogue;
  readonly licences: readonly string[];
  readonly stock: StockCounts;
  readonly stripeCustomerId: string | null;
  readonly now: Date;
}

/** The state that follows from what is stored. */
export function stateOf(facts: StateFacts): SubscriptionState {
  const { subscription, catalogue, licences, stock, stripeCustomerId, now } = facts;
  const plan = planInForce(catalogue, subscription);
  const cap = (metric: Metric) => capOf(catalogue, subscription, metric);
  return {
    subscription,
    catalogue,
    plan,
    caps: {
      invoices: cap('invoices'),
      api_calls: cap('api_calls'),
      active_invoices: cap('active_invoices'),
      seats: cap('seats'),
      drive_storage: cap('drive_storage'),
      parallel_bitflow_downloads: cap('parallel_bitflow_downloads'),
    },
    features: [...new Set([...plan.features, ...licences])].toSorted(),
    stock,
    inGracePeriod: inSignupGrace(catalogue, subscription, now),
    access: accessOf(subscription, now),
    overLimit: METRICS.some((metric) => isStock(metric) && !fits(cap(metric), stock[metric], 0)),
    cancelScheduled: endIsSet(subscription),
    hasStripeCustomer: stripeCustomerId !== null,
  };
}

const isStock = (metric: Metric): metric is keyof StockCounts => metric === 'active_invoices' || metric === 'seats';
