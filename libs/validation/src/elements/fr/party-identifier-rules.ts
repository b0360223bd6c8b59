import type { Syntax } from '@onefacture/formats';
import type { ElementRule, Pattern, Taken } from '../element-rule.js';
import { atPlaces, type BySyntax, joined, type Place, together, value } from './french-element.js';
import { isNineDigits, isRoutable, shorterThan } from './french-formats.js';
import { AGREEMENT, DELIVERY, LINE_DELIVERY, SETTLEMENT, UBL_BUYER, UBL_LINE, UBL_SELLER } from './french-paths.js';

/** The roles, by the term of their identifier, with the term of their electronic address where they have one. */
const ROLES: readonly (Place & { readonly address?: string; readonly CII: string; readonly UBL: string })[] = [
  { term: 'BT-29', address: 'BT-34', CII: `${AGREEMENT}/SellerTradeParty`, UBL: UBL_SELLER },
  { term: 'BT-46', address: 'BT-49', CII: `${AGREEMENT}/BuyerTradeParty`, UBL: UBL_BUYER },
  { term: 'BT-60', address: 'EXT-FR-FE-29', CII: `${SETTLEMENT}/PayeeTradeParty`, UBL: 'PayeeParty' },
  {
    term: 'EXT-FR-FE-06',
    address: 'EXT-FR-FE-12',
    CII: `${AGREEMENT}/BuyerAgentTradeParty`,
    UBL: `${UBL_BUYER}/AgentParty`,
  },
  {
    term: 'EXT-FR-FE-46',
    address: 'EXT-FR-FE-52',
    CII: `${SETTLEMENT}/PayerTradeParty`,
    UBL: 'PaymentMeans/PaymentMandate/PayerParty',
  },
  {
    term: 'EXT-FR-FE-69',
    address: 'EXT-FR-FE-75',
    CII: `${AGREEMENT}/SalesAgentTradeParty`,
    UBL: `${UBL_SELLER}/AgentParty`,
  },
  {
    term: 'EXT-FR-FE-92',
    address: 'EXT-FR-FE-98',
    CII: `${SETTLEMENT}/InvoiceeTradeParty`,
    UBL: `${UBL_BUYER}/ServiceProviderParty/Party`,
  },
  {
    term: 'EXT-FR-FE-115',
    address: 'EXT-FR-FE-121',
    CII: `${SETTLEMENT}/InvoicerTradeParty`,
    UBL: `${UBL_SELLER}/ServiceProviderParty/Party`,
  },
  { term: 'BT-71', CII: `${DELIVERY}/ShipToTradeParty`, UBL: 'Delivery' },
  {
    term: 'EXT-FR-FE-146',
    CII: `${LINE_DELIVERY}/ShipToTradeParty`,
    UBL: `${UBL_LINE}/Delivery/DeliveryLocation`,
  },
];

const isParty = ({ address }: { readonly address?: string }): boolean => address !== undefined;

/** Identifiers and legal register of a role; a place of delivery keeps them elsewhere in UBL. */
const identifiersOf = (
  role: (typeof ROLES)[number],
  syntax: Syntax,
): { readonly ids: string; readonly legal: string } => {
  if (syntax === 'CII') return { ids: 'GlobalID', legal: 'SpecifiedLegalOrganization/ID' };
  return isParty(role)
    ? { ids: 'PartyIdentification/ID', legal: 'PartyLegalEntity/CompanyID' }
    : { ids: 'DeliveryLocation/ID', legal: 'DeliveryParty/PartyLegalEntity/CompanyID' };
};

const SIRET = '0009';
const SIREN = '0002';

const SIREN_OF_ITS_OWN: ReadonlySet<string> = new Set(['BT-29', 'BT-46']);

/** Without a SIREN beside it, the SIRET of seller or buyer contradicts; that of another party does not. */
const coheres = (term: string, taken: Taken, identifiers: readonly Taken[]): boolean => {
  const siret = identifiers.find((one) => one('scheme')[0] === SIRET)?.('id')[0];
  if (siret === undefined) return true;
  const siren = taken('scheme')[0] === SIREN ? (taken('legal')[0] ?? '') : '';
  const own = siren === '' && !SIREN_OF_ITS_OWN.has(term) ? siret.slice(0, 9) : siren;
  return /^\d{14}$/.test(siret) && siret.slice(0, 9) === own;
};

const sirets = atPlaces(ROLES, (role, at, syntax) => {
  const { ids, legal } = identifiersOf(role, syntax);
  return [
    together({
      id: `BR-FR-09_${role.term}`,
      term: role.term,
      says: {
        en: 'A SIRET ({term} in scheme 0009) of the {name} has fourteen digits and begins with its SIREN.',
        fr: '{term}, {name} : le SIRET (schéma 0009) a quatorze chiffres et commence par le SIREN.',
      },
      in: at,
      take: { legal, scheme: `${legal}/@schemeID` },
      each: { of: ids, take: { id: '', scheme: '@schemeID' } },
      holds: (taken, identifiers) => coheres(role.term, taken, identifiers),
    }),
  ];
});

