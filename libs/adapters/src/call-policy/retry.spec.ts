import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CALL_POLICY } from './call-policy.js';
import { pauseAfter } from './retry.js';

const { retry } = DEFAULT_CALL_POLICY;

describe('pauseAfter', () => {
  it('doubles from 50 ms up to 2 s when chance is even', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => pauseAfter(attempt, retry, () => 0.5));
    expect(pauses).toEqual([50, 100, 200, 400, 800, 1600, 2000, 2000]);
  });

  it('stays within 25 % either side', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (attempt, chance) => {
          const even = pauseAfter(attempt, retry, () => 0.5);
          const pause = pauseAfter(attempt, retry, () => chance);
          expect(pause).toBeGreaterThanOrEqual(Math.floor(even * 0.75));
          expect(pause).toBeLessThanOrEqual(Math.ceil(even * 1.25));
        },
      ),
    );
  });

  it('reaches both edges', () => {
    expect(pauseAfter(7, retry, () => 0)).toBe(1500);
    expect(pauseAfter(7, retry, () => 1)).toBe(2500);
  });
});
