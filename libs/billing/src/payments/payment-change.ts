import { planNamed, type Catalogue } from '../catalogue/catalogue.js';
import { paymentGraceEnd } from '../subscriptions/grace.js';
import type { Subscription, SubscriptionFacts, SubscriptionStatus } from '../subscriptions/subscription.js';
import type { CustomerStanding, PriceKey, ProviderSubscription } from './payment-provider.js';

/** The provider's words in ours, from the one that counts most when there are several subscriptions. */
const STATUSES: readonly (readonly [string, SubscriptionStatus])[] = [
  ['active', 'active'],
  ['trialing', 'trialing'],
  ['past_due', 'past_due'],
  ['unpaid', 'unpaid'],
  ['paused', 'paused'],
  ['incomplete', 'pending_payment'],
  ['canceled', 'cancelled'],
  ['incomplete_expired', 'cancelled'],
];
const RANK = new Map(STATUSES.map(([word], rank) => [word, rank]));
const OURS = new Map(STATUSES);

const rank = ({ status }: ProviderSubscription): number => RANK.get(status) ?? RANK.size;

/** A subscription that waits for its first transfer gives nothing yet, whatever the provider calls it. */
export function statusOf({
  status,
  byTransfer,
  firstInvoiceOpen,
}: ProviderSubscription): SubscriptionStatus | undefined {
  const waits = byTransfer && firstInvoiceOpen && (status === 'active' || status === 'past_due');
  return waits ? 'pending_bank_transfer' : OURS.get(status);
}

/** Whether it is not over: a second one beside it would be paid twice. */
export const isOngoing = ({ status }: ProviderSubscription): boolean =>
  status !== 'canceled' && status !== 'incomplete_expired';

/** The one subscription that counts: of those that are ours the one that gives most, among equals the newest. */
export function leading(subscriptions: readonly ProviderSubscription[]): ProviderSubscription | undefined {
  return subscriptions
    .filter(({ price }) => price !== undefined)
    .toSorted(
      (a, b) => rank(a) - rank(b) || b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1),
    )[0];
}

/** What the fold looks at beside the provider's answer. */
export interface ChangeContext {
  readonly before: Subscription;
  /** The catalogue the organisation is on. */
  readonly catalogue: Catalogue;
  /** The catalogue that is sold now. */
  readonly current: Catalogue;
  readonly now: Date;
}

/**
 * What a subscription is, as a function of what the provider says at one moment: which events brought us to ask, how
 * often and in which order, plays no part.
 * @returns undefined where the provider says nothing that is for us to write: a plan settled outside it stays
 */
export function changeFrom(standing: CustomerStanding, context: ChangeContext): Partial<SubscriptionFacts> | undefined {
  const found = leading(standing.subscriptions);
  const trialUsed = standing.subscriptions.some(({ trialEndsAt }) => trialEndsAt !== null);
  const tried = trialUsed ? { trialUsed } : {};
  const waits = standing.checkouts.some(({ expiresAt }) => expiresAt.getTime() > context.now.getTime());
  if (found && isOngoing(found)) {
    const status = statusOf(found);
    return status && { ...tried, ...ongoing(found, status, context) };
  }
  const wasHere = context.before.stripeSubscriptionId !== null || context.before.status === 'pending_payment';
  if (waits)
    return wasHere || context.before.status === 'none'
      ? { ...tried, ...nothing(context), status: 'pending_payment' }
      : undefined;
  if (!found && !wasHere) return undefined;
  return { ...tried, ...nothing(context), ...(found ? over(found) : {}) };
}

function ongoing(
  found: ProviderSubscription,
  status: SubscriptionStatus,
  { catalogue, current, before }: ChangeContext,
): Partial<SubscriptionFacts> {
  return {
    ...planOf(found.price, current),
    cycle: found.price?.cycle ?? before.cycle,
    status,
    stripeStatus: found.status,
    stripeSubscriptionId: found.id,
    currentPeriodEnd: found.currentPeriodEnd,
    cancelAt: found.cancelAt,
    cancelAtPeriodEnd: found.cancelAtPeriodEnd,
    trialEndsAt: found.trialEndsAt,
    ...(status === 'past_due' && found.unpaidSince
      ? { paymentGraceEndsAt: paymentGraceEnd(catalogue, found.unpaidSince) }
      : {}),
  };
}

/** A price of a catalogue that is sold no more says nothing new of the plan. */
function planOf(price: PriceKey | undefined, current: Catalogue): Partial<SubscriptionFacts> {
  if (price?.catalogue !== current.id) return {};
  const plan = planNamed(current, price.plan)?.id ?? price.plan;
  return { plan, ...(price.version === undefined ? {} : { catalogueVersion: price.version }) };
}

const nothing = ({ current }: ChangeContext): Partial<SubscriptionFacts> => ({
  plan: current.defaultPlan,
  cycle: null,
  status: 'none',
  stripeStatus: null,
  stripeSubscriptionId: null,
  currentPeriodEnd: null,
  cancelAt: null,
  cancelAtPeriodEnd: false,
  trialEndsAt: null,
});

const over = ({ id, status, trialEndsAt }: ProviderSubscription): Partial<SubscriptionFacts> => ({
  status: 'cancelled',
  stripeStatus: status,
  stripeSubscriptionId: id,
  trialEndsAt,
});
