import type { AllowanceCharge, DocumentAllowanceCharge, Said } from '@onefacture/invoice';
import type { Bilingual } from '../../report/finding.js';
import type { Rule } from '../rule.js';

type Kind = 'allowances' | 'charges';

const NAMES: Readonly<Record<Kind, Bilingual>> = {
  allowances: { en: 'An allowance', fr: 'Une remise' },
  charges: { en: 'A charge', fr: 'Une majoration' },
};

/** What is wanted of an allowance or charge. */
interface Want {
  readonly terms: readonly string[];
  readonly member: string;
  readonly is: Bilingual;
  readonly given: (one: Said<AllowanceCharge & DocumentAllowanceCharge>) => boolean;
}

const amount = (term: string): Want => ({
  terms: [term],
  member: 'amount',
  is: { en: 'amount', fr: 'montant' },
  given: (one) => one.amount !== undefined,
});

const category = (term: string): Want => ({
  terms: [term],
  member: 'tax_category',
  is: { en: 'VAT category', fr: 'catégorie de TVA' },
  given: (one) => one.tax_category !== undefined,
});

const reason = (inWords: string, code: string): Want => ({
  terms: [inWords, code],
  member: 'reason',
  is: { en: 'reason and no reason code', fr: 'motif ni code de motif' },
  given: (one) => one.reason !== undefined || one.reason_code !== undefined,
});

const wanted = (id: string, level: 'document' | 'line', kind: Kind, want: Want): Rule => {
  const terms = want.terms.join(', ');
  const [ofEn, ofFr] = level === 'document' ? ['the document', 'du document'] : ['a line', 'd’une ligne'];
  return {
    id,
    terms: want.terms,
    severity: 'error',
    says: {
      en: `${NAMES[kind].en} of ${ofEn} has no ${want.is.en} (${terms}).`,
      fr: `${NAMES[kind].fr} ${ofFr} n’a pas de ${want.is.fr} (${terms}).`,
    },
    check: ({ document, lines }, broken) => {
      const look = (all: readonly Said<AllowanceCharge>[] | undefined, above: () => string): void => {
        all?.forEach((one, index) => {
          if (!want.given(one)) broken(`${above()}${kind}[${index}].${want.member}`);
        });
      };
      if (level === 'document') look(document[kind], () => '');
      else lines.forEach((line, index) => look(line[kind], () => `lines[${index}].`));
    },
  };
};

/** BG-20, BG-21, BG-27, BG-28. BR-33, -38, -42 and -44 have twins among the conditions of co-occurrence. */
export const allowanceChargeRules: readonly Rule[] = [
  wanted('BR-31', 'document', 'allowances', amount('BT-92')),
  wanted('BR-32', 'document', 'allowances', category('BT-95')),
  wanted('BR-33', 'document', 'allowances', reason('BT-97', 'BT-98')),
  wanted('BR-36', 'document', 'charges', amount('BT-99')),
  wanted('BR-37', 'document', 'charges', category('BT-102')),
  wanted('BR-38', 'document', 'charges', reason('BT-104', 'BT-105')),
  wanted('BR-41', 'line', 'allowances', amount('BT-136')),
  wanted('BR-42', 'line', 'allowances', reason('BT-139', 'BT-140')),
  wanted('BR-43', 'line', 'charges', amount('BT-141')),
  wanted('BR-44', 'line', 'charges', reason('BT-144', 'BT-145')),
  wanted('BR-CO-21', 'document', 'allowances', reason('BT-97', 'BT-98')),
  wanted('BR-CO-22', 'document', 'charges', reason('BT-104', 'BT-105')),
  wanted('BR-CO-23', 'line', 'allowances', reason('BT-139', 'BT-140')),
  wanted('BR-CO-24', 'line', 'charges', reason('BT-144', 'BT-145')),
];
