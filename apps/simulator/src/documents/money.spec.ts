import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromCents, shareByRate, splitPayment, toCents } from './money.js';

const sum = (amounts: readonly { amount: string }[]): bigint =>
  amounts.reduce((total, { amount }) => total + toCents(amount), 0n);

describe('cents', () => {
  it.each([
    ['1500', '1500.00'],
    ['0.1', '0.10'],
    ['-3.005', '-3.01'],
    ['99999999999999.99', '99999999999999.99'],
    ['20.000', '20.00'],
  ])('%s is %s', (text, written) => {
    expect(fromCents(toCents(text))).toBe(written);
  });

  it('refuses what is no amount', () => {
    expect(() => toCents('1,5')).toThrow('not an amount');
  });
});

describe('shareByRate', () => {
  it('merges the lines of one rate and keeps the amounts when nothing was prepaid', () => {
    const gross = [
      { rate: '20', amount: '100.00' },
      { rate: '20.00', amount: '20.00' },
      { rate: '0', amount: '5.00' },
    ];
    expect(shareByRate(gross, '125.00')).toEqual([
      { rate: '20.00', amount: '120.00' },
      { rate: '0.00', amount: '5.00' },
    ]);
  });

  it('gives the whole amount at rate 0 to an invoice without VAT breakdown', () => {
    expect(shareByRate([], '12.34')).toEqual([{ rate: '0.00', amount: '12.34' }]);
  });

  const amount = fc.bigInt({ min: 1n, max: 10n ** 12n }).map(fromCents);
  const gross = fc.uniqueArray(fc.record({ rate: fc.constantFrom('20.00', '10.00', '5.50', '0.00'), amount }), {
    selector: ({ rate }) => rate,
  });

  it('always adds to what is due, and two payments add to each share', () => {
    fc.assert(
      fc.property(gross, amount, (rates, due) => {
        const shares = shareByRate(rates, due);
        expect(sum(shares)).toBe(toCents(due));
        const [start, rest] = splitPayment(shares, 40n);
        for (const [index, share] of shares.entries()) {
          expect(sum([start[index] ?? share, rest[index] ?? share])).toBe(toCents(share.amount));
        }
      }),
    );
  });
});
