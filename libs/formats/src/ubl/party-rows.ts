import type { Address, Identifier, Said } from '@onefacture/invoice';
import { type Binding, bindingsFor } from '../bindings/binding.js';
import { text, token } from '../bindings/codec.js';
import type { PartyTerms } from './party-terms.js';
import type { UblMainParty, UblParty, UblTaxScheme } from './ubl-party.js';

const party = bindingsFor<UblParty>();
const mainParty = bindingsFor<UblMainParty>();
const address = bindingsFor<Said<Address>>();
const identifier = bindingsFor<Said<Identifier>>();
const taxScheme = bindingsFor<UblTaxScheme>();

/** An identifier with its scheme, as the text of the element at `path`. */
export const identifierRow = (term: string, path: string): Binding =>
  identifier.leaf(term, path, 'value', token, { schemeID: { member: 'scheme' } });

/** The rows of a postal address. */
export const addressRows = ([
  one,
  two,
  three,
  city,
  postcode,
  subdivision,
  country,
]: PartyTerms['address']): Binding[] => [
  address.leaf(one, 'StreetName', 'line1', text),
  address.leaf(two, 'AdditionalStreetName', 'line2', text),
  address.leaf(city, 'CityName', 'city', text),
  address.leaf(postcode, 'PostalZone', 'postal_code', text),
  address.leaf(subdivision, 'CountrySubentity', 'subdivision', text),
  address.leaf(three, 'AddressLine/Line', 'line3', text),
  address.leaf(country, 'Country/IdentificationCode', 'country_code', token),
];

const named = (term: string | undefined, row: (term: string) => Binding): Binding[] =>
  term === undefined ? [] : [row(term)];

/** The rows of one role, below its cac:Party. */
export const partyRows = (terms: PartyTerms): Binding[] => [
  ...named(terms.electronic, (term) => party.one(term, 'EndpointID', 'electronic_address', [identifierRow(term, '.')])),
  ...named(terms.role, (term) => party.leaf(term, 'IndustryClassificationCode', 'role_code', token)),
  ...named(terms.id, (term) => party.many(term, 'PartyIdentification', 'ids', [identifierRow(term, 'ID')])),
  ...named(terms.trading, (term) => party.leaf(term, 'PartyName/Name', 'trading_name', text)),
  party.leaf(terms.name, terms.nameAt, 'name', text),
  party.one(terms.postal, 'PostalAddress', 'address', addressRows(terms.address)),
  party.many(terms.vat, 'PartyTaxScheme', 'tax_schemes', [
    taxScheme.leaf(terms.vat, 'CompanyID', 'value', token),
    taxScheme.leaf(terms.vat, 'TaxScheme/ID', 'scheme', token),
  ]),
  ...named(terms.legal, (term) => party.one(term, 'PartyLegalEntity/CompanyID', 'legal', [identifierRow(term, '.')])),
  ...named(terms.legal_information, (term) =>
    party.leaf(term, 'PartyLegalEntity/CompanyLegalForm', 'legal_information', text),
  ),
  ...(terms.contact === undefined
    ? []
    : [
        party.leaf(terms.contact[0], 'Contact/Name', 'contact.name', text),
        party.leaf(terms.contact[1], 'Contact/Telephone', 'contact.phone', text),
        party.leaf(terms.contact[2], 'Contact/ElectronicMail', 'contact.email', token),
      ]),
];

/** The rows of seller or buyer with those of the two roles nested in it. */
export const mainPartyRows = (own: PartyTerms, agent: PartyTerms, provider: PartyTerms): Binding[] => [
  ...partyRows(own),
  mainParty.one(agent.name, 'AgentParty', 'agent', partyRows(agent)),
  mainParty.one(provider.name, 'ServiceProviderParty/Party', 'service_provider', partyRows(provider)),
];
