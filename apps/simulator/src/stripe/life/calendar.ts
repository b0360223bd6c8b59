export interface Interval {
  readonly interval: string;
  readonly interval_count: number;
}

export const DAY = 86_400;

/** A moment so many intervals after the anchor, in UTC; a day that the month lacks is its last one. */
export function intervalsAfter(anchor: number, { interval, interval_count: count }: Interval, times: number): number {
  const total = count * times;
  if (interval === 'day' || interval === 'week') return anchor + total * DAY * (interval === 'week' ? 7 : 1);
  const from = new Date(anchor * 1000);
  const months = from.getUTCMonth() + total * (interval === 'year' ? 12 : 1);
  const year = from.getUTCFullYear() + Math.floor(months / 12);
  const month = ((months % 12) + 12) % 12;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(from.getUTCDate(), last);
  const time = [from.getUTCHours(), from.getUTCMinutes(), from.getUTCSeconds()] as const;
  return Date.UTC(year, month, day, ...time) / 1000;
}

/** The end of the period that begins at `start`, counted from the anchor so that the 31st comes back. */
export function periodEnd(anchor: number, start: number, interval: Interval): number {
  for (let times = 1; times < 10_000; times += 1) {
    const end = intervalsAfter(anchor, interval, times);
    if (end > start) return end;
  }
  throw new Error('the period has no end');
}
