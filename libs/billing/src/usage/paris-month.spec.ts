import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parisMonth, parisMonthEnd, parisMonthStart } from './paris-month.js';

const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

const days = (text: string) =>
  (parisMonthEnd(new Date(text)).getTime() - parisMonthStart(new Date(text)).getTime()) / 86_400_000;

describe('the month in Paris', () => {
  it.each([
    ['2026-11-21T09:00:00.000Z', '2026-11', '2026-11-30T23:00:00.000Z'],
    ['2026-06-30T21:59:59.999Z', '2026-06', '2026-06-30T22:00:00.000Z'],
    ['2026-06-30T22:00:00.000Z', '2026-07', '2026-07-31T22:00:00.000Z'],
    ['2026-12-31T22:59:59.000Z', '2026-12', '2026-12-31T23:00:00.000Z'],
    ['2026-12-31T23:00:00.000Z', '2027-01', '2027-01-31T23:00:00.000Z'],
    ['2026-03-15T12:00:00.000Z', '2026-03', '2026-03-31T22:00:00.000Z'],
    ['2026-10-15T12:00:00.000Z', '2026-10', '2026-10-31T23:00:00.000Z'],
    ['2021-10-31T12:00:00.000Z', '2021-10', '2021-10-31T23:00:00.000Z'],
  ])('of %s is %s and ends at %s', (now, month, end) => {
    expect(parisMonth(new Date(now))).toBe(month);
    expect(parisMonthEnd(new Date(now)).toISOString()).toBe(end);
  });

  it('is an hour longer or shorter when the clocks change', () => {
    expect(days('2026-11-21T09:00:00Z')).toBe(30);
    expect(days('2026-10-15T12:00:00Z')).toBe(31 + 1 / 24);
    expect(days('2026-03-15T12:00:00Z')).toBe(31 - 1 / 24);
  });

  it('ends after every one of its moments, where the next begins', () => {
    fc.assert(
      fc.property(moment, (now) => {
        const end = parisMonthEnd(now);
        expect(end.getTime()).toBeGreaterThan(now.getTime());
        expect(parisMonth(new Date(end.getTime() - 1))).toBe(parisMonth(now));
        expect(parisMonth(end)).not.toBe(parisMonth(now));
        expect(parisMonthStart(now).getTime()).toBeLessThanOrEqual(now.getTime());
        expect(parisMonth(parisMonthStart(now))).toBe(parisMonth(now));
      }),
    );
  });
});
