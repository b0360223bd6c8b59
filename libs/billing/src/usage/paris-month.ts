import { parisDay } from '@onefacture/observability';

const HOUR_MS = 3_600_000;

/** The calendar month in Paris, `YYYY-MM`: what monthly quotas are counted in. */
export const parisMonth = (moment: Date): string => parisDay(moment).slice(0, 7);

/** The instant at which that month ends: midnight in Paris, in summer 22:00 and in winter 23:00 of the day before in UTC. */
export function parisMonthEnd(moment: Date): Date {
  const [year, month] = parisMonth(moment).split('-').map(Number);
  const midnight = Date.UTC(year ?? 1970, month ?? 1, 1);
  const summer = new Date(midnight - 2 * HOUR_MS);
  return parisMonth(summer) === parisMonth(moment) ? new Date(midnight - HOUR_MS) : summer;
}

/** The instant at which that month begins, which is where the one before ends. */
export function parisMonthStart(moment: Date): Date {
  const before = new Date(`${parisMonth(moment)}-01T00:00:00Z`).getTime() - 24 * HOUR_MS;
  return parisMonthEnd(new Date(before));
}
