import type { Decimal } from '@onefacture/invoice';
import type { Bilingual } from '../../../report/finding.js';
import type { Rule } from '../../rule.js';
import { categoryRule } from './category-rule.js';
import { type CategoryUse, type Placed, type Taxed, useOf } from './taxed-amounts.js';
import type { RateCondition, VatCategoryRules } from './vat-category-rules.js';

const HOLDS: Readonly<Record<Exclude<RateCondition, 'absent'>, (rate: Decimal) => boolean>> = {
  zero: (rate) => rate.isZero(),
  positive: (rate) => rate.greaterThan(0),
  'not negative': (rate) => rate.greaterThanOrEqualTo(0),
};

/** Whether one of the rates that are said is as it must be; those that are no number are said, too. */
export const rateHolds = (condition: RateCondition, rates: readonly (Decimal | undefined)[]): boolean =>
  condition === 'absent' ? rates.length === 0 : rates.some((rate) => rate !== undefined && HOLDS[condition](rate));

const WANTS: Readonly<Record<RateCondition, Bilingual>> = {
  zero: { en: 'must be 0', fr: 'doit être 0' },
  positive: { en: 'must be over 0', fr: 'doit être supérieur à 0' },
  'not negative': { en: 'must be 0 or over', fr: 'doit être au moins 0' },
  absent: { en: 'must not be given', fr: 'ne doit pas être donné' },
};

const wantsOf = ({ rate: { CII, UBL } }: VatCategoryRules): Bilingual =>
  CII === UBL
    ? WANTS[CII]
    : { en: `${WANTS[CII].en} (UBL: ${WANTS[UBL].en})`, fr: `${WANTS[CII].fr} (UBL : ${WANTS[UBL].fr})` };

const USES: readonly {
  readonly ending: string;
  readonly terms: readonly string[];
  readonly of: (use: CategoryUse) => readonly Placed<Taxed>[];
  readonly on: Bilingual;
}[] = [
  {
    ending: '05',
    terms: ['BT-152', 'BT-151'],
    of: ({ lines }) => lines,
    on: { en: 'Line', fr: 'Ligne' },
  },
  {
    ending: '06',
    terms: ['BT-96', 'BT-95'],
    of: ({ allowances }) => allowances,
    on: { en: 'Allowance', fr: 'Remise' },
  },
  {
    ending: '07',
    terms: ['BT-103', 'BT-102'],
    of: ({ charges }) => charges,
    on: { en: 'Charge', fr: 'Frais' },
  },
];

/** …-05 to …-07: the rate that goes with a category. */
export const rateRules = (category: VatCategoryRules): readonly Rule[] =>
  USES.map(({ ending, terms, of, on }) => {
    const wants = wantsOf(category);
    return categoryRule(category, ending, {
      terms,
      says: {
        en: `${on.en} of VAT category {category} ({name}): the rate is {declared} and ${wants.en}.`,
        fr: `${on.fr} de catégorie de TVA {category} ({name}) : le taux est {declared} et ${wants.fr}.`,
      },
      check: (subject, broken) => {
        const condition = category.rate[subject.syntax];
        for (const { at, entry } of of(useOf(subject, category.code))) {
          const rates = entry.tax_rate === undefined ? [] : [entry.tax_rate];
          if (!rateHolds(condition, rates)) broken(`${at}.tax_rate`, { declared: entry.tax_rate?.toFixed() ?? '–' });
        }
      },
    });
  });
