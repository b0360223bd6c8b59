import { DOCUMENT_TYPES, FRENCH_SCHEME, type Party, type Said } from '@onefacture/invoice';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';
import { contentsOf, french, legalId } from './french-rule.js';
import { isMember } from './note-rules.js';

const SIREN = /^\d{9}$/;

/** Whether a note BAR asks for the treatment of an invoice between French companies. */
const isDomestic = (subject: Subject): boolean => contentsOf(subject, 'BAR').includes('B2B');

const isSelfBilled = ({ document: { type_code: type = '' } }: Subject): boolean =>
  DOCUMENT_TYPES[type]?.self_billed === true;

const sellerSiren = french({
  ids: 'BR-FR-10_BT-30',
  terms: ['BT-30'],
  says: {
    en: 'The seller has no SIREN of nine digits (BT-30 in scheme 0002); found "{value}".',
    fr: 'Le vendeur n’a pas de SIREN à neuf chiffres (BT-30, schéma 0002) ; trouvé : « {value} ».',
  },
  check: ({ document: { seller } }, broken) => {
    if (!SIREN.test(seller?.siren ?? '')) broken('seller.siren', { value: legalId(seller) });
  },
});

const buyerSiren = french({
  ids: 'BR-FR-11_BT-47',
  terms: ['BT-47'],
  says: {
    en: 'A note BAR says B2B, but the buyer has no SIREN of nine digits (BT-47 in scheme 0002); found "{value}".',
    fr: 'Une note BAR indique B2B, mais l’acheteur n’a pas de SIREN à neuf chiffres (BT-47, schéma 0002) ; trouvé : « {value} ».',
  },
  check: (subject, broken) => {
    const { buyer } = subject.document;
    if (isDomestic(subject) && !SIREN.test(buyer?.siren ?? '')) broken('buyer.siren', { value: legalId(buyer) });
  },
});

const address = (id: string, role: 'seller' | 'buyer', term: string, en: string, fr: string): readonly Rule[] =>
  french({
    ids: id,
    terms: [term],
    says: {
      en: `The ${en} has no electronic address (${term}).`,
      fr: `Il manque l’adresse électronique ${fr} (${term}).`,
    },
    fix: {
      en: `Give the address that the directory lists, in scheme ${FRENCH_SCHEME}: the SIREN to begin with.`,
      fr: `Donnez l’adresse inscrite à l’annuaire, de schéma ${FRENCH_SCHEME} : à défaut, le SIREN.`,
    },
    check: ({ document }, broken) => {
      if (document[role]?.electronic_address?.value === undefined) broken(`${role}.electronic_address`);
    },
  });

/** The register number that an address has to begin with: CII takes one of any register, UBL that of the SIREN. */
const beginning = (party: Said<Party> | undefined, { syntax }: Subject): string =>
  syntax === 'CII' ? legalId(party) : (party?.siren ?? '');

const reachable = (party: Said<Party> | undefined, subject: Subject): boolean => {
  const { scheme, value = '' } = party?.electronic_address ?? {};
  return scheme === FRENCH_SCHEME && value.startsWith(beginning(party, subject));
};

const found = (party: Said<Party> | undefined, subject: Subject) => ({
  value: party?.electronic_address?.value ?? '',
  scheme: party?.electronic_address?.scheme ?? '',
  siren: beginning(party, subject),
});

const buyerAddress = french({
  ids: 'BR-FR-21_BT-49',
  terms: ['BT-49', 'BT-47'],
  says: {
    en: `A note BAR says B2B: the buyer’s address (BT-49) must be in scheme ${FRENCH_SCHEME} and begin with {siren}; found "{value}" in scheme "{scheme}".`,
    fr: `Une note BAR indique B2B : l’adresse de l’acheteur (BT-49) doit être de schéma ${FRENCH_SCHEME} et commencer par {siren} ; trouvé : « {value} », schéma « {scheme} ».`,
  },
  check: (subject, broken) => {
    const { buyer } = subject.document;
    if (!isDomestic(subject) || isSelfBilled(subject) || reachable(buyer, subject)) return;
    broken('buyer.electronic_address', found(buyer, subject));
  },
});

/** UBL asks this of every self-billed document with a note BAR, whatever the treatment. */
const sellerAddress = french({
  ids: 'BR-FR-22_BT-34',
  terms: ['BT-34', 'BT-30'],
  says: {
    en: `The buyer issues this invoice, so the seller’s address (BT-34) must be in scheme ${FRENCH_SCHEME} and begin with {siren}; found "{value}" in scheme "{scheme}".`,
    fr: `Facture émise par l’acheteur : l’adresse du vendeur (BT-34) doit être de schéma ${FRENCH_SCHEME} et commencer par {siren} ; trouvé : « {value} », schéma « {scheme} ».`,
  },
  check: (subject, broken) => {
    const { seller } = subject.document;
    const asked = subject.syntax === 'UBL' ? contentsOf(subject, 'BAR').length > 0 : isDomestic(subject);
    if (!asked || !isSelfBilled(subject) || reachable(seller, subject)) return;
    broken('seller.electronic_address', found(seller, subject));
  },
});

const entity = french({
  ids: 'BR-FR-CO-15_BT-29-1',
  terms: ['BT-63', 'BT-29'],
  says: {
    en: 'The seller has an identifier in scheme 0231 (single taxable entity), but the VAT number of its representative (BT-63) is missing.',
    fr: 'Le vendeur a un identifiant de schéma 0231 (assujetti unique), mais il manque le numéro de TVA de son représentant (BT-63).',
  },
  check: (subject, broken) => {
    if (isMember(subject) && subject.document.tax_representative?.vat_number === undefined) {
      broken('tax_representative.vat_number');
    }
  },
});

/** BR-FR-10 to -13, -21, -22 and -CO-15. */
export const partyRules: readonly Rule[] = [
  ...sellerSiren,
  ...buyerSiren,
  ...address('BR-FR-12_BT-49', 'buyer', 'BT-49', 'buyer', 'de l’acheteur'),
  ...address('BR-FR-13_BT-34', 'seller', 'BT-34', 'seller', 'du vendeur'),
  ...buyerAddress,
  ...sellerAddress,
  ...entity,
];
