import { describe, expect, it } from 'vitest';
import { PROFILES } from '../profiles.js';
import { profileOf, SPECIFICATIONS } from './specifications.js';

describe('BT-24', () => {
  it.each(PROFILES)('of %s leads back to it', (profile) => {
    expect(profileOf(SPECIFICATIONS[profile])).toBe(profile);
    expect(profileOf(`\n ${SPECIFICATIONS[profile]} `)).toBe(profile);
  });

  it.each([
    ['urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0', 'EN16931'],
    ['urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_1.2', 'EN16931'],
    ['urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0', 'EN16931'],
    ['urn:cen.eu:en16931:2017#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0', 'EXTENDED'],
    ['urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:extended', 'EXTENDED'],
    ['urn:cen.eu:en16931:2017#compliant#urn:zugferd.de:2p0:basic', 'BASIC'],
    ['urn:zugferd.de:2p0:minimum', 'MINIMUM'],
    ['urn:ferd:CrossIndustryDocument:invoice:1p0:comfort', 'EN16931'],
    ['urn:ferd:CrossIndustryDocument:invoice:1p0:extended', 'EXTENDED'],
  ])('%s is %s', (specification, profile) => expect(profileOf(specification)).toBe(profile));

  it.each([undefined, '', ' ', 'urn:oasis:names:specification:ubl:xpath:CreditNote-2.0:sbs-1.0-draft', 'EN16931'])(
    '%j is no profile',
    (specification) => expect(profileOf(specification)).toBeUndefined(),
  );
});
