import type { CivilDate } from '@onefacture/invoice';

const DAY = 86_400_000;

const noon = (date: CivilDate): number => Date.parse(`${date}T12:00:00Z`);

const dateOf = (instant: number): CivilDate => new Date(instant).toISOString().slice(0, 10);

/** Whether a date stands in the calendar: `2026-02-30` does not. */
export const isInCalendar = (date: CivilDate): boolean => {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(date) ? noon(date) : Number.NaN;
  return !Number.isNaN(instant) && dateOf(instant) === date;
};

/** So many days later. The date must stand in the calendar. */
export const daysAfter = (date: CivilDate, days: number): CivilDate => dateOf(noon(date) + days * DAY);

/** The last day of the month of a date that stands in the calendar. */
export const endOfMonth = (date: CivilDate): CivilDate =>
  dateOf(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0, 12));
