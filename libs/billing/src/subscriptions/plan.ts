import { defaultPlanOf, planNamed, type Catalogue, type Metric, type Plan } from '../catalogue/catalogue.js';
import { isRunning } from './grace.js';
import type { Subscription, SubscriptionStatus } from './subscription.js';

/** What an organisation may do: everything, only read, or nothing but pay. */
export type PlanAccess = 'full' | 'read_only' | 'none';

/** Statuses in which the plan that was bought is in force; in the others it is the one that costs nothing. */
const IN_FORCE: ReadonlySet<SubscriptionStatus> = new Set(['active', 'trialing', 'past_due', 'unpaid']);

type Standing = Pick<Subscription, 'plan' | 'status' | 'planOverride' | 'gracePeriodEndsAt' | 'paymentGraceEndsAt'>;

/** The plan whose limits and features hold: the operator's word first, then what is paid. */
export function planInForce(catalogue: Catalogue, { plan, status, planOverride }: Standing): Plan {
  const wanted = planOverride ?? (IN_FORCE.has(status) ? plan : catalogue.defaultPlan);
  return planNamed(catalogue, wanted) ?? defaultPlanOf(catalogue);
}

/** Full access lasts through the grace of a failed payment; an override of the operator is never cut. */
export function accessOf({ status, planOverride, paymentGraceEndsAt }: Standing, now: Date): PlanAccess {
  if (planOverride !== null) return 'full';
  if (status === 'unpaid') return 'none';
  if (status === 'past_due' && paymentGraceEndsAt !== null && !isRunning(paymentGraceEndsAt, now)) return 'read_only';
  return 'full';
}

/** Whether the grace after sign-up lifts limits now: only on its plan, only until its end. */
export function inSignupGrace(catalogue: Catalogue, standing: Standing, now: Date): boolean {
  const onPlan = planInForce(catalogue, standing).id === catalogue.signupGrace?.plan;
  return onPlan && isRunning(standing.gracePeriodEndsAt, now);
}

/** The limit that bites now; null for none. */
export function limitOf(catalogue: Catalogue, standing: Standing, metric: Metric, now: Date): number | null {
  const lifted = inSignupGrace(catalogue, standing, now) && catalogue.signupGrace?.lifts.includes(metric) === true;
  return lifted || catalogue.limits[metric]?.onExceed === 'none' ? null : capOf(catalogue, standing, metric);
}

/** The cap of the plan in force, whether it bites now or not; null for none. */
export const capOf = (catalogue: Catalogue, standing: Standing, metric: Metric): number | null =>
  planInForce(catalogue, standing).caps[metric] ?? null;

/** Whether `delta` more fit. */
export const fits = (limit: number | null, current: number, delta: number): boolean =>
  limit === null || current + delta <= limit;

/** Days of trial a first purchase of the plan brings; a trial is had once, on whichever plan. */
export const trialDaysFor = (plan: Plan, { trialUsed }: Pick<Subscription, 'trialUsed'>): number =>
  trialUsed ? 0 : plan.trialDays;

/** Whether a subscription at the payment provider is not over, so that no second one may begin. */
export const isLive = ({ status, stripeSubscriptionId }: Pick<Subscription, 'status' | 'stripeSubscriptionId'>) =>
  stripeSubscriptionId !== null && status !== 'none' && status !== 'cancelled';

/** Whether its end is set, whichever of the two ways. */
export const endIsSet = ({ cancelAt, cancelAtPeriodEnd }: Pick<Subscription, 'cancelAt' | 'cancelAtPeriodEnd'>) =>
  cancelAtPeriodEnd || cancelAt !== null;
