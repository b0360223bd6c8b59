import { partyRoles } from '../party-roles.js';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';
import { lastOf } from '../../last-of.js';

/** Italian split payment: not in the model's own list of categories, but a document may say it. */
const SPLIT_PAYMENT = 'B';

const categories = lastOf(({ document, lines }: Subject): ReadonlySet<string | undefined> => {
  const taxed = [
    ...(document.vat_breakdown ?? []),
    ...(document.allowances ?? []),
    ...(document.charges ?? []),
    ...(document.logistics_charges ?? []),
    ...lines,
  ];
  return new Set(taxed.map(({ tax_category }) => tax_category));
});

const countriesOf = (subject: Subject): readonly string[] => {
  const { document, lines, syntax } = subject;
  const addresses = [
    ...[...partyRoles(subject)].map(({ party }) => party.address),
    ...[document, ...lines].map(({ delivery }) => delivery?.address),
  ];
  const origins = syntax === 'UBL' ? lines.map(({ origin_country }) => origin_country) : [];
  return [...addresses.map((address) => address?.country_code), ...origins].filter((code) => code !== undefined);
};

/** Rules of VAT category B. */
export const splitPaymentRules: readonly Rule[] = [
  {
    id: 'BR-B-01',
    terms: ['BT-151', 'BT-95', 'BT-102'],
    severity: 'error',
    says: {
      en: 'VAT category B (split payment) is for domestic Italian invoices; this one names {value}.',
      fr: 'La catégorie de TVA B (paiement scindé) est réservée aux factures internes à l’Italie ; celle-ci cite {value}.',
    },
    check: (subject, broken) => {
      if (!categories(subject).has(SPLIT_PAYMENT)) return;
      const foreign = countriesOf(subject).find((code) => code !== 'IT');
      if (foreign !== undefined) broken('vat_breakdown', { value: foreign });
    },
  },
  {
    id: 'BR-B-02',
    terms: ['BT-151', 'BT-95', 'BT-102'],
    severity: 'error',
    says: {
      en: 'VAT categories B (split payment) and S (standard rate) stand in one invoice.',
      fr: 'Les catégories de TVA B (paiement scindé) et S (taux normal) figurent dans une même facture.',
    },
    check: (subject, broken) => {
      const used = categories(subject);
      if (used.has(SPLIT_PAYMENT) && used.has('S')) broken('vat_breakdown');
    },
  },
];
