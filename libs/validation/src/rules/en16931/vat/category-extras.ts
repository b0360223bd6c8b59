import type { Bilingual } from '../../../report/finding.js';
import type { Rule } from '../../rule.js';
import type { Subject } from '../../subject.js';
import { categoryUses, type CategoryUse, useOf } from './taxed-amounts.js';

const INTRA_COMMUNITY = 'K';
const OUT_OF_SCOPE = 'O';

const delivered = ({ document, syntax }: Subject): boolean => {
  const { delivery_date, period, tax_point_code } = document;
  // In UBL the period may hold the code of BT-8 alone.
  const said = period?.start_date ?? period?.end_date ?? (syntax === 'UBL' ? tax_point_code : undefined);
  return (delivery_date ?? said) !== undefined;
};

const shortest = ({ syntax }: Subject): number => (syntax === 'UBL' ? 2 : 1);

/** BR-IC-11 and BR-IC-12: when and whither an intra-Community supply goes. */
const INTRA_COMMUNITY_RULES: readonly Rule[] = [
  {
    id: 'BR-IC-11',
    severity: 'error',
    terms: ['BT-72', 'BG-14'],
    says: {
      en: 'An intra-Community supply (K) wants its delivery date (BT-72) or an invoicing period (BG-14).',
      fr: 'Une livraison intracommunautaire (K) demande une date de livraison (BT-72) ou une période de facturation (BG-14).',
    },
    check: (subject, broken) => {
      if (useOf(subject, INTRA_COMMUNITY).groups.length > 0 && !delivered(subject)) broken('delivery_date');
    },
  },
  {
    id: 'BR-IC-12',
    severity: 'error',
    terms: ['BT-80'],
    says: {
      en: 'An intra-Community supply (K) wants the country it is delivered to (BT-80).',
      fr: 'Une livraison intracommunautaire (K) demande le pays de livraison (BT-80).',
    },
    check: (subject, broken) => {
      const country = subject.document.delivery?.address?.country_code ?? '';
      if (useOf(subject, INTRA_COMMUNITY).groups.length > 0 && country.length < shortest(subject))
        broken('delivery.address.country_code');
    },
  },
];

type List = keyof CategoryUse;

const LISTS: Readonly<Record<List, Bilingual>> = {
  groups: { en: 'VAT groups', fr: 'groupes de TVA' },
  lines: { en: 'lines', fr: 'lignes' },
  allowances: { en: 'allowances', fr: 'remises' },
  charges: { en: 'charges', fr: 'frais' },
};

/** In CII each of these rules looks at two lists at once. */
const OUT_OF_SCOPE_LISTS: readonly (readonly [id: string, cii: readonly List[], ubl: List, term: string])[] = [
  ['BR-O-11', ['groups', 'lines'], 'groups', 'BT-118'],
  ['BR-O-12', ['groups', 'lines'], 'lines', 'BT-151'],
  ['BR-O-13', ['allowances', 'charges'], 'allowances', 'BT-95'],
  ['BR-O-14', ['allowances', 'charges'], 'charges', 'BT-102'],
];

/** BR-O-11 to BR-O-14: beside what is out of scope stands nothing else. */
const OUT_OF_SCOPE_RULES: readonly Rule[] = OUT_OF_SCOPE_LISTS.map(([id, cii, ubl, term]) => ({
  id,
  severity: 'error',
  terms: [term],
  says: {
    en: `An invoice outside the scope of VAT (O) has ${LISTS[ubl].en} of category O only; here stands {declared}.`,
    fr: `Une facture hors champ de la TVA (O) n’a que des ${LISTS[ubl].fr} de catégorie O ; ici figure {declared}.`,
  },
  check: (subject, broken) => {
    if (useOf(subject, OUT_OF_SCOPE).groups.length === 0) return;
    for (const [code, use] of categoryUses(subject)) {
      if (code === OUT_OF_SCOPE) continue;
      for (const list of subject.syntax === 'CII' ? cii : [ubl])
        for (const { at } of use[list]) broken(`${at}.tax_category`, { declared: code });
    }
  },
}));

/** The rules that only one category has. */
export const CATEGORY_EXTRAS: readonly Rule[] = [...INTRA_COMMUNITY_RULES, ...OUT_OF_SCOPE_RULES];
