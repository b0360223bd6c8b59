import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure, WELL, type EndpointHealth } from './endpoint-health.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const rules = { disableAfterMs: 5 * DAY, overloadFloorMs: 10_000 };
const start = new Date('2026-11-21T00:00:00Z').getTime();
const failure = (hours: number, more: { overloaded?: boolean; askedMs?: number } = {}) => ({
  at: new Date(start + hours * HOUR),
  overloaded: false,
  askedMs: 0,
  ...more,
});

/** Fails at these hours, one after the other. @returns warnings given, and the hour it is disabled */
function failAt(hours: readonly number[]) {
  let health: EndpointHealth = WELL;
  const warnings: [number, number][] = [];
  for (const hour of hours) {
    const after = afterFailure(health, failure(hour), rules);
    ({ health } = after);
    if (after.warn) warnings.push([hour, after.warn]);
    if (after.disable) return { warnings, disabledAt: hour };
  }
  return { warnings, disabledAt: undefined };
}

describe(afterFailure.name, () => {
  it('disables after five days of nothing but failures, warned at half, 70 and 90 percent, each once', () => {
    const hourly = Array.from({ length: 200 }, (_, hour) => hour);
    expect(failAt(hourly)).toEqual({
      warnings: [
        [60, 50],
        [84, 70],
        [108, 90],
      ],
      disabledAt: 120,
    });
  });

  it('gives the strongest warning alone when attempts are rare', () => {
    expect(failAt([0, 29, 58, 87, 116, 145])).toEqual({
      warnings: [
        [87, 70],
        [116, 90],
      ],
      disabledAt: 145,
    });
  });

  it('never disables for a failure now and then, more than 30 hours apart', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 30.1, max: 500, noNaN: true }), { maxLength: 40 }), (gaps) => {
        let hour = 0;
        const hours = gaps.map((gap) => (hour += gap));
        expect(failAt(hours)).toEqual({ warnings: [], disabledAt: undefined });
      }),
    );
  });

  it('never disables before the time is over, whatever the failures', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 29, noNaN: true }), { maxLength: 60 }), (gaps) => {
        let hour = 0;
        const hours = gaps.map((gap) => (hour += gap));
        const { disabledAt } = failAt(hours);
        const over = hours.find((one) => one - (hours[0] ?? 0) >= 120);
        expect(disabledAt).toBe(over);
      }),
    );
  });

  it('cools after an overload, twice as long each time, five minutes at most', () => {
    let health: EndpointHealth = WELL;
    const waits: number[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      const { at } = failure(turn);
      ({ health } = afterFailure(health, failure(turn, { overloaded: true }), rules));
      waits.push((health.coolUntil?.getTime() ?? 0) - at.getTime());
    }
    expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
  });

  it('counts calls that overloaded it together once, and waits as asked up to five minutes', () => {
    const first = afterFailure(WELL, failure(0, { overloaded: true }), rules).health;
    const second = afterFailure(first, failure(0.001, { overloaded: true }), rules).health;
    expect(second.overloads).toBe(1);
    const asked = afterFailure(WELL, failure(0, { overloaded: true, askedMs: 120_000 }), rules).health;
    expect(asked.coolUntil).toEqual(new Date(start + 120_000));
    const day = afterFailure(WELL, failure(0, { overloaded: true, askedMs: DAY }), rules).health;
    expect(day.coolUntil).toEqual(new Date(start + 300_000));
  });
});
