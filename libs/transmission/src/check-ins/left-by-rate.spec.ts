import { Decimal, sum, type VatBreakdown } from '@onefacture/invoice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftByRate } from './left-by-rate.js';

const group = (rate: number | undefined, taxable: string, tax: string): VatBreakdown => ({
  tax_category: 'S',
  ...(rate === undefined ? {} : { tax_rate: new Decimal(rate) }),
  taxable_amount: new Decimal(taxable),
  tax_amount: new Decimal(tax),
});
const left = (groups: VatBreakdown[], paid: [number, string][], amount: string) =>
  leftByRate(
    { vat_breakdown: groups },
    paid.map(([rate, value]) => ({ type: 'MEN', amount: new Decimal(value), vat_rate: new Decimal(rate) })),
    new Decimal(amount),
  ).map(({ vat_rate, amount: one }) => `${one.toFixed(2)} at ${vat_rate.toString()}`);

describe('what is left to pay, by VAT rate', () => {
  const two = [group(20, '100.00', '20.00'), group(5.5, '100.00', '5.50')];

  it.each<[string, VatBreakdown[], [number, string][], string, string[]]>([
    ['all of it at its only rate', [group(20, '100', '20')], [], '120.00', ['120.00 at 20']],
    ['the gross of each rate', two, [], '225.50', ['120.00 at 20', '105.50 at 5.5']],
    ['what is left of each', two, [[20, '70.00']], '155.50', ['50.00 at 20', '105.50 at 5.5']],
    ['nothing at a rate that is paid', two, [[20, '120.00']], '105.50', ['105.50 at 5.5']],
    ['in proportion after a deposit', two, [], '112.75', ['60.00 at 20', '52.75 at 5.5']],
    ['the rest of rounding on the largest', two, [], '0.01', ['0.01 at 20']],
    ['outside the scope of VAT as 0', [group(undefined, '50', '0')], [], '50.00', ['50.00 at 0']],
    ['two groups of one rate together', [group(20, '10', '2'), group(20, '5', '1')], [], '18.00', ['18.00 at 20']],
    ['no groups', [], [], '18.00', ['18.00 at 0']],
  ])('is %s', (_, groups, paid, amount, expected) => {
    expect(left(groups, paid, amount)).toEqual(expected);
  });

  it('always adds up to what is left, at rates of the invoice, once each', () => {
    const cents = fc.integer({ min: 1, max: 9_999_999 }).map((value) => new Decimal(value).dividedBy(100));
    const groups = fc.uniqueArray(fc.record({ rate: fc.constantFrom(0, 2.1, 5.5, 10, 20), net: cents }), {
      selector: ({ rate }) => rate,
      minLength: 1,
    });
    fc.assert(
      fc.property(groups, cents, (rates, amount) => {
        const breakdown = rates.map(({ rate, net }) => group(rate, net.toFixed(2), '0'));
        const split = leftByRate({ vat_breakdown: breakdown }, [], amount);
        expect(sum(split.map((one) => one.amount)).toFixed(2)).toBe(amount.toFixed(2));
        const known = split.map(({ vat_rate }) => vat_rate.toNumber());
        expect(new Set(known).size).toBe(known.length);
        expect(rates.map(({ rate }) => rate)).toEqual(expect.arrayContaining(known));
      }),
    );
  });
});