/** CO-10 looks at parties wherever they stand, and at the place of delivery by itself. */
const schemedAt = (role: (typeof ROLES)[number], syntax: Syntax): { readonly at: Pattern; readonly ids: string } => {
  if (syntax === 'CII') return { at: role.CII, ids: 'GlobalID' };
  if (isParty(role)) return { at: `//${role.UBL}`, ids: 'PartyIdentification/ID' };
  return { at: role.term === 'BT-71' ? 'Delivery/DeliveryLocation' : role.UBL, ids: 'ID' };
};

const schemes = (syntax: Syntax): readonly ElementRule[] =>
  ROLES.flatMap((role) => {
    const { at, ids } = schemedAt(role, syntax);
    const common = { term: role.term, in: at };
    return [
      together({
        ...common,
        id: `BR-FR-CO-10_${role.term}-1`,
        take: { ids, schemes: `${ids}/@schemeID` },
        says: {
          en: 'An identifier of the {name} ({term}) has no scheme (schemeID).',
          fr: '{term}, {name} : un identifiant n’a pas de schéma (schemeID).',
        },
        holds: (taken) => taken('ids').length === taken('schemes').length,
      }),
      together({
        ...common,
        id: `BR-FR-CO-10_${role.term}-2`,
        take: { schemes: `${ids}/@schemeID` },
        says: {
          en: 'Two identifiers of the {name} ({term}) are in the same scheme.',
          fr: '{term}, {name} : deux identifiants sont de même schéma.',
        },
        holds: (taken) => new Set(taken('schemes')).size === taken('schemes').length,
      }),
    ];
  });

const LONGEST_ADDRESS = 125;
const NETWORK = '0225';

const addresses: BySyntax = atPlaces(
  ROLES.flatMap(({ address: term, CII, UBL }) =>
    term === undefined ? [] : [{ term, CII: `${CII}/URIUniversalCommunication/URIID`, UBL: `${UBL}/EndpointID` }],
  ),
  ({ term }, at) => [
    value({
      id: `BR-FR-23_${term}`,
      term,
      at,
      schemes: [NETWORK],
      says: {
        en: 'The {name} ({term}) may hold letters without accents, digits and + - _ . only: "{value}".',
        fr: '{term}, {name}, n’admet que lettres sans accent, chiffres et + - _ . : « {value} ».',
      },
      holds: isRoutable,
    }),
    value({
      id: `BR-FR-25_${term}`,
      term,
      at,
      says: {
        en: `The {name} ({term}) is longer than ${LONGEST_ADDRESS} characters: "{value}".`,
        fr: `{term}, {name}, dépasse ${LONGEST_ADDRESS} caractères : « {value} ».`,
      },
      holds: shorterThan(LONGEST_ADDRESS),
    }),
  ],
);

const LONGEST_ROUTING_CODE = 100;
const ROUTING = '0224';

const routing = atPlaces(
  [
    { term: 'BT-29', CII: `${AGREEMENT}/SellerTradeParty/GlobalID`, UBL: `${UBL_SELLER}/PartyIdentification/ID` },
    { term: 'BT-46', CII: `${AGREEMENT}/BuyerTradeParty/GlobalID`, UBL: `${UBL_BUYER}/PartyIdentification/ID` },
  ],
  ({ term }, at) => [
    value({
      id: `BR-FR-24_${term}`,
      term,
      at,
      schemes: [ROUTING],
      says: {
        en: 'A routing code ({term} in scheme 0224) may hold letters without accents, digits and + - _ . only: "{value}".',
        fr: 'Un code de routage ({term}, schéma 0224) n’admet que lettres sans accent, chiffres et + - _ . : « {value} ».',
      },
      holds: isRoutable,
    }),
    value({
      id: `BR-FR-26_${term}`,
      term,
      at,
      schemes: [ROUTING],
      says: {
        en: `A routing code ({term} in scheme 0224) is longer than ${LONGEST_ROUTING_CODE} characters: "{value}".`,
        fr: `Un code de routage ({term}, schéma 0224) dépasse ${LONGEST_ROUTING_CODE} caractères : « {value} ».`,
      },
      holds: shorterThan(LONGEST_ROUTING_CODE),
    }),
  ],
);

const notNine = (scheme: string) => ({
  en: `An identifier in scheme ${scheme} is a SIREN of nine digits; found "{value}".`,
  fr: `Un identifiant de schéma ${scheme} est un SIREN à neuf chiffres ; trouvé : « {value} ».`,
});

const legal = atPlaces(
  [{ term: 'BT-30', CII: '//SpecifiedLegalOrganization/ID', UBL: '//PartyLegalEntity/CompanyID' }],
  ({ term }, at) => [
    value({ id: 'BR-FR-32-LEGALID', term, at, schemes: [SIREN], says: notNine(SIREN), holds: isNineDigits }),
  ],
);

const registered = atPlaces(
  [{ term: 'BT-29', CII: '//GlobalID', UBL: '//PartyIdentification/ID' }],
  ({ term }, at, syntax) => [
    value({
      id: syntax === 'CII' ? 'BR-FR-32-GLOBALID' : 'BR-FR-32-ID',
      term,
      at,
      schemes: [SIREN, '0231'],
      says: notNine('0002 / 0231'),
      holds: isNineDigits,
    }),
  ],
);

/** BR-FR-09, -23 to -26, -32 and -CO-10. */
export const partyIdentifierRules = joined([
  sirets,
  { CII: schemes('CII'), UBL: schemes('UBL') },
  addresses,
  routing,
  legal,
  registered,
]);
