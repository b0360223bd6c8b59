import type { Decimal } from '@onefacture/invoice';
import { disagreement } from '../../../rules/en16931/disagreement.js';
import type { VatCategoryRules } from '../../../rules/en16931/vat/vat-category-rules.js';
import { roundedAsXpath, xpathDecimal } from '../../../rules/xpath-rounding.js';
import type { Fault } from '../../element-rule.js';
import { type ElementSum, type GroupElement, NO_SUM, sumKey, type VatElements } from './vat-elements.js';

/** Groups of a category that its rules look at. In CII the rate of zero and the standard one may be of any tax. */
export const groupsOf = ({ syntax, groups }: VatElements, { code }: VatCategoryRules): readonly GroupElement[] =>
  groups.of(code).filter(({ isVat }) => isVat || (syntax === 'CII' && (code === 'S' || code === 'Z')));

const cents = (amount: Decimal): Decimal => roundedAsXpath(amount, 2);

const within = (declared: Decimal, computed: Decimal): boolean => declared.minus(computed).abs().lessThan(1);

/** What a group is held against, and how closely. */
interface Comparison {
  readonly computed: Decimal;
  readonly agrees: (declared: Decimal) => boolean;
}

type Comparing = (category: VatCategoryRules, sum: ElementSum, vat: VatElements) => Comparison;

/** CII rounds each part of the sum. */
const inCii: Comparing = ({ code }, { line, charge, allowance }) => {
  const computed = cents(line).plus(cents(charge)).minus(cents(allowance));
  const exact = code === 'S' || code === 'O';
  return { computed, agrees: (declared) => (exact ? declared.equals(computed) : within(declared, computed)) };
};

/** Less than one apart, as UBL's test has it: what is declared is a floating-point number, the sum is not. */
const withinFloating = (declared: Decimal, computed: Decimal): boolean => {
  const number = declared.toNumber();
  return computed.greaterThan(number - 1) && computed.lessThan(number + 1);
};

/** UBL does not round, and wants lines. At a standard rate allowances and charges alone may make up the amount. */
const inUbl: Comparing = ({ code, taxed }, sum, { hasLines }) => {
  const adjustments = sum.charge.minus(sum.allowance);
  const computed = sum.line.plus(adjustments);
  if (code !== 'S') {
    return {
      computed,
      agrees: (declared) => hasLines && (taxed ? withinFloating(declared, computed) : declared.equals(computed)),
    };
  }
  const adjusted = sum.adjustments > 0;
  return {
    computed,
    agrees: (declared) =>
      ((sum.lines > 0 || adjusted) && withinFloating(declared, computed)) ||
      (adjusted && withinFloating(declared, adjustments)),
  };
};

const COMPARED = { CII: inCii, UBL: inUbl } as const;

/** The sums that a group is held against: one for each of its rates, where the category has several. */
const keysOf = ({ code, taxed }: VatCategoryRules, { syntax }: VatElements, { rates }: GroupElement): string[] => {
  if (!taxed) return [sumKey(code)];
  // In CII the rules of the Canaries and of Ceuta and Melilla hold whatever stands there.
  if (code !== 'S' && syntax === 'CII') return [];
  return rates.flatMap((text) => {
    const rate = xpathDecimal(text);
    return rate === undefined ? [] : sumKey(code, rate);
  });
};

/** …-08: the amount of a group is the sum of what is taxed so. */
export const wrongBases = (vat: VatElements, category: VatCategoryRules): readonly Fault[] =>
  groupsOf(vat, category).flatMap((group) => {
    const compared = keysOf(category, vat, group).map((key) =>
      COMPARED[vat.syntax](category, vat.sums.get(key) ?? NO_SUM, vat),
    );
    const { base } = group;
    const wrong = compared.find(({ agrees }) => base === undefined || !agrees(base));
    return wrong === undefined ? [] : [{ at: group.at, values: disagreement(base, wrong.computed) }];
  });

const wrongTax = ({ at, base, tax, rates }: GroupElement): readonly Fault[] => {
  const rate = xpathDecimal(rates[0]);
  const computed = base === undefined || rate === undefined ? undefined : cents(base.abs().times(rate).dividedBy(100));
  if (tax !== undefined && computed !== undefined && within(tax.abs(), computed)) return [];
  return [{ at, values: disagreement(tax, base?.isNegative() === true ? computed?.negated() : computed) }];
};

/** …-09: the VAT of a group is its amount at its rate; nothing, where the category bears no VAT. */
export const wrongTaxes = (vat: VatElements, category: VatCategoryRules): readonly Fault[] => {
  if (category.taxed && category.code !== 'S' && vat.syntax === 'CII') return [];
  return groupsOf(vat, category).flatMap((group) => {
    if (category.taxed) return wrongTax(group);
    const { at, tax } = group;
    return tax?.isZero() === true ? [] : [{ at, values: { declared: tax?.toFixed(2) ?? '–' } }];
  });
};
