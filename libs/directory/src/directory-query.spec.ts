import { describe, expect, it } from 'vitest';
import { directoryQueryOf, DirectoryQueryIn, isDirectoryAddress, queryText } from './directory-query.js';
import { recipientQuery } from './recipient.js';

const at = (value: string, scheme = '0225') => ({ electronic_address: { scheme, value } });
const faults = (given: object) =>
  DirectoryQueryIn.safeParse(given).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);

describe('an address of the directory', () => {
  it.each(['732829320', '732829320_73282932000074', '732829320_73282932000074_ACHATS', '732829320_ACHATS.NORD-1'])(
    'may be %s',
    (address) => expect(isDirectoryAddress(address)).toBe(true),
  );

  it.each([
    ['', 'nothing'],
    ['732829321', 'a SIREN with a wrong digit'],
    ['732829320_', 'an empty suffix'],
    ['732829320_73282932000075', 'a SIRET with a wrong digit'],
    ['732829320_55212022200013', 'a SIRET of another company'],
    ['732829320_73282932000074_', 'an empty code'],
    ['732829320 ACHATS', 'a blank'],
    [`732829320_${'A'.repeat(116)}`, 'too long'],
  ])('is not %s (%s)', (address) => expect(isDirectoryAddress(address)).toBe(false));
});

describe('a query', () => {
  it('names exactly one', () => {
    expect(DirectoryQueryIn.parse({ siren: '732829320' })).toEqual({ siren: '732829320' });
    const one = [' needs exactly one of siren, siret and address'];
    expect(faults({})).toEqual(one);
    expect(faults({ siren: '732829320', siret: '73282932000074' })).toEqual(one);
  });

  it('has check digits that are right', () => {
    expect(faults({ siren: '732829321' })).toEqual(['siren must be a SIREN: nine digits with a valid check digit']);
    expect(faults({ siret: '732829320' })).toEqual(['siret must be a SIRET: fourteen digits with a valid check digit']);
    expect(faults({ address: 'nobody' })?.[0]).toMatch(/^address must be an address of the directory/);
    expect(faults({ name: 'Acme' })?.[0]).toMatch(/name/);
  });

  it.each([
    [{ siren: '732829320' }, 'siren:732829320'],
    [{ siret: '73282932000074' }, 'siret:73282932000074'],
    [{ address: '732829320_A' }, 'address:732829320_A'],
  ])('%j is %s', (given, text) => expect(queryText(directoryQueryOf(given))).toBe(text));
});

describe('a buyer', () => {
  it('is asked about by his address, a plain SIREN standing for all his lines', () => {
    expect(recipientQuery({ ...at('732829320_ACHATS'), siren: '732829320' })).toEqual({ address: '732829320_ACHATS' });
    expect(recipientQuery(at('732829320'))).toEqual({ siren: '732829320' });
  });

  it('is asked about by SIREN, then SIRET, without one that the directory can know', () => {
    const siret = '73282932000074';
    expect(recipientQuery({ ...at('a@b.fr', 'EM'), siren: '732829320', siret })).toEqual({ siren: '732829320' });
    expect(recipientQuery({ ...at('732829321'), siret })).toEqual({ siret });
    expect(recipientQuery({ siren: '732829321' })).toBeUndefined();
    expect(recipientQuery({})).toBeUndefined();
  });
});
