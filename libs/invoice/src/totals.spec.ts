import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, sum } from './money.js';
import { computeTotals, lineNet, totalsFaults } from './totals.js';

const amount = fc.integer({ min: -10_000_000, max: 10_000_000 }).map((cents) => new Decimal(cents).div(100));
const line = fc.record({
  tax_category: fc.constantFrom('S' as const, 'E' as const, 'O' as const),
  tax_rate: fc.constantFrom('20', '10', '5.5', '2.1').map((rate) => new Decimal(rate)),
  net_amount: amount,
});
const taxed = line.map((one) => (one.tax_category === 'S' ? one : { ...one, tax_rate: new Decimal(0) }));

describe('lineNet', () => {
  it.each([
    ['10', '150', '1500'],
    ['3', '0.335', '1.01'],
    ['-3', '0.335', '-1.01'],
    ['0.3333', '0.01', '0'],
    ['1', '0.005', '0.01'],
  ])('%s × %s = %s', (quantity, price, net) =>
    expect(lineNet({ quantity: new Decimal(quantity), unit_price: new Decimal(price) }).toFixed()).toBe(net),
  );

  it('divides by the base quantity before it rounds, and changes the rounded amount', () => {
    const priced = { quantity: new Decimal(10), unit_price: new Decimal(1), price_base_quantity: new Decimal(3) };
    expect(lineNet(priced).toFixed()).toBe('3.33');
    const change = { allowances: [{ amount: new Decimal('0.33') }], charges: [{ amount: new Decimal(1) }] };
    expect(lineNet({ ...priced, ...change }).toFixed()).toBe('4');
  });
});

describe('computeTotals', () => {
  it('taxes the group, not the line', () => {
    const lines = Array.from({ length: 3 }, () => ({
      tax_category: 'S' as const,
      tax_rate: new Decimal('20'),
      net_amount: new Decimal('0.13'),
    }));
    const { totals, vat_breakdown: vat } = computeTotals(lines);
    expect(vat).toHaveLength(1);
    expect(totals.tax.toFixed()).toBe('0.08');
    expect(totals.gross.toFixed()).toBe('0.47');
  });

  it('sorts groups by category and rate, and leaves out the rate of O', () => {
    const { vat_breakdown: vat } = computeTotals([
      { tax_category: 'S', tax_rate: new Decimal('20'), net_amount: new Decimal('1') },
      { tax_category: 'S', tax_rate: new Decimal('5.50'), net_amount: new Decimal('1') },
      { tax_category: 'S', tax_rate: new Decimal('5.5'), net_amount: new Decimal('1') },
      { tax_category: 'O', net_amount: new Decimal('1') },
    ]);
    expect(vat.map((group) => [group.tax_category, group.tax_rate?.toFixed(), group.taxable_amount.toFixed()])).toEqual(
      [
        ['O', undefined, '1'],
        ['S', '5.5', '2'],
        ['S', '20', '1'],
      ],
    );
  });

  it('keeps the sums of EN 16931 for any lines, in any order', () => {
    fc.assert(
      fc.property(fc.array(taxed, { minLength: 1, maxLength: 30 }), amount, (lines, prepaid) => {
        const { totals, vat_breakdown: vat } = computeTotals(lines, { prepaid });
        expect(totals.net.equals(sum(lines.map((one) => one.net_amount)))).toBe(true);
        expect(totals.net.equals(sum(vat.map((group) => group.taxable_amount)))).toBe(true);
        expect(totals.tax.equals(sum(vat.map((group) => group.tax_amount)))).toBe(true);
        expect(totals.gross.equals(totals.net.plus(totals.tax))).toBe(true);
        expect(totals.due.equals(totals.gross.minus(prepaid))).toBe(true);
        for (const group of vat) expect(group.tax_amount.decimalPlaces()).toBeLessThanOrEqual(2);
        expect(computeTotals(lines.toReversed(), { prepaid }).totals).toEqual(totals);
      }),
    );
  });
});

describe('allowances, charges and what is paid', () => {
  const change = fc.array(
    fc.tuple(taxed, amount).map(([tax, value]) => ({ ...tax, amount: value })),
    { maxLength: 4 },
  );

  it('keep BR-CO-10 to BR-CO-17 whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(taxed, { minLength: 1, maxLength: 10 }),
        fc.record({
          allowances: change,
          charges: change,
          logistics_charges: change,
          prepaid: amount,
          rounding: amount,
        }),
        (lines, more) => {
          const { totals, vat_breakdown: vat } = computeTotals(lines, more);
          const on = sum([...more.charges, ...more.logistics_charges].map((one) => one.amount));
          const off = sum(more.allowances.map((one) => one.amount));
          expect(totals.lines.equals(sum(lines.map((one) => one.net_amount)))).toBe(true);
          expect((totals.allowances ?? new Decimal(0)).equals(off)).toBe(true);
          expect((totals.charges ?? new Decimal(0)).equals(on)).toBe(true);
          expect(totals.net.equals(totals.lines.minus(off).plus(on))).toBe(true);
          expect(totals.net.equals(sum(vat.map((group) => group.taxable_amount)))).toBe(true);
          expect(totals.due.equals(totals.gross.minus(more.prepaid).plus(more.rounding))).toBe(true);
        },
      ),
    );
  });

  it('leave out sums of nothing', () => {
    const { totals } = computeTotals([], { allowances: [], charges: [] });
    expect(Object.keys(totals)).toEqual(['lines', 'net', 'tax', 'gross', 'prepaid', 'due']);
  });

  it('count no groups and no lines that only inform', () => {
    const counted = { tax_category: 'S' as const, tax_rate: new Decimal(20), net_amount: new Decimal(10) };
    const kinds = [undefined, 'DETAIL', 'GROUP', 'INFORMATION'].map((kind) => ({ ...counted, kind }));
    expect(computeTotals(kinds).totals.lines.toFixed()).toBe('20');
  });
});

describe('totalsFaults', () => {
  it('names both figures and the difference', () => {
    const { totals } = computeTotals([{ tax_category: 'S', tax_rate: new Decimal(20), net_amount: new Decimal(1500) }]);
    expect(totalsFaults({ net: new Decimal(1500), gross: new Decimal('1800.5') }, totals)).toEqual([
      {
        field: 'totals.gross',
        code: 'MISMATCH',
        message:
          'disagrees: the total with VAT is 1800.00 by the lines, the body says 1800.50 (difference +0.50); correct it or leave it out',
      },
    ]);
  });
});
