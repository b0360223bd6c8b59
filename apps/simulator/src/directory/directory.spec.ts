import { describe, expect, it } from 'vitest';
import { magicBuyers } from '../life/outcomes.js';
import { directoryLineOf, legalUnitOf, passesLuhn } from './directory.js';

describe('directory', () => {
  it('knows every company that passes Luhn but one', () => {
    expect(legalUnitOf('356000000')?.administrativeStatus).toBe('A');
    expect(legalUnitOf('356000001')).toBeUndefined();
    expect(legalUnitOf('35600000')).toBeUndefined();
    expect(legalUnitOf(magicBuyers.unlisted)).toBeUndefined();
  });

  it('gives out only Luhn-valid magic SIRENs', () => {
    expect(Object.values(magicBuyers).filter((siren) => !passesLuhn(siren))).toEqual([]);
  });

  it.each([
    ['732829320', {}],
    ['732829320_73282932000074', { siret: '73282932000074' }],
    ['732829320_STATUTS', { addressingSuffix: 'STATUTS' }],
  ])('reads the address %s', (identifier, more) => {
    expect(directoryLineOf(identifier, false)).toEqual({
      addressingIdentifier: identifier,
      platformType: 'WK',
      siren: '732829320',
      ...more,
    });
  });
});
