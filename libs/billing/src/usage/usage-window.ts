import type { Catalogue } from '../catalogue/catalogue.js';
import { addMonths } from '../subscriptions/grace.js';
import type { Subscription, SubscriptionStatus } from '../subscriptions/subscription.js';
import { parisMonth, parisMonthEnd, parisMonthStart } from './paris-month.js';

/** The month in which flows are counted. */
export interface UsageWindow {
  /**
   * `YYYY-MM`, what counts are kept under: the calendar's month, or the one (in UTC) in which the paid month begins.
   * Who buys goes on with the count of the month.
   */
  readonly month: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Statuses in which there is a period that was, or will be, paid. */
const PERIODIC: ReadonlySet<SubscriptionStatus> = new Set(['active', 'trialing', 'past_due', 'unpaid']);

/**
 * The window that is open now. A year that is paid has twelve, each from the day of the month on which it ends; one
 * that was not renewed in time goes on by the month.
 */
export function usageWindow(
  { usageWindow: kind }: Pick<Catalogue, 'usageWindow'>,
  { status, currentPeriodEnd }: Pick<Subscription, 'status' | 'currentPeriodEnd'>,
  now: Date,
): UsageWindow {
  const isPeriodic = kind === 'billing_period' && PERIODIC.has(status);
  return isPeriodic && currentPeriodEnd !== null ? periodMonth(currentPeriodEnd, now) : calendarMonth(now);
}

/** Months in Paris are worked out once each: every metered request asks. */
let latest: UsageWindow | undefined;

function calendarMonth(now: Date): UsageWindow {
  if (latest && latest.startsAt <= now && now < latest.endsAt) return latest;
  latest = { month: parisMonth(now), startsAt: parisMonthStart(now), endsAt: parisMonthEnd(now) };
  return latest;
}

function periodMonth(periodEnd: Date, now: Date): UsageWindow {
  const sameMonth = monthsOf(now) - monthsOf(periodEnd);
  const isAhead = addMonths(periodEnd, sameMonth) > now;
  const startsAt = addMonths(periodEnd, isAhead ? sameMonth - 1 : sameMonth);
  const endsAt = addMonths(periodEnd, isAhead ? sameMonth : sameMonth + 1);
  return { month: startsAt.toISOString().slice(0, 7), startsAt, endsAt };
}

const monthsOf = (moment: Date): number => moment.getUTCFullYear() * 12 + moment.getUTCMonth();

/** Whole seconds of a window. */
export const secondsOf = ({ startsAt, endsAt }: UsageWindow): number => (endsAt.getTime() - startsAt.getTime()) / 1_000;

/** Whole seconds until a window ends, at least one. */
export const secondsLeftOf = ({ endsAt }: UsageWindow, now: Date): number =>
  Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1_000));
