import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countInWindow, type WindowCounts } from './sliding-window.js';

const WINDOW = { limit: 10, windowMs: 60_000, cost: 1 };

const run = (times: readonly number[], options = WINDOW) => {
  let counts: WindowCounts | undefined;
  return times.map((nowMs) => {
    const result = countInWindow(counts, { ...options, nowMs });
    counts = result.counts;
    return result.verdict;
  });
};
const repeat = (nowMs: number, count: number) => Array.from({ length: count }, () => nowMs);

describe('countInWindow', () => {
  it('lets the limit pass and no more', () => {
    const verdicts = run(repeat(0, 12));
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([...Array(10).fill(true), false, false]);
    expect(verdicts[0]).toEqual({ allowed: true, limit: 10, remaining: 9, resetSeconds: 60 });
    expect(verdicts[11]).toMatchObject({ remaining: 0 });
  });

  it('does not let a burst across the edge pass twice', () => {
    const verdicts = run([...repeat(59_999, 10), ...repeat(60_001, 10)]);
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(10);
  });

  it('frees the quota as the previous window fades', () => {
    const verdicts = run([...repeat(0, 10), ...repeat(90_000, 6)]);
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(15);
    expect(run([...repeat(0, 10), 180_000]).at(-1)).toMatchObject({ allowed: true, remaining: 9 });
  });

  it('peeks without counting', () => {
    const { counts, verdict } = countInWindow(undefined, { ...WINDOW, cost: 0, nowMs: 5 });
    expect(counts.current).toBe(0);
    expect(verdict).toMatchObject({ allowed: true, remaining: 10 });
  });

  it('names a wait after which a request passes, and not much earlier', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 60 }),
        (limit, gaps) => {
          const options = { limit, windowMs: 10_000, cost: 1 };
          let counts: WindowCounts | undefined;
          let nowMs = 0;
          for (const gap of gaps) {
            nowMs += gap;
            const { counts: after, verdict } = countInWindow(counts, { ...options, nowMs });
            counts = after;
            const passes = (seconds: number): boolean =>
              countInWindow(after, { ...options, nowMs: nowMs + seconds * 1_000 }).verdict.allowed;
            const tooLate = !verdict.allowed && verdict.resetSeconds > 2 && passes(verdict.resetSeconds - 2);
            const tooEarly = !verdict.allowed && !passes(verdict.resetSeconds);
            expect({ tooEarly, tooLate }).toEqual({ tooEarly: false, tooLate: false });
          }
        },
      ),
    );
  });
});
