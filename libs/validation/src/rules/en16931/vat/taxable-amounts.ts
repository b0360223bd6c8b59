import type { Decimal } from '@onefacture/invoice';
import type { Subject } from '../../subject.js';
import { roundedAsXpath } from '../../xpath-rounding.js';
import { disagreement } from '../disagreement.js';
import { type CategoryRule, categoryRule } from './category-rule.js';
import { byCategory, byRate, type Taxed, type TaxedSum, taxedSums, useOf } from './taxed-amounts.js';
import type { VatCategoryRules } from './vat-category-rules.js';

const sumOfCategory = taxedSums({ key: byCategory });
const sumOfRate = taxedSums({ key: byRate });

const cents = (amount: Decimal): Decimal => roundedAsXpath(amount, 2);

const within = (declared: Decimal, computed: Decimal): boolean => declared.minus(computed).abs().lessThan(1);

/** What a group is held against, and how closely. */
interface Comparison {
  readonly computed: Decimal;
  readonly agrees: (declared: Decimal) => boolean;
}

/** CII rounds each part of the sum; undefined where the official rule cannot fail. */
const inCii = ({ code, taxed }: VatCategoryRules, subject: Subject, group: Taxed): Comparison | undefined => {
  if (taxed && (code !== 'S' || group.tax_rate === undefined)) return undefined;
  const sum = (taxed ? sumOfRate : sumOfCategory)(subject, group);
  const computed = cents(sum.lines).plus(cents(sum.charges)).minus(cents(sum.allowances));
  const exact = taxed || code === 'O';
  return {
    computed,
    agrees: (declared) => (exact ? declared.equals(computed) : within(declared, computed)),
  };
};

const adjusted = ({ allowanceCount, chargeCount }: TaxedSum): boolean => allowanceCount + chargeCount > 0;

/** UBL does not round, and wants lines. With adjustments at a standard rate, they alone may make up the amount. */
const inUbl = ({ code, taxed }: VatCategoryRules, subject: Subject, group: Taxed): Comparison | undefined => {
  if (taxed && group.tax_rate === undefined) return undefined;
  const sum = (taxed ? sumOfRate : sumOfCategory)(subject, group);
  const adjustments = sum.charges.minus(sum.allowances);
  const computed = sum.lines.plus(adjustments);
  if (code === 'S') {
    const used = sum.lineCount > 0 || adjusted(sum);
    return {
      computed,
      agrees: (declared) => (used && within(declared, computed)) || (adjusted(sum) && within(declared, adjustments)),
    };
  }
  const lines = subject.lines.length > 0;
  return {
    computed,
    agrees: (declared) => lines && (taxed ? within(declared, computed) : declared.equals(computed)),
  };
};

const COMPARED = { CII: inCii, UBL: inUbl } as const;

/** …-08: the taxable amount of a group is the sum of what is taxed so. */
export const taxableAmountRule: CategoryRule = (category) =>
  categoryRule(category, '08', {
    terms: ['BT-116', 'BT-131', 'BT-92', 'BT-99'],
    says: {
      en: 'VAT group {category} ({name}): taxable amount (BT-116) declared {declared}, computed {computed} from lines, charges and allowances, difference {difference}.',
      fr: 'Groupe de TVA {category} ({name}) : base (BT-116) déclarée {declared}, calculée {computed} d’après lignes, frais et remises, écart {difference}.',
    },
    check: (subject, broken) => {
      for (const { at, entry } of useOf(subject, category.code).groups) {
        const compared = COMPARED[subject.syntax](category, subject, entry);
        const declared = entry.taxable_amount;
        if (compared === undefined || (declared !== undefined && compared.agrees(declared))) continue;
        broken(`${at}.taxable_amount`, disagreement(declared, compared.computed));
      }
    },
  });
