import type { Profile } from '../invoice.js';
import { PROFILES } from '../profiles.js';

/** BT-24 as each profile's documents write it (Factur-X 1.09; XP Z12-012 for the French extension). */
export const SPECIFICATIONS: Readonly<Record<Profile, string>> = {
  MINIMUM: 'urn:factur-x.eu:1p0:minimum',
  BASIC_WL: 'urn:factur-x.eu:1p0:basicwl',
  BASIC: 'urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic',
  EN16931: 'urn:cen.eu:en16931:2017',
  EXTENDED: 'urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended',
  EXTENDED_CTC_FR: 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr',
};

const EXACT: ReadonlyMap<string, Profile> = new Map(PROFILES.map((profile) => [SPECIFICATIONS[profile], profile]));

/** Shapes of BT-24 seen in documents of other origin; the first that fits decides. */
const SHAPES: readonly (readonly [RegExp, Profile])[] = [
  [/:minimum$/, 'MINIMUM'],
  [/:basic-?wl$/, 'BASIC_WL'],
  [/:basic$/, 'BASIC'],
  [/:comfort$/, 'EN16931'],
  [/extended-ctc-fr|peppol:france:billing:extended/, 'EXTENDED_CTC_FR'],
  [/:extended$|^urn:cen\.eu:en16931:2017#conformant#./, 'EXTENDED'],
  [/^urn:cen\.eu:en16931:2017(?:$|#compliant#.)/, 'EN16931'],
];

/**
 * The profile a document says it follows. Every national usage of EN 16931 (XRechnung, Peppol BIS and other CIUS) is
 * EN16931, every other extension of it EXTENDED; the names of ZUGFeRD 1 and 2 are known too. Undefined when BT-24 is
 * absent or of no family we know.
 */
export function profileOf(specification: string | undefined): Profile | undefined {
  const id = specification?.trim();
  if (id === undefined || id === '') return undefined;
  return EXACT.get(id) ?? SHAPES.find(([shape]) => shape.test(id.toLowerCase()))?.[1];
}
