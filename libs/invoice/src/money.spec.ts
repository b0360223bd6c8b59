import fc from 'fast-check';
import { parse } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { Decimal, decimal, decimalOf, decimalText, fitsScale, roundCents, sum } from './money.js';

describe('decimal', () => {
  it('keeps every digit of a literal that a float would lose', () => {
    expect(decimal(parse('99999999999999.99'))?.toFixed()).toBe('99999999999999.99');
    expect(
      decimal('0.1')
        ?.plus(decimal('0.2') ?? 0)
        .toFixed(),
    ).toBe('0.3');
    expect(decimal(parse('1.5e3'))?.toFixed()).toBe('1500');
  });

  it('takes a plain number only while it is exact', () => {
    expect(decimal(150.25)?.toFixed()).toBe('150.25');
    expect(decimal(0.1 + 0.2)).toBeUndefined();
    expect(decimal(2 ** 60)).toBeUndefined();
    expect(decimal(Number.NaN)).toBeUndefined();
    expect(decimal(Number.POSITIVE_INFINITY)).toBeUndefined();
  });

  it.each(['', ' 1', '1 ', '1,5', '.5', '5.', '+1', '0x10', '1e3', 'NaN', 'Infinity', '1'.repeat(41)])(
    'refuses the text %j',
    (text) => expect(decimal(text)).toBeUndefined(),
  );

  it.each([null, true, [], {}, { value: '1' }, undefined])('refuses %j', (value) =>
    expect(decimal(value)).toBeUndefined(),
  );

  it('does not take an object of the JSON for a number literal', () =>
    expect(decimal(parse('{"isLosslessNumber":true,"value":"3"}'))).toBeUndefined());

  it('does not build giant numbers out of small exponents', () => {
    expect(decimal(parse('1e99'))?.precision()).toBe(1);
    expect(decimal(parse('1e999'))).toBeUndefined();
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.nat(6), (digits, scale) => {
        const value = new Decimal(digits.toString()).div(new Decimal(10).pow(scale));
        const text = decimalText(value, 2);
        expect(decimal(text)?.equals(value)).toBe(true);
        expect(text).toMatch(/^-?\d+\.\d{2,6}$/);
      }),
    );
  });
});

describe('decimalOf', () => {
  it('reads every spelling as itself, met before or not', () => {
    const texts = Array.from({ length: 1_200 }, (_, at) => `${at}.${at % 7}0`);
    for (const text of [...texts, ...texts, '1'.repeat(40), '+5.', '.5', '-0']) {
      expect(decimalOf(text)).toEqual(new Decimal(text));
    }
    expect(() => decimalOf('1 2')).toThrow('1 2');
  });
});

describe('roundCents', () => {
  it.each([
    ['0.005', '0.01'],
    ['-0.005', '-0.01'],
    ['2.675', '2.68'],
    ['1.004999', '1'],
    ['-0.001', '0'],
  ])('%s becomes %s', (from, to) => {
    const rounded = roundCents(new Decimal(from));
    expect(rounded.toFixed()).toBe(to);
    expect(Object.is(rounded.toNumber(), -0)).toBe(false);
  });
});

describe('scale and sum', () => {
  it('does not count trailing zeros', () => {
    expect(fitsScale(new Decimal('1.500'), 1)).toBe(true);
    expect(fitsScale(new Decimal('1.501'), 2)).toBe(false);
  });

  it('sums exactly', () => {
    expect(sum(Array.from({ length: 1000 }, () => new Decimal('0.1'))).toFixed()).toBe('100');
    expect(sum([]).isZero()).toBe(true);
  });
});
