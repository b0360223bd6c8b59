import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, localTimeOf } from './time-point.js';

describe('time points', () => {
  it.each([
    ['2026-01-15T09:00:00Z', '20260115100000'],
    ['2026-07-15T09:00:00Z', '20260715110000'],
    ['2026-12-31T23:30:00Z', '20270101003000'],
    ['2026-03-29T00:59:59Z', '20260329015959'],
    ['2026-03-29T01:00:00Z', '20260329030000'],
  ])('writes %s in French legal time as %s', (instant, local) => {
    expect(localTimeOf(instant)).toBe(local);
    expect(instantOf(local, '204')).toBe(new Date(instant).toISOString());
  });

  it('takes the first of the two hours in October and moves on from the hour March skips', () => {
    expect(instantOf('20261025023000', '204')).toBe('2026-10-25T00:30:00.000Z');
    expect(instantOf('20260329023000', '204')).toBe('2026-03-29T01:30:00.000Z');
  });

  it.each([
    ['20260601', '102', '2026-05-31T22:00:00.000Z'],
    ['202606011530', '203', '2026-06-01T13:30:00.000Z'],
    ['202606011530-0500', '205', '2026-06-01T20:30:00.000Z'],
    ['20260601153000+0530', '208', '2026-06-01T10:00:00.000Z'],
    ['2026-06-01T15:30:00+02:00', undefined, '2026-06-01T13:30:00.000Z'],
    ['20260601153000', undefined, '2026-06-01T13:30:00.000Z'],
  ])('reads %s in format %s', (text, format, instant) => {
    expect(instantOf(text, format)).toBe(instant);
  });

  it.each(['', '20260230120000', '20261301120000', '20260601250000', '20260601126000', '2026', 'yesterday'])(
    'knows that %j is no time',
    (text) => {
      expect(instantOf(text, '204')).toBeUndefined();
    },
  );

  it('comes back to the same second, outside the hour that comes twice', () => {
    const seconds = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2099, 11, 30) / 1000 });
    fc.assert(
      fc.property(seconds, (second) => {
        const instant = new Date(second * 1000).toISOString();
        const again = instantOf(localTimeOf(instant), '204') ?? '';
        expect([0, 3_600_000]).toContain(Date.parse(instant) - Date.parse(again));
        const comesTwice = instant.includes('-10-') && instant.includes('T01:');
        expect(again === instant || comesTwice).toBe(true);
      }),
    );
  });
});
