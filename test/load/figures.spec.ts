import { describe, expect, it } from 'vitest';
import { median, medianRound, percentile, roundLine } from './figures.js';

describe('figures of a load run', () => {
  it('takes percentiles by nearest rank, whatever the order', () => {
    const values = [5, 1, 4, 2, 3, 10, 9, 8, 7, 6];
    expect(percentile(values, 0.5)).toBe(5);
    expect(percentile(values, 0.99)).toBe(10);
    expect(percentile(values, 0)).toBe(1);
    expect(values[0]).toBe(5);
  });

  it('has no percentile of nothing', () => {
    expect(median([])).toBeNaN();
  });

  it('takes the median of each figure by itself', () => {
    const rounds = [
      { perSecond: 100, p50Ms: 9, p99Ms: 30, cpuMs: 3 },
      { perSecond: 300, p50Ms: 5, p99Ms: 90, cpuMs: undefined },
      { perSecond: 200, p50Ms: 7, p99Ms: 60, cpuMs: 1 },
    ];
    expect(medianRound(rounds)).toEqual({ perSecond: 200, p50Ms: 7, p99Ms: 60, cpuMs: 1 });
  });

  it('prints a line that can be read, with or without processor time', () => {
    const round = { perSecond: 812.4, p50Ms: 61.23, p99Ms: 98.76, cpuMs: 0.987 };
    expect(roundLine('POST /v1/invoices', round)).toMatch(
      /POST \/v1\/invoices +812\/s +p50 +61.2 ms +p99 +98.8 ms +cpu 0.99 ms\/request/,
    );
    expect(roundLine('bare', { ...round, cpuMs: undefined })).not.toContain('cpu');
  });
});
