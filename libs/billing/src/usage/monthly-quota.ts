import type { UsedQuota } from '@onefacture/observability';
import type { Metric } from '../catalogue/catalogue.js';
import { secondsOfMonth, secondsOfMonthLeft } from './paris-month.js';

/** A monthly quota as the headers of an answer tell it. */
export const monthlyQuota = (metric: Metric, limit: number, used: number, now: Date): UsedQuota => ({
  policy: metric,
  limit,
  remaining: Math.max(0, limit - used),
  windowSeconds: secondsOfMonth(now),
  resetSeconds: secondsOfMonthLeft(now),
});
