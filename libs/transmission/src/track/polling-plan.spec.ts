import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextPoll } from './polling-plan.js';

const now = new Date('2026-11-21T10:00:00Z');
const times = { fastMs: 5_000, slowMs: 900_000 };
const ago = (ms: number) => new Date(now.getTime() - ms);
const waitMs = (moved: Date | null) => (nextPoll(moved, times, now)?.getTime() ?? 0) - now.getTime();

describe(nextPoll.name, () => {
  it('asks nothing where nothing can change', () => {
    expect(nextPoll(null, times, now)).toBeNull();
  });

  it.each([
    [0, 5_000],
    [49_999, 5_000],
    [60_000, 6_000],
    [3_600_000, 360_000],
    [86_400_000, 900_000],
  ])('%i ms after the last movement it waits %i ms', (quiet, wait) => {
    expect(waitMs(ago(quiet))).toBe(wait);
  });

  it('never waits less than fast nor more than slow, and longer the longer it was quiet', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), (one, more) => {
        expect(waitMs(ago(one))).toBeGreaterThanOrEqual(times.fastMs);
        expect(waitMs(ago(one))).toBeLessThanOrEqual(times.slowMs);
        expect(waitMs(ago(one + more))).toBeGreaterThanOrEqual(waitMs(ago(one)));
      }),
    );
  });

  it('takes a movement that another clock dates into the future as one of now', () => {
    expect(waitMs(ago(-60_000))).toBe(times.fastMs);
  });
});
