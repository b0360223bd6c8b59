import type { UsedQuota } from '@onefacture/observability';
import type { Metric } from '../catalogue/catalogue.js';
import { secondsLeftOf, secondsOf, type UsageWindow } from './usage-window.js';

/** What is used of a limit within a month. */
export interface MonthlyUse {
  readonly limit: number;
  readonly used: number;
  readonly window: UsageWindow;
}

/** A monthly quota as the headers of an answer tell it. */
export const monthlyQuota = (metric: Metric, { limit, used, window }: MonthlyUse, now: Date): UsedQuota => ({
  policy: metric,
  limit,
  remaining: Math.max(0, limit - used),
  windowSeconds: secondsOf(window),
  resetSeconds: secondsLeftOf(window, now),
});
