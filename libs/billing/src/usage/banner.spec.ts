import { describe, expect, it } from 'vitest';
import { bannerOf } from './banner.js';

const active = (used: number, lifted = false) => ({ metric: 'active_invoices', used, limit: 5, lifted }) as const;
const seats = { metric: 'seats', used: 1, limit: 1, lifted: false } as const;

describe(bannerOf.name, () => {
  it.each([
    ['none', 3, false],
    ['near', 4, false],
    ['reached', 5, false],
    ['reached', 7, false],
  ] as const)('is %s with %i of five active invoices', (state, used, grace) => {
    expect(bannerOf([active(used), seats], grace).state).toBe(state);
  });

  it('is the grace while it lifts the limit', () => {
    expect(bannerOf([active(7, true), seats], true)).toEqual({ state: 'grace', metric: null });
  });

  it('is of the metric that is used most, and of none without limits', () => {
    const invoices = { metric: 'invoices', used: 45, limit: 50, lifted: false } as const;
    const calls = { metric: 'api_calls', used: 850, limit: 1_000, lifted: false } as const;
    expect(bannerOf([calls, invoices], false)).toEqual({ state: 'near', metric: 'invoices' });
    expect(bannerOf([{ ...calls, used: 1_000 }, invoices], true)).toEqual({ state: 'reached', metric: 'api_calls' });
    expect(bannerOf([{ ...calls, limit: null }], false)).toEqual({ state: 'none', metric: null });
  });

  it('is reached by a plan that allows none', () => {
    expect(bannerOf([{ ...active(0), limit: 0 }], false).state).toBe('reached');
  });
});
