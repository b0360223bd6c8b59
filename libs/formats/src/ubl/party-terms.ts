/** Of an address: lines 1 to 3, city, post code, subdivision, country. */
type AddressTerms = readonly [string, string, string, string, string, string, string];

/** The term numbers of one role; what is undefined has no row, and stays outside the model. */
export interface PartyTerms {
  readonly id?: string;
  readonly name: string;
  /** A payee's or tax representative's name is where others have their trading name. */
  readonly nameAt: 'PartyLegalEntity/RegistrationName' | 'PartyName/Name';
  readonly trading?: string;
  readonly legal?: string;
  readonly legal_information?: string;
  /** Of the postal address as a whole, then of its parts. */
  readonly postal: string;
  readonly address: AddressTerms;
  readonly vat: string;
  readonly electronic?: string;
  readonly role?: string;
  readonly contact?: readonly [name: string, phone: string, email: string];
}

/** A role of the French extension: its terms have no number here but the group's. */
const extensionRole = (term: string): PartyTerms => ({
  id: term,
  name: term,
  nameAt: 'PartyLegalEntity/RegistrationName',
  trading: term,
  legal: term,
  legal_information: term,
  postal: term,
  address: [term, term, term, term, term, term, term],
  vat: term,
  electronic: term,
  role: term,
  contact: [term, term, term],
});

/** BG-4 */
export const SELLER: PartyTerms = {
  id: 'BT-29, BT-90',
  name: 'BT-27',
  nameAt: 'PartyLegalEntity/RegistrationName',
  trading: 'BT-28',
  legal: 'BT-30',
  legal_information: 'BT-33',
  postal: 'BG-5',
  address: ['BT-35', 'BT-36', 'BT-162', 'BT-37', 'BT-38', 'BT-39', 'BT-40'],
  vat: 'BT-31, BT-32',
  electronic: 'BT-34',
  role: 'EXT of BG-4',
  contact: ['BT-41', 'BT-42', 'BT-43'],
};

/** BG-7 */
export const BUYER: PartyTerms = {
  id: 'BT-46',
  name: 'BT-44',
  nameAt: 'PartyLegalEntity/RegistrationName',
  trading: 'BT-45',
  legal: 'BT-47',
  legal_information: 'EXT of BG-7',
  postal: 'BG-8',
  address: ['BT-50', 'BT-51', 'BT-163', 'BT-52', 'BT-53', 'BT-54', 'BT-55'],
  vat: 'BT-48',
  electronic: 'BT-49',
  role: 'EXT of BG-7',
  contact: ['BT-56', 'BT-57', 'BT-58'],
};

/** BG-10 */
export const PAYEE: PartyTerms = {
  ...extensionRole('EXT of BG-10'),
  id: 'BT-60, BT-90',
  name: 'BT-59',
  nameAt: 'PartyName/Name',
  trading: undefined,
  legal: 'BT-61',
  electronic: 'EXT-FR-FE-29',
};

/** BG-11 */
export const TAX_REPRESENTATIVE: PartyTerms = {
  name: 'BT-62',
  nameAt: 'PartyName/Name',
  postal: 'BG-12',
  address: ['BT-64', 'BT-65', 'BT-164', 'BT-66', 'BT-67', 'BT-68', 'BT-69'],
  vat: 'BT-63',
};

/** BG-15: the address of a delivery. */
export const DELIVERY_ADDRESS: AddressTerms = ['BT-75', 'BT-76', 'BT-165', 'BT-77', 'BT-78', 'BT-79', 'BT-80'];

/** EXT-FR-FE-BG-08: the same at a line. */
export const LINE_DELIVERY = 'EXT-FR-FE-BG-08';
export const LINE_DELIVERY_ADDRESS: AddressTerms = [
  LINE_DELIVERY,
  LINE_DELIVERY,
  LINE_DELIVERY,
  LINE_DELIVERY,
  LINE_DELIVERY,
  LINE_DELIVERY,
  LINE_DELIVERY,
];

/** The roles of the French extension. */
export const EXTENSION_ROLES = {
  buyer_agent: extensionRole('EXT-FR-FE-BG-01'),
  payer: extensionRole('EXT-FR-FE-BG-02'),
  sales_agent: extensionRole('EXT-FR-FE-BG-03'),
  invoicee: extensionRole('EXT-FR-FE-BG-04'),
  invoicer: extensionRole('EXT-FR-FE-BG-05'),
  line_seller: extensionRole('EXT-FR-FE-BG-11'),
} as const;
