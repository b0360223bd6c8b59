import type { Address, Contact, Identifier, OtherParty, Said } from '@onefacture/invoice';
import { type Binding, bindingsFor } from '../bindings/binding.js';
import { text, token } from '../bindings/codec.js';
import { given } from '../given.js';
import type { Leave } from '../invoice-reading.js';
import { reshape } from '../reshape.js';

/** A party as TradePartyType spells it. */
export interface CiiParty {
  /** ram:ID: identifiers without a scheme */
  readonly ids?: readonly Said<Identifier>[];
  /** ram:GlobalID: identifiers with one */
  readonly global_ids?: readonly Said<Identifier>[];
  readonly name?: string;
  readonly role_code?: string;
  readonly legal_information?: string;
  readonly legal?: Said<Identifier>;
  readonly trading_name?: string;
  readonly contact?: Said<Contact>;
  readonly address?: Said<Address>;
  readonly electronic_address?: Said<Identifier>;
  readonly registrations?: readonly Said<Identifier>[];
}

const SIRET = '0009';
const SIREN = '0002';

/** The model's party in CII's shape: SIREN and SIRET in their schemes, registrations VA (VAT) and FC (tax office). */
export const ciiParty = (party: Said<OtherParty> | undefined): CiiParty | undefined => {
  if (party === undefined) return undefined;
  const { siren, siret, identifiers, legal_registration, vat_number, tax_registration, ...same } = party;
  const all = [...(siret === undefined ? [] : [{ scheme: SIRET, value: siret }]), ...(identifiers ?? [])];
  const registrations = [
    ...(vat_number === undefined ? [] : [{ scheme: 'VA', value: vat_number }]),
    ...(tax_registration === undefined ? [] : [{ scheme: 'FC', value: tax_registration }]),
  ];
  return given({
    ...same,
    ids: all.filter(({ scheme }) => scheme === undefined),
    global_ids: all.filter(({ scheme }) => scheme !== undefined),
    legal: siren === undefined ? legal_registration : { scheme: SIREN, value: siren },
    registrations,
  });
};

const LEFT = new Set(['ids', 'global_ids', 'legal', 'registrations'] as const);

/** CII's party in the model's shape. The first SIRET is `siret`; a registration that is neither VA nor FC is left. */
export const partyOf = (view: CiiParty | undefined, leave: Leave): Said<OtherParty> | undefined => {
  if (view === undefined) return undefined;
  const { ids = [], global_ids = [], legal, registrations = [] } = view;
  const siret = global_ids.find(({ scheme }) => scheme === SIRET);
  const vat = registrations.find(({ scheme }) => scheme === 'VA');
  const office = registrations.find(({ scheme }) => scheme === 'FC');
  for (const other of registrations) {
    if (other === vat || other === office) continue;
    leave('SpecifiedTaxRegistration/ID', `${other.scheme ?? ''} ${other.value ?? ''}`);
  }
  const french = legal?.scheme === SIREN;
  return reshape(view, LEFT, {
    siren: french ? legal.value : undefined,
    legal_registration: french ? undefined : legal,
    siret: siret?.value,
    identifiers: [...ids, ...global_ids.filter((one) => one !== siret)],
    vat_number: vat?.value,
    tax_registration: office?.value,
  });
};

/** The term numbers of one role, in the order of the rows below; a role of an extension has none of its own. */
export interface PartyTerms {
  readonly id: string;
  readonly name: string;
  readonly legal_information: string;
  readonly legal: string;
  readonly trading: string;
  readonly contact: readonly [name: string, phone: string, email: string];
  readonly address: readonly [string, string, string, string, string, string, string];
  readonly electronic: string;
  readonly vat: string;
}

const party = bindingsFor<CiiParty>();
const address = bindingsFor<Said<Address>>();
const identifier = bindingsFor<Said<Identifier>>();

const addressOf = ([postcode, one, two, three, city, country, subdivision]: PartyTerms['address']): Binding[] => [
  address.leaf(postcode, 'PostcodeCode', 'postal_code', token),
  address.leaf(one, 'LineOne', 'line1', text),
  address.leaf(two, 'LineTwo', 'line2', text),
  address.leaf(three, 'LineThree', 'line3', text),
  address.leaf(city, 'CityName', 'city', text),
  address.leaf(country, 'CountryID', 'country_code', token),
  address.leaf(subdivision, 'CountrySubDivisionName', 'subdivision', text),
];

const own = (term: string, path: string) =>
  identifier.leaf(term, path, 'value', token, { schemeID: { member: 'scheme' } });

/** The rows of a place of delivery: all that the model says of one. */
export const deliveryRows = (terms: PartyTerms): Binding[] => [
  party.many(terms.id, 'ID', 'ids', [identifier.leaf(terms.id, '.', 'value', token)]),
  party.many(terms.id, 'GlobalID', 'global_ids', [own(terms.id, '.')]),
  party.leaf(terms.name, 'Name', 'name', text),
  party.one(`address of ${terms.name}`, 'PostalTradeAddress', 'address', addressOf(terms.address)),
];

/** The rows of one role. */
export const partyRows = (terms: PartyTerms): Binding[] => [
  ...deliveryRows(terms),
  party.leaf(terms.name, 'RoleCode', 'role_code', token),
  party.leaf(terms.legal_information, 'Description', 'legal_information', text),
  party.one(terms.legal, 'SpecifiedLegalOrganization/ID', 'legal', [own(terms.legal, '.')]),
  party.leaf(terms.trading, 'SpecifiedLegalOrganization/TradingBusinessName', 'trading_name', text),
  ...party.below('DefinedTradeContact', [
    party.leaf(terms.contact[0], 'PersonName', 'contact.name', text),
    party.leaf(terms.contact[0], 'DepartmentName', 'contact.department', text),
    party.leaf(terms.contact[1], 'TelephoneUniversalCommunication/CompleteNumber', 'contact.phone', text),
    party.leaf(terms.contact[2], 'EmailURIUniversalCommunication/URIID', 'contact.email', token),
  ]),
  party.one(terms.electronic, 'URIUniversalCommunication/URIID', 'electronic_address', [own(terms.electronic, '.')]),
  party.many(terms.vat, 'SpecifiedTaxRegistration', 'registrations', [own(terms.vat, 'ID')]),
];
