import type { Catalogue } from '../catalogue/catalogue.js';

const DAY_MS = 86_400_000;

/** The same time of day some calendar months later, in UTC; a day the month lacks becomes its last. */
export function addMonths(moment: Date, months: number): Date {
  const later = new Date(moment);
  later.setUTCDate(1);
  later.setUTCMonth(later.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate();
  later.setUTCDate(Math.min(moment.getUTCDate(), lastDay));
  return later;
}

/** When the grace after sign-up ends; null where the catalogue gives none. */
export const signupGraceEnd = ({ signupGrace }: Catalogue, signedUpAt: Date): Date | null =>
  signupGrace && signupGrace.months > 0 ? addMonths(signedUpAt, signupGrace.months) : null;

/** When the full access of a subscription whose payment failed ends. */
export const paymentGraceEnd = ({ paymentGraceDays }: Catalogue, failedAt: Date): Date =>
  new Date(failedAt.getTime() + paymentGraceDays * DAY_MS);

/** Whether a time given still runs; at its very end it is over. */
export const isRunning = (endsAt: Date | null, now: Date): boolean =>
  endsAt !== null && endsAt.getTime() > now.getTime();
