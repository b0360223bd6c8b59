import type { Bilingual } from '../../../report/finding.js';
import type { Rule } from '../../rule.js';
import type { Subject } from '../../subject.js';
import { categoryRule } from './category-rule.js';
import { type CategoryUse, useOf } from './taxed-amounts.js';
import type { PartyIds, VatCategoryRules } from './vat-category-rules.js';

interface Wanted {
  /** The members that are missing or too much; none where all is well. */
  readonly faulty: (subject: Subject) => readonly string[];
  readonly terms: readonly string[];
  readonly says: Bilingual;
}

const sellerVat = ({ document: { seller, tax_representative } }: Subject): boolean =>
  (seller?.vat_number ?? tax_representative?.vat_number) !== undefined;

const sellerKnown = (subject: Subject): boolean =>
  sellerVat(subject) || subject.document.seller?.tax_registration !== undefined;

const buyerVat = ({ document: { buyer } }: Subject): boolean => buyer?.vat_number !== undefined;

const buyerKnown = (subject: Subject): boolean => {
  const { buyer } = subject.document;
  return buyerVat(subject) || (buyer?.legal_registration ?? buyer?.siren) !== undefined;
};

const missing = (path: string, there: boolean): readonly string[] => (there ? [] : [path]);

const SELLER = 'seller.vat_number';
const BUYER = 'buyer.vat_number';

const WANTED: Readonly<Record<PartyIds, Wanted>> = {
  seller: {
    faulty: (subject) => missing(SELLER, sellerKnown(subject)),
    terms: ['BT-31', 'BT-32', 'BT-63'],
    says: {
      en: 'it wants the seller’s VAT number (BT-31) or tax registration (BT-32), or its representative’s VAT number (BT-63).',
      fr: 'il faut le n° de TVA du vendeur (BT-31) ou son n° fiscal (BT-32), ou le n° de TVA de son représentant (BT-63).',
    },
  },
  'seller and buyer': {
    faulty: (subject) => [...missing(SELLER, sellerKnown(subject)), ...missing(BUYER, buyerKnown(subject))],
    terms: ['BT-31', 'BT-32', 'BT-63', 'BT-48', 'BT-47'],
    says: {
      en: 'it wants a tax number of the seller (BT-31, BT-32 or BT-63), and the buyer’s VAT number (BT-48) or registration (BT-47).',
      fr: 'il faut un n° fiscal du vendeur (BT-31, BT-32 ou BT-63), et le n° de TVA (BT-48) ou d’immatriculation (BT-47) de l’acheteur.',
    },
  },
  'VAT number of the seller': {
    faulty: (subject) => missing(SELLER, sellerVat(subject)),
    terms: ['BT-31', 'BT-63'],
    says: {
      en: 'it wants the VAT number of the seller (BT-31) or of its representative (BT-63).',
      fr: 'il faut le n° de TVA du vendeur (BT-31) ou de son représentant (BT-63).',
    },
  },
  'VAT numbers of both': {
    faulty: (subject) => [...missing(SELLER, sellerVat(subject)), ...missing(BUYER, buyerVat(subject))],
    terms: ['BT-31', 'BT-63', 'BT-48'],
    says: {
      en: 'it wants the VAT number of the seller (BT-31) or of its representative (BT-63), and the buyer’s (BT-48).',
      fr: 'il faut le n° de TVA du vendeur (BT-31) ou de son représentant (BT-63), et celui de l’acheteur (BT-48).',
    },
  },
  'no VAT numbers': {
    faulty: ({ document: { seller, tax_representative, buyer } }) => [
      ...missing(SELLER, seller?.vat_number === undefined),
      ...missing('tax_representative.vat_number', tax_representative?.vat_number === undefined),
      ...missing(BUYER, buyer?.vat_number === undefined),
    ],
    terms: ['BT-31', 'BT-63', 'BT-48'],
    says: {
      en: 'there may be no VAT number of seller, tax representative or buyer (BT-31, BT-63, BT-48).',
      fr: 'aucun n° de TVA du vendeur, de son représentant ou de l’acheteur n’est permis (BT-31, BT-63, BT-48).',
    },
  },
};

const USES: readonly (readonly [ending: string, used: (use: CategoryUse) => number, on: Bilingual])[] = [
  ['02', ({ lines }) => lines.length, { en: 'lines', fr: 'ligne(s)' }],
  ['03', ({ allowances }) => allowances.length, { en: 'allowances', fr: 'remise(s)' }],
  ['04', ({ charges }) => charges.length, { en: 'charges', fr: 'frais' }],
];

/** …-02 to …-04: which tax numbers of the parties go with a category. */
export const partyIdRules = (category: VatCategoryRules): readonly Rule[] => {
  const { faulty, terms, says } = WANTED[category.ids];
  return USES.map(([ending, used, on]) =>
    categoryRule(category, ending, {
      terms,
      says: {
        en: `{uses} ${on.en} of VAT category {category} ({name}): ${says.en}`,
        fr: `{uses} ${on.fr} de catégorie de TVA {category} ({name}) : ${says.fr}`,
      },
      check: (subject, broken) => {
        const uses = used(useOf(subject, category.code));
        if (uses > 0) for (const path of faulty(subject)) broken(path, { uses: String(uses) });
      },
    }),
  );
};
