import type { InvoiceDocument } from '@onefacture/invoice';
import type { Rule } from '../rule.js';
import { payeeRule } from './payee-rule.js';
import { required, type Term } from './required.js';
import { hasVatPrefix } from './vat-prefix.js';

type Role = 'seller' | 'buyer' | 'tax_representative';

/** A rule that a term must be given where the role is filled. */
const requiredOf = (
  role: Role,
  id: string,
  term: Term,
  [member, read]: readonly [string, (party: NonNullable<InvoiceDocument[Role]>) => unknown],
): Rule => ({
  ...required(id, term, `${role}.${member}`, (document) => {
    const party = document[role];
    return party === undefined ? role : read(party);
  }),
});

const REPRESENTATIVE = { en: 'tax representative', fr: 'représentant fiscal' };

const sellerAndBuyer: readonly Rule[] = [
  required(
    'BR-06',
    { term: 'BT-27', en: 'Seller name', fr: 'le nom du vendeur' },
    'seller.name',
    (d) => d.seller?.name,
  ),
  required(
    'BR-07',
    { term: 'BT-44', en: 'Buyer name', fr: 'le nom de l’acheteur' },
    'buyer.name',
    (d) => d.buyer?.name,
  ),
  required(
    'BR-08',
    { term: 'BG-5', en: 'Seller postal address', fr: 'l’adresse postale du vendeur' },
    'seller.address',
    ({ seller }) => seller?.address,
  ),
  required(
    'BR-09',
    { term: 'BT-40', en: 'Seller country code', fr: 'le code de pays du vendeur' },
    'seller.address.country_code',
    ({ seller }) => seller?.address?.country_code,
  ),
  required(
    'BR-10',
    { term: 'BG-8', en: 'Buyer postal address', fr: 'l’adresse postale de l’acheteur' },
    'buyer.address',
    ({ buyer }) => buyer?.address,
  ),
  required(
    'BR-11',
    { term: 'BT-55', en: 'Buyer country code', fr: 'le code de pays de l’acheteur' },
    'buyer.address.country_code',
    ({ buyer }) => buyer?.address?.country_code,
  ),
];

const representative: readonly Rule[] = [
  requiredOf(
    'tax_representative',
    'BR-18',
    { term: 'BT-62', en: `Name of the ${REPRESENTATIVE.en}`, fr: `le nom du ${REPRESENTATIVE.fr}` },
    ['name', ({ name }) => name],
  ),
  requiredOf(
    'tax_representative',
    'BR-19',
    { term: 'BG-12', en: `Address of the ${REPRESENTATIVE.en}`, fr: `l’adresse du ${REPRESENTATIVE.fr}` },
    ['address', ({ address }) => address],
  ),
  requiredOf(
    'tax_representative',
    'BR-20',
    { term: 'BT-69', en: `Country code of the ${REPRESENTATIVE.en}`, fr: `le code de pays du ${REPRESENTATIVE.fr}` },
    ['address.country_code', ({ address }) => address?.country_code],
  ),
  requiredOf(
    'tax_representative',
    'BR-56',
    { term: 'BT-63', en: `VAT number of the ${REPRESENTATIVE.en}`, fr: `le numéro de TVA du ${REPRESENTATIVE.fr}` },
    ['vat_number', ({ vat_number }) => vat_number],
  ),
];

const deliverTo = required(
  'BR-57',
  { term: 'BT-80', en: 'Country code of the delivery address', fr: 'le code de pays de l’adresse de livraison' },
  'delivery.address.country_code',
  ({ delivery }) => (delivery?.address === undefined ? 'none' : delivery.address.country_code),
);

const endpointScheme = (id: string, role: 'seller' | 'buyer', term: string, [en, fr]: [string, string]): Rule => ({
  id,
  terms: [term],
  severity: 'error',
  says: {
    en: `The electronic address of the ${en} (${term}) has no scheme.`,
    fr: `L’adresse électronique ${fr} (${term}) n’a pas de schéma.`,
  },
  fix: { en: 'Add the scheme; in France it is 0225.', fr: 'Ajoutez le schéma ; en France, c’est 0225.' },
  check: ({ document }, broken) => {
    const address = document[role]?.electronic_address;
    if (address?.value !== undefined && address.scheme === undefined) broken(`${role}.electronic_address.scheme`);
  },
});

const sellerIdentified: Rule = {
  id: 'BR-CO-26',
  terms: ['BT-29', 'BT-30', 'BT-31'],
  severity: 'error',
  says: {
    en: 'The seller has no identifier (BT-29), no legal registration (BT-30) and no VAT number (BT-31).',
    fr: 'Le vendeur n’a ni identifiant (BT-29), ni immatriculation légale (BT-30), ni numéro de TVA (BT-31).',
  },
  fix: { en: 'Add the SIREN or the VAT number of the seller.', fr: 'Ajoutez le SIREN ou le numéro de TVA du vendeur.' },
  check: ({ document: { seller } }, broken) => {
    if (seller === undefined) return;
    const { siren, siret, identifiers = [], legal_registration, vat_number } = seller;
    const found = siren ?? siret ?? legal_registration?.value ?? vat_number ?? identifiers[0];
    if (found === undefined) broken('seller.siren');
  },
};

const VAT_HOLDERS = [
  'seller',
  'buyer',
  'tax_representative',
  'payee',
  'buyer_agent',
  'payer',
  'sales_agent',
  'invoicee',
  'invoicer',
] as const satisfies readonly (keyof InvoiceDocument)[];

const vatPrefix: Rule = {
  id: 'BR-CO-09',
  terms: ['BT-31', 'BT-48', 'BT-63'],
  severity: 'error',
  says: {
    en: 'The VAT number {value} does not start with a country code.',
    fr: 'Le numéro de TVA {value} ne commence pas par un code de pays.',
  },
  fix: {
    en: 'Write it with the prefix of its country, such as FR; EL for Greece.',
    fr: 'Écrivez-le avec le préfixe de son pays, par exemple FR ; EL pour la Grèce.',
  },
  check: ({ document, syntax }, broken) => {
    for (const role of VAT_HOLDERS) {
      const value = document[role]?.vat_number;
      if (value !== undefined && !hasVatPrefix(value, syntax)) broken(`${role}.vat_number`, { value });
    }
  },
};

/** BG-4, BG-7, BG-10, BG-11 and BG-15. */
export const partyRules: readonly Rule[] = [
  ...sellerAndBuyer,
  payeeRule,
  ...representative,
  deliverTo,
  endpointScheme('BR-62', 'seller', 'BT-34', ['seller', 'du vendeur']),
  endpointScheme('BR-63', 'buyer', 'BT-49', ['buyer', 'de l’acheteur']),
  vatPrefix,
  sellerIdentified,
];
