import { describe, expect, it } from 'vitest';
import { LIVES, planChaos } from './plan.js';

describe('the plan of a chaos run', () => {
  it('is the same for a seed, and another for another', () => {
    expect(planChaos(7, 300)).toEqual(planChaos(7, 300));
    expect(planChaos(8, 300)).not.toEqual(planChaos(7, 300));
  });

  it('has every life, several kills in order of time, and one flush', () => {
    const { invoices, blows } = planChaos(7, 300);
    expect(new Set(invoices.map(({ life }) => life))).toEqual(new Set(Object.keys(LIVES)));
    expect(blows.filter(({ blow }) => blow === 'flush')).toHaveLength(1);
    expect(blows.length).toBeGreaterThan(8);
    expect(blows.map(({ at }) => at)).toEqual(blows.map(({ at }) => at).toSorted((a, b) => a - b));
  });
});
