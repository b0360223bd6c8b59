import { Decimal } from '@onefacture/invoice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatsFor, groupsOf } from './numbers.js';

const NB = '\u00a0';
const MINUS = '\u2212';
const french = formatsFor('fr', 'EUR');
const english = formatsFor('en', 'EUR');

describe('formatsFor', () => {
  it.each([
    ['1500', `1${NB}500,00${NB}€`, '€1,500.00'],
    ['0', `0,00${NB}€`, '€0.00'],
    ['-0', `0,00${NB}€`, '€0.00'],
    ['-1234567.8', `${MINUS}1${NB}234${NB}567,80${NB}€`, `${MINUS}€1,234,567.80`],
    ['99999999999999.99', `99${NB}999${NB}999${NB}999${NB}999,99${NB}€`, '€99,999,999,999,999.99'],
  ])('writes %s as an amount', (value, fr, en) => {
    expect(french.amount(new Decimal(value))).toBe(fr);
    expect(english.amount(new Decimal(value))).toBe(en);
  });

  it('names other currencies by their code', () => {
    expect(formatsFor('fr', 'CHF').amount(new Decimal(5))).toBe(`5,00${NB}CHF`);
    expect(formatsFor('en', 'CHF').amount(new Decimal(-5))).toBe(`CHF${NB}${MINUS}5.00`);
  });

  it('writes an amount without a currency as it is', () => {
    expect(formatsFor('en').amount(new Decimal(5))).toBe('5.00');
  });

  it('keeps every decimal that says something, and at least cents of an amount', () => {
    expect(french.figure(new Decimal('150'))).toBe('150,00');
    expect(french.figure(new Decimal('0.12345678'))).toBe('0,12345678');
    expect(french.figure(new Decimal('1.500000'))).toBe('1,50');
    expect(french.quantity(new Decimal('10.0000'))).toBe('10');
    expect(french.quantity(new Decimal('1234.5678'))).toBe(`1${NB}234,5678`);
  });

  it('writes rates and dates', () => {
    expect(french.percent(new Decimal('5.5'))).toBe(`5,5${NB}%`);
    expect(english.percent(new Decimal('20.00'))).toBe('20%');
    expect(french.date('2026-06-01')).toBe('1 juin 2026');
    expect(english.date('2026-12-31')).toBe('31 December 2026');
    expect(french.date('soon')).toBe('soon');
    expect(french.date('2026-13-01')).toBe('2026-13-01');
  });

  it('loses no cent, whatever the amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }), (cents) => {
        const value = new Decimal(cents.toString()).div(100);
        const read = french.figure(value).replaceAll(NB, '').replace(MINUS, '-').replace(',', '.');
        expect(read).toBe(value.toFixed(2));
      }),
    );
  });
});

describe('groupsOf', () => {
  it('groups identifiers for reading', () => {
    expect(groupsOf('732829320', [3])).toBe(`732${NB}829${NB}320`);
    expect(groupsOf('73282932000074', [3, 3, 3, 5])).toBe(`732${NB}829${NB}320${NB}00074`);
    expect(groupsOf('FR76 3000 6000', [4])).toBe(`FR76${NB}3000${NB}6000`);
    expect(groupsOf('', [3])).toBe('');
  });
});
