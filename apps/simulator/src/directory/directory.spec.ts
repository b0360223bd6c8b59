import { describe, expect, it } from 'vitest';
import { magicBuyers } from '../life/outcomes.js';
import { legalUnitOf, passesLuhn } from './directory.js';
import { linesOf, magicRecipients } from './lines.js';
import { answerOf, directorySearch, findLines, findParts, shown } from './search.js';

const searchFor = (filters: Record<string, string>, more: object = {}) =>
  directorySearch.parse({
    filters: Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, { op: 'strict', value }])),
    ...more,
  });
const addresses = (filters: Record<string, string>): string[] =>
  findLines(searchFor(filters)).entries.map(({ addressingIdentifier }) => addressingIdentifier);

const states = (siren: string): unknown[] => linesOf(siren).map((line) => line.directoryLineStatus);

describe('directory', () => {
  it('knows every company that passes Luhn but one', () => {
    expect(legalUnitOf('356000000')?.administrativeStatus).toBe('A');
    expect(legalUnitOf('356000001')).toBeUndefined();
    expect(legalUnitOf('35600000')).toBeUndefined();
    expect(legalUnitOf(magicBuyers.unlisted)).toBeUndefined();
  });

  it('gives out only Luhn-valid magic SIRENs', () => {
    const magic = [...Object.values(magicBuyers), ...Object.values(magicRecipients)];
    expect(magic.filter((siren) => !passesLuhn(siren))).toEqual([]);
    expect(new Set(magic).size).toBe(magic.length);
  });

  it.each([
    ['732829320', {}],
    ['732829320_73282932000074', { siret: '73282932000074' }],
    ['732829320_73282932000074_ACHATS', { siret: '73282932000074', routingIdentifier: 'ACHATS' }],
    ['732829320_STATUTS', { addressingSuffix: 'STATUTS' }],
  ])('reads the address %s', (identifier, more) => {
    const [line] = findLines(searchFor({ addressingIdentifier: identifier })).entries;
    expect(shown(line!, [])).toEqual({
      addressingIdentifier: identifier,
      platformType: 'WK',
      directoryLineStatus: 'Enabled',
      siren: '732829320',
      ...more,
    });
  });

  it('finds lines by company, by facility and by routing code', () => {
    const siren = magicRecipients.severalLines;
    expect(addresses({ siren })).toHaveLength(5);
    expect(addresses({ siret: `${siren}00011` })).toEqual([`${siren}_${siren}00011`, `${siren}_${siren}00011_ACHATS`]);
    expect(addresses({ siren, routingIdentifier: 'ACHATS' })).toEqual([`${siren}_${siren}00011_ACHATS`]);
    expect(addresses({ siren: '732829320' })).toEqual(['732829320']);
    expect(addresses({ siret: '73282932000074' })).toEqual(['732829320_73282932000074']);
    expect(addresses({ siren: '732829320', addressingIdentifier: '356000000' })).toEqual([]);
  });

  it('shows what the official states look like', () => {
    expect(states(magicRecipients.disabled)).toEqual(['Disabled']);
    expect(states(magicRecipients.upcoming)).toEqual(['Upcoming']);
    expect(states(magicRecipients.withoutStatus)).toEqual([undefined]);
    expect(linesOf(magicRecipients.publicBody)[1]).toMatchObject({
      platformType: 'DFH',
      routingCode: { managesLegalCommitment: true },
      facility: { b2gAdditionalData: { managesLegalCommitmentCode: true, serviceCodeStatus: true } },
    });
  });

  it('answers 204 without a result and 206 when it gives out less than it has', () => {
    const answer = (siren: string) => {
      const search = searchFor({ siren });
      return answerOf(search, findLines(search));
    };
    expect(answer(magicBuyers.unlisted)).toEqual({ status: 204 });
    expect(answer(magicRecipients.tooMany)).toMatchObject({ status: 206, body: { totalNumberOfResults: 5 } });
    const search = searchFor({ siren: magicRecipients.severalLines }, { limit: 2, ignore: 4 });
    const { body } = answerOf(search, findLines(search));
    expect(body).toMatchObject({ totalNumberOfResults: 5, results: [{ addressingSuffix: 'FRAIS' }] });
  });

  it('lists facilities and routing codes once each', () => {
    const search = searchFor({ siren: magicRecipients.severalLines });
    expect(findParts(search, 'facility').entries).toHaveLength(2);
    expect(findParts(search, 'routingCode').entries).toMatchObject([
      { routingIdentifier: 'ACHATS', siret: `${magicRecipients.severalLines}00011` },
    ]);
  });
});
