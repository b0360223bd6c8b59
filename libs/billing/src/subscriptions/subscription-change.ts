import { Decimal } from '@onefacture/invoice';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Subscription, SubscriptionFacts } from './subscription.js';

/** What differs, ready to be written; a move to another catalogue with it. */
export type ChangedFacts = Partial<SubscriptionFacts> & { readonly catalogue?: string };

/**
 * What a change makes different, with what follows from it: a failed payment sets the end of the payment grace once,
 * any other status clears it; a trial is used up by beginning.
 * @param catalogue the one the subscription is on afterwards
 * @param graceEnd when a payment grace that begins now would end
 */
export function changedFacts(
  before: Subscription,
  facts: Partial<SubscriptionFacts>,
  catalogue: Pick<Catalogue, 'id' | 'version'>,
  graceEnd: Date,
): ChangedFacts {
  const wanted: ChangedFacts = {
    ...facts,
    ...(facts.commissionRate ? { commissionRate: new Decimal(facts.commissionRate).toFixed(4) } : {}),
    ...(facts.status === 'trialing' ? { trialUsed: true } : {}),
    ...(facts.paymentGraceEndsAt === undefined ? paymentGrace(before, facts, graceEnd) : {}),
    catalogue: catalogue.id,
    catalogueVersion: catalogue.version,
  };
  const differing = Object.entries(wanted).filter(
    ([name, value]) => value !== undefined && !same(Reflect.get(before, name), value),
  );
  return Object.fromEntries(differing);
}

function paymentGrace(
  before: Subscription,
  { status }: Partial<SubscriptionFacts>,
  graceEnd: Date,
): Partial<SubscriptionFacts> {
  if (status === undefined) return {};
  if (status !== 'past_due') return { paymentGraceEndsAt: null };
  return { paymentGraceEndsAt: before.paymentGraceEndsAt ?? graceEnd };
}

const same = (one: unknown, other: unknown): boolean =>
  one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other;
