import type { Decimal, Said, VatBreakdown } from '@onefacture/invoice';
import type { Rule } from '../../rule.js';
import { roundedAsXpath } from '../../xpath-rounding.js';
import { disagreement } from '../disagreement.js';
import { type CategoryRule, categoryRule } from './category-rule.js';
import { useOf } from './taxed-amounts.js';

/** |BT-116| × BT-119, in cents. */
const computedTax = ({ taxable_amount, tax_rate }: Said<VatBreakdown>): Decimal | undefined =>
  taxable_amount === undefined || tax_rate === undefined
    ? undefined
    : roundedAsXpath(taxable_amount.abs().times(tax_rate).dividedBy(100), 2);

/** Less than one unit apart; the signs are not looked at. */
const agrees = (declared: Decimal | undefined, computed: Decimal | undefined): boolean =>
  declared !== undefined && computed !== undefined && declared.abs().minus(computed).abs().lessThan(1);

const taxed =
  (code: string): Rule['check'] =>
  (subject, broken) => {
    // In CII the rules of the Canaries and of Ceuta and Melilla hold whatever stands there.
    if (code !== 'S' && subject.syntax === 'CII') return;
    for (const { at, entry } of useOf(subject, code).groups) {
      const computed = computedTax(entry);
      if (agrees(entry.tax_amount, computed)) continue;
      const signed = entry.taxable_amount?.isNegative() === true ? computed?.negated() : computed;
      broken(`${at}.tax_amount`, disagreement(entry.tax_amount, signed));
    }
  };

const untaxed =
  (code: string): Rule['check'] =>
  (subject, broken) => {
    for (const { at, entry } of useOf(subject, code).groups) {
      if (entry.tax_amount?.isZero() !== true)
        broken(`${at}.tax_amount`, { declared: entry.tax_amount?.toFixed(2) ?? '–' });
    }
  };

/** …-09: the VAT of a group is its amount at its rate; nothing, where the category bears no VAT. */
export const taxAmountRule: CategoryRule = (category) =>
  category.taxed
    ? categoryRule(category, '09', {
        terms: ['BT-117', 'BT-116', 'BT-119'],
        says: {
          en: 'VAT group {category} ({name}): VAT (BT-117) declared {declared}, computed {computed} from amount and rate, difference {difference}.',
          fr: 'Groupe de TVA {category} ({name}) : TVA (BT-117) déclarée {declared}, calculée {computed} d’après base et taux, écart {difference}.',
        },
        check: taxed(category.code),
      })
    : categoryRule(category, '09', {
        terms: ['BT-117'],
        says: {
          en: 'VAT group {category} ({name}): the VAT (BT-117) is {declared} and must be 0.',
          fr: 'Groupe de TVA {category} ({name}) : la TVA (BT-117) est {declared} et doit être 0.',
        },
        check: untaxed(category.code),
      });
