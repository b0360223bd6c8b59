import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, isRunning, paymentGraceEnd, signupGraceEnd } from './grace.js';

const at = (text: string) => new Date(text);
const RUBIS = { signupGrace: { months: 3, plan: 'free', lifts: ['active_invoices'] }, paymentGraceDays: 14 } as never;
const moment = fc.date({ min: at('2000-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z'), noInvalidDate: true });

describe(addMonths.name, () => {
  it.each([
    ['2026-11-30T09:30:00.000Z', '2027-02-28T09:30:00.000Z'],
    ['2027-11-30T09:30:00.000Z', '2028-02-29T09:30:00.000Z'],
    ['2026-08-31T23:59:59.999Z', '2026-11-30T23:59:59.999Z'],
    ['2026-11-21T00:00:00.000Z', '2027-02-21T00:00:00.000Z'],
    ['2026-10-31T00:00:00.000Z', '2027-01-31T00:00:00.000Z'],
  ])('three months after %s is %s', (from, until) => {
    expect(addMonths(at(from), 3).toISOString()).toBe(until);
  });

  it('stays on the day, or the last of a shorter month, at the same time of day', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 48 }), (from, months) => {
        const until = addMonths(from, months);
        const gone = (until.getUTCFullYear() - from.getUTCFullYear()) * 12 + until.getUTCMonth() - from.getUTCMonth();
        const nextDay = new Date(until.getTime() + 86_400_000);
        expect(gone).toBe(months);
        expect(until.toISOString().slice(10)).toBe(from.toISOString().slice(10));
        expect(until.getUTCDate() === from.getUTCDate() || nextDay.getUTCDate() === 1).toBe(true);
      }),
    );
  });
});

describe(isRunning.name, () => {
  it('holds until the very end, and not at it', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -100_000, max: 100_000 }), (end, offset) => {
        expect(isRunning(end, new Date(end.getTime() + offset))).toBe(offset < 0);
      }),
    );
    expect(isRunning(null, at('2026-11-21T00:00:00Z'))).toBe(false);
  });
});

describe('the graces of a catalogue', () => {
  it('run three months from sign-up and fourteen days from the failed payment', () => {
    expect(signupGraceEnd(RUBIS, at('2026-11-30T10:00:00Z'))?.toISOString()).toBe('2027-02-28T10:00:00.000Z');
    expect(paymentGraceEnd(RUBIS, at('2026-11-30T10:00:00Z')).toISOString()).toBe('2026-12-14T10:00:00.000Z');
  });

  it('may be none', () => {
    expect(signupGraceEnd({ signupGrace: null } as never, at('2026-11-30T10:00:00Z'))).toBeNull();
  });
});
