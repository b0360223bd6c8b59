import type { PartyTerms } from './cii-party.js';

/** All terms of a role that EN 16931 does not know by themselves: they bear the extension's or the group's. */
const allOf = (term: string): PartyTerms => ({
  id: term,
  name: term,
  legal_information: term,
  legal: term,
  trading: term,
  contact: [term, term, term],
  address: [term, term, term, term, term, term, term],
  electronic: term,
  vat: term,
});

/** BG-4 */
export const SELLER: PartyTerms = {
  id: 'BT-29',
  name: 'BT-27',
  legal_information: 'BT-33',
  legal: 'BT-30',
  trading: 'BT-28',
  contact: ['BT-41', 'BT-42', 'BT-43'],
  address: ['BT-38', 'BT-35', 'BT-36', 'BT-162', 'BT-37', 'BT-40', 'BT-39'],
  electronic: 'BT-34',
  vat: 'BT-31',
};

/** BG-7 */
export const BUYER: PartyTerms = {
  ...allOf('EXT of BG-7'),
  id: 'BT-46',
  name: 'BT-44',
  legal: 'BT-47',
  trading: 'BT-45',
  contact: ['BT-56', 'BT-57', 'BT-58'],
  address: ['BT-53', 'BT-50', 'BT-51', 'BT-163', 'BT-52', 'BT-55', 'BT-54'],
  electronic: 'BT-49',
  vat: 'BT-48',
};

/** BG-10 */
export const PAYEE: PartyTerms = { ...allOf('EXT of BG-10'), id: 'BT-60', name: 'BT-59', legal: 'BT-61' };

/** BG-11 */
export const TAX_REPRESENTATIVE: PartyTerms = {
  ...allOf('EXT of BG-11'),
  name: 'BT-62',
  address: ['BT-67', 'BT-64', 'BT-65', 'BT-164', 'BT-66', 'BT-69', 'BT-68'],
  vat: 'BT-63',
};

/** BG-13 with BG-15 */
export const SHIP_TO: PartyTerms = {
  ...allOf('EXT of BG-13'),
  id: 'BT-71',
  name: 'BT-70',
  address: ['BT-78', 'BT-75', 'BT-76', 'BT-165', 'BT-77', 'BT-80', 'BT-79'],
};

/** The roles of the French extension. */
export const EXTENSION_ROLES = {
  buyer_agent: allOf('EXT-FR-FE-BG-01'),
  payer: allOf('EXT-FR-FE-BG-02'),
  sales_agent: allOf('EXT-FR-FE-BG-03'),
  invoicee: allOf('EXT-FR-FE-BG-04'),
  invoicer: allOf('EXT-FR-FE-BG-05'),
  line_delivery: allOf('EXT-FR-FE-BG-08'),
  line_seller: allOf('EXT-FR-FE-BG-11'),
} as const;
