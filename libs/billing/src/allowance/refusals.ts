import { AppError } from '@onefacture/errors';
import type { Catalogue, Metric } from '../catalogue/catalogue.js';
import { planInForce } from '../subscriptions/plan.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { secondsLeftOf, type UsageWindow } from '../usage/usage-window.js';

/** A limit that something ran into. */
export interface ReachedLimit {
  readonly metric: Metric;
  readonly limit: number;
  /** What is used or held without what was asked for. */
  readonly current: number;
}

const WORDS: Readonly<Record<Metric, string>> = {
  invoices: 'invoices a month',
  api_calls: 'API calls a month',
  active_invoices: 'active invoices',
  seats: 'members',
  drive_storage: 'bytes of storage',
  parallel_bitflow_downloads: 'downloads at one time',
};

/** The refusal of a monthly quota: the same request may work once the month is over. */
export const quotaExceeded = ({ metric, limit, current }: ReachedLimit, window: UsageWindow, now: Date): AppError =>
  new AppError('billing.quota_exceeded', {
    detail: `The plan allows ${limit} ${WORDS[metric]}; ${current} are used.`,
    retryAfterSeconds: secondsLeftOf(window, now),
    members: { metric, limit, current, resets_at: window.endsAt.toISOString() },
  });

/** The refusal of a cap on what is held at one time: `free_limit_active_invoices` and the like. */
export function planLimitReached(
  { metric, limit, current }: ReachedLimit,
  catalogue: Catalogue,
  subscription: Subscription,
): AppError {
  const { id, name } = planInForce(catalogue, subscription);
  return new AppError('billing.plan_limit_reached', {
    detail: `The plan ${name} allows ${limit} ${WORDS[metric]} at one time; there are ${current}.`,
    members: {
      reason: `${id}_limit_${metric}`,
      limit,
      current,
      grace_period_ends_at: subscription.gracePeriodEndsAt?.toISOString() ?? null,
    },
  });
}

/** The refusal of whoever did not pay, after the payment grace. */
export const paymentOverdue = ({ status, paymentGraceEndsAt }: Subscription): AppError =>
  new AppError('billing.payment_overdue', {
    members: { reason: status, payment_grace_ends_at: paymentGraceEndsAt?.toISOString() ?? null },
  });
