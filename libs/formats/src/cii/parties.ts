import type { Address, Party } from '@onefacture/invoice';
import { type Binding, bindingsFor } from '../bindings/binding.js';
import { text, token } from '../bindings/codec.js';

const party = bindingsFor<Party>();
const address = bindingsFor<Address>();

/** The term numbers of one role, in the order of the rows below. */
interface PartyTerms {
  readonly siret: string;
  readonly name: string;
  readonly legal: string;
  readonly siren: string;
  readonly trading: string;
  readonly contact: readonly [name: string, phone: string, email: string];
  readonly address: readonly [string, string, string, string, string, string, string];
  readonly electronic: string;
  readonly vat: string;
  readonly registration: string;
}

const SELLER: PartyTerms = {
  siret: 'BT-29',
  name: 'BT-27',
  legal: 'BT-33',
  siren: 'BT-30',
  trading: 'BT-28',
  contact: ['BT-41', 'BT-42', 'BT-43'],
  address: ['BT-38', 'BT-35', 'BT-36', 'BT-162', 'BT-37', 'BT-40', 'BT-39'],
  electronic: 'BT-34',
  vat: 'BT-31',
  registration: 'BT-32',
};

const BUYER: PartyTerms = {
  siret: 'BT-46',
  name: 'BT-44',
  legal: '',
  siren: 'BT-47',
  trading: 'BT-45',
  contact: ['BT-56', 'BT-57', 'BT-58'],
  address: ['BT-53', 'BT-50', 'BT-51', 'BT-163', 'BT-52', 'BT-55', 'BT-54'],
  electronic: 'BT-49',
  vat: 'BT-48',
  registration: '',
};

const addressOf = ([postcode, one, two, three, city, country, subdivision]: PartyTerms['address']): Binding[] => [
  address.leaf(postcode, 'PostcodeCode', 'postal_code', token),
  address.leaf(one, 'LineOne', 'line1', text),
  address.leaf(two, 'LineTwo', 'line2', text),
  address.leaf(three, 'LineThree', 'line3', text),
  address.leaf(city, 'CityName', 'city', text),
  address.leaf(country, 'CountryID', 'country_code', token),
  address.leaf(subdivision, 'CountrySubDivisionName', 'subdivision', text),
];

const partyOf = (terms: PartyTerms): Binding[] => [
  party.leaf(terms.siret, 'GlobalID', 'siret', token, { schemeID: '0009' }),
  party.leaf(terms.name, 'Name', 'name', text),
  ...(terms.legal === '' ? [] : [party.leaf(terms.legal, 'Description', 'legal_information', text)]),
  party.leaf(terms.siren, 'SpecifiedLegalOrganization/ID', 'siren', token, { schemeID: '0002' }),
  party.leaf(terms.trading, 'SpecifiedLegalOrganization/TradingBusinessName', 'trading_name', text),
  ...party.below('DefinedTradeContact', [
    party.leaf(terms.contact[0], 'PersonName', 'contact.name', text),
    party.leaf(terms.contact[1], 'TelephoneUniversalCommunication/CompleteNumber', 'contact.phone', text),
    party.leaf(terms.contact[2], 'EmailURIUniversalCommunication/URIID', 'contact.email', token),
  ]),
  party.one(`address of ${terms.name}`, 'PostalTradeAddress', 'address', addressOf(terms.address)),
  party.leaf(terms.electronic, 'URIUniversalCommunication/URIID', 'electronic_address.value', token, {
    schemeID: { member: 'electronic_address.scheme' },
  }),
  party.leaf(terms.vat, 'SpecifiedTaxRegistration/ID', 'vat_number', token, { schemeID: 'VA' }),
  ...(terms.registration === ''
    ? []
    : [party.leaf(terms.registration, 'SpecifiedTaxRegistration/ID', 'tax_registration', token, { schemeID: 'FC' })]),
];

/** BG-4 with BG-5 and BG-6. */
export const seller = partyOf(SELLER);
/** BG-7 with BG-8 and BG-9. */
export const buyer = partyOf(BUYER);
