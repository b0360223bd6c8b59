import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { electronicAddressFault } from './electronic-address.js';
import { isBic, isIban } from './iban.js';
import { isSiren, luhn } from './siren.js';
import { isSiret } from './siret.js';
import { frenchVatNumber, isFrenchVatNumber, isVatNumber } from './vat-number.js';

const digit = fc.nat(9).map(String);
const siren = fc
  .array(digit, { minLength: 8, maxLength: 8 })
  .map((digits) => digits.join(''))
  .map((body) => `${body}${'0123456789'.split('').find((check) => luhn(`${body}${check}`))}`)
  .filter((value) => value !== '000000000');

describe('SIREN', () => {
  it.each(['732829320', '552120222', '356000000', '000000018', '000000109'])('accepts %s', (value) =>
    expect(isSiren(value)).toBe(true),
  );
  it.each(['732829321', '000000000', '73282932', '7328293200', '73282932O', '732 829 320', ''])('refuses %s', (value) =>
    expect(isSiren(value)).toBe(false),
  );

  it('notices every change of one digit', () => {
    fc.assert(
      fc.property(siren, fc.nat(8), fc.integer({ min: 1, max: 9 }), (value, at, by) => {
        const other = (Number(value[at]) + by) % 10;
        expect(isSiren(`${value.slice(0, at)}${other}${value.slice(at + 1)}`)).toBe(false);
      }),
    );
  });
});

describe('SIRET', () => {
  it('passes Luhn over its fourteen digits', () => {
    expect(isSiret('73282932000074')).toBe(true);
    expect(isSiret('73282932000075')).toBe(false);
    expect(isSiret('73282932100072')).toBe(false);
  });

  it('has its own rule at La Poste', () => {
    expect(isSiret('35600000000048')).toBe(true);
    expect(luhn('35600000000010')).toBe(false);
    expect(isSiret('35600000000010')).toBe(true);
    expect(isSiret('35600000000011')).toBe(false);
    expect(isSiret('73282932000010')).toBe(false);
  });
});

describe('VAT number', () => {
  it('computes the French key', () => {
    expect(frenchVatNumber('732829320')).toBe('FR44732829320');
    expect(frenchVatNumber('552120222')).toMatch(/^FR\d{2}552120222$/);
  });

  it('accepts what it computes, and no other numeric key', () => {
    fc.assert(
      fc.property(siren, fc.nat(99), (value, key) => {
        const right = frenchVatNumber(value);
        expect(isFrenchVatNumber(right)).toBe(true);
        const other = `FR${String(key).padStart(2, '0')}${value}`;
        expect(isFrenchVatNumber(other)).toBe(other === right);
      }),
    );
  });

  it('lets keys with letters through, except O and I', () => {
    expect(isVatNumber('FRK7732829320')).toBe(true);
    expect(isVatNumber('FR7K732829320')).toBe(true);
    expect(isVatNumber('FRO7732829320')).toBe(false);
    expect(isVatNumber('FRI7732829320')).toBe(false);
    expect(isVatNumber('FRK7732829321')).toBe(false);
  });

  it('knows foreign ones by country', () => {
    expect(isVatNumber('DE123456789')).toBe(true);
    expect(isVatNumber('EL123456789')).toBe(true);
    expect(isVatNumber('XI123456789')).toBe(true);
    expect(isVatNumber('QQ123456789')).toBe(false);
    expect(isVatNumber('DE 123456789')).toBe(false);
  });
});

describe('electronic address', () => {
  it.each([
    ['0225', '732829320', undefined],
    ['0225', '732829320_ACHATS.NORD-1', undefined],
    ['0225', '732829320 ACHATS', 'value'],
    ['0225', '', 'value'],
    ['0225', '1'.repeat(126), 'value'],
    ['9999', 'x', 'scheme'],
    ['EM', 'compta@acme.fr', undefined],
  ])('%s %s: %s', (scheme, value, fault) => expect(electronicAddressFault({ scheme, value })).toBe(fault));
});

describe('bank identifiers', () => {
  it('checks IBAN modulo 97', () => {
    expect(isIban('FR7630006000011234567890189')).toBe(true);
    expect(isIban('DE89370400440532013000')).toBe(true);
    expect(isIban('FR7630006000011234567890188')).toBe(false);
    expect(isIban('FR76 3000 6000 0112 3456 7890 189')).toBe(false);
  });

  it('checks the shape of a BIC', () => {
    expect(isBic('AGRIFRPP')).toBe(true);
    expect(isBic('AGRIFRPP882')).toBe(true);
    expect(isBic('AGRIFRP')).toBe(false);
  });
});
