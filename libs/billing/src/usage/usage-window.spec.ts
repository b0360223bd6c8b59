import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SUBSCRIPTION_STATUSES, type SubscriptionStatus } from '../subscriptions/subscription.js';
import { secondsLeftOf, secondsOf, usageWindow, type UsageWindow } from './usage-window.js';

const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
const paid = (end: string | Date, now: string | Date, status: SubscriptionStatus = 'active') =>
  usageWindow({ usageWindow: 'billing_period' }, { status, currentPeriodEnd: new Date(end) }, new Date(now));
const calendar = (now: string | Date) =>
  usageWindow({ usageWindow: 'calendar' }, { status: 'active', currentPeriodEnd: new Date() }, new Date(now));
const spelled = ({ month, startsAt, endsAt }: UsageWindow) => [month, startsAt.toISOString(), endsAt.toISOString()];

describe('the calendar’s month', () => {
  it('is that of Paris, whatever is paid', () => {
    const november = ['2026-11', '2026-10-31T23:00:00.000Z', '2026-11-30T23:00:00.000Z'];
    expect(spelled(calendar('2026-11-21T09:00:00Z'))).toEqual(november);
    expect(spelled(calendar('2026-10-31T22:59:59Z'))[0]).toBe('2026-10');
    expect(spelled(calendar('2026-10-31T23:00:00Z'))).toEqual(november);
  });

  it.each(SUBSCRIPTION_STATUSES)('is that of %s where nothing is paid', (status) => {
    const now = new Date('2026-11-21T09:00:00Z');
    const none = usageWindow({ usageWindow: 'billing_period' }, { status, currentPeriodEnd: null }, now);
    expect(none).toEqual(calendar(now));
  });

  it.each(['none', 'pending_payment', 'pending_bank_transfer', 'paused', 'cancelled'] as const)(
    'is that of %s, whose plan is the free one',
    (status) => {
      const now = '2026-11-21T09:00:00Z';
      expect(paid('2026-12-03T10:00:00Z', now, status)).toEqual(calendar(now));
    },
  );
});

describe('the month that is paid', () => {
  it.each([
    ['2026-12-03T10:00:00Z', '2026-11-21T09:00:00Z', '2026-11', '2026-11-03T10:00:00.000Z', '2026-12-03T10:00:00.000Z'],
    ['2026-12-03T10:00:00Z', '2026-11-03T10:00:00Z', '2026-11', '2026-11-03T10:00:00.000Z', '2026-12-03T10:00:00.000Z'],
    ['2026-12-03T10:00:00Z', '2026-12-03T09:59:59Z', '2026-11', '2026-11-03T10:00:00.000Z', '2026-12-03T10:00:00.000Z'],
    ['2026-12-03T10:00:00Z', '2026-12-03T10:00:00Z', '2026-12', '2026-12-03T10:00:00.000Z', '2027-01-03T10:00:00.000Z'],
    ['2027-08-31T10:00:00Z', '2027-02-15T00:00:00Z', '2027-01', '2027-01-31T10:00:00.000Z', '2027-02-28T10:00:00.000Z'],
    ['2027-08-31T10:00:00Z', '2027-03-01T00:00:00Z', '2027-02', '2027-02-28T10:00:00.000Z', '2027-03-31T10:00:00.000Z'],
  ])('until %s is, at %s, %s', (end, now, ...wanted) => expect(spelled(paid(end, now))).toEqual(wanted));

  it('holds its moment, and is followed by another that begins in the next month', () => {
    fc.assert(
      fc.property(moment, moment, (end, now) => {
        const window = paid(end, now);
        expect(window.startsAt.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(window.endsAt.getTime()).toBeGreaterThan(now.getTime());
        const next = paid(end, window.endsAt);
        expect(next.startsAt).toEqual(window.endsAt);
        expect(next.month > window.month).toBe(true);
        expect(secondsOf(window)).toBeGreaterThanOrEqual(28 * 86_400);
        expect(secondsOf(window)).toBeLessThanOrEqual(31 * 86_400);
        expect(secondsLeftOf(window, now)).toBeGreaterThanOrEqual(1);
        expect(secondsLeftOf(window, now)).toBeLessThanOrEqual(secondsOf(window));
      }),
    );
  });
});
