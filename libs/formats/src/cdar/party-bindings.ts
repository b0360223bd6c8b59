import { type Binding, bindingsFor } from '../bindings/binding.js';
import { text, token } from '../bindings/codec.js';
import type { MessageContact, MessageId } from '../lifecycle-message.js';
import type { BoundParty } from './bound-message.js';

const party = bindingsFor<BoundParty>();
const identifier = bindingsFor<MessageId>();
const contact = bindingsFor<MessageContact>();

const contacts = [
  contact.leaf('contact name', 'PersonName', 'name', text),
  contact.leaf('contact department', 'DepartmentName', 'department', text),
  contact.leaf('contact type', 'TypeCode', 'type_code', token),
  contact.leaf('contact phone', 'TelephoneUniversalCommunication/CompleteNumber', 'phone', text),
  contact.leaf('contact fax', 'FaxUniversalCommunication/CompleteNumber', 'fax', text),
  contact.leaf('contact email', 'EmailURIUniversalCommunication/URIID', 'email', token),
];

const address = party.below('PostalTradeAddress', [
  party.leaf('postal code', 'PostcodeCode', 'address.postal_code', token),
  party.leaf('address line 1', 'LineOne', 'address.line1', text),
  party.leaf('address line 2', 'LineTwo', 'address.line2', text),
  party.leaf('address line 3', 'LineThree', 'address.line3', text),
  party.leaf('city', 'CityName', 'address.city', text),
  party.leaf('country', 'CountryID', 'address.country_code', token),
  party.leaf('subdivision', 'CountrySubDivisionName', 'address.subdivision', text),
]);

/** The rows of an identifier that may stand several times. */
export const identifiers = (term: string): Binding[] => [
  identifier.leaf(term, '.', 'value', token, { schemeID: { member: 'scheme' } }),
];

/** The terms that a party bears in its place of the message; address and contacts have the same names everywhere. */
export interface PartyTerms {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly address: string;
}

/** The rows of a party. */
export const partyOf = (terms: PartyTerms): Binding[] => [
  party.leaf('local id', 'ID', 'local_id', token),
  party.many(terms.id, 'GlobalID', 'ids', identifiers(terms.id)),
  party.leaf(terms.name, 'Name', 'name', text),
  party.leaf(terms.role, 'RoleCode', 'role', token),
  party.many('contacts', 'DefinedTradeContact', 'contacts', contacts),
  ...address,
  party.leaf(terms.address, 'URIUniversalCommunication/URIID', 'electronic_address.value', token, {
    schemeID: { member: 'electronic_address.scheme' },
  }),
];
