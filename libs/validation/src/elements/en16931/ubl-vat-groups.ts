import { groupRule } from '../../rules/en16931/vat/vat-groups.js';
import { VAT_CATEGORY_RULES, type VatCategoryRules } from '../../rules/en16931/vat/vat-category-rules.js';
import type { ConditionRule, Taken } from '../element-rule.js';
import { normalized } from './code-list.js';

/** Every category there is; those of the document's groups are named apart. All the rules share what they take. */
const CATEGORIES: NonNullable<ConditionRule['each']> = {
  of: ['//TaxCategory', '//ClassifiedTaxCategory', 'TaxTotal/TaxSubtotal'],
  take: {
    code: 'ID',
    scheme: 'TaxScheme/ID',
    group: 'TaxCategory/ID',
    groupScheme: 'TaxCategory/TaxScheme/ID',
  },
};

const NOTHING_ELSE = {};

const isVat = (schemes: readonly string[]): boolean =>
  schemes.some((scheme) => normalized(scheme).toUpperCase() === 'VAT');

/** How often a category stands anywhere, and how many VAT groups of the document are of it. */
interface Found {
  readonly anywhere: number;
  readonly groups: number;
  /** Groups of any tax. */
  readonly allGroups: number;
}

/** The standard rate is looked at whatever the tax is called. */
const countOf = (code: string, categories: readonly Taken[]): Found => {
  const isOf = (one: string): boolean => normalized(one) === code;
  let [anywhere, groups, allGroups] = [0, 0, 0];
  for (const one of categories) {
    if (one('code').some(isOf) && (code === 'S' || isVat(one('scheme')))) anywhere += 1;
    const found = one('group').filter(isOf).length;
    allGroups += found;
    if (code === 'S' || isVat(one('groupScheme'))) groups += found;
  }
  return { anywhere, groups, allGroups };
};

/** Taxed categories are used outside the groups, or not at all; of the others one group is enough. */
const fits = ({ code, taxed }: VatCategoryRules, { anywhere, groups, allGroups }: Found): boolean => {
  if (!taxed) return groups === 1 || anywhere === 0;
  const used = anywhere > groups;
  return used ? (code === 'L' ? allGroups : groups) > 0 : groups === 0;
};

/** …-01 over the elements: groups of every cac:TaxTotal count, and other taxes than VAT do not. */
export const ublVatGroups: readonly ConditionRule[] = VAT_CATEGORY_RULES.map((category) => {
  const { check: _check, ...text } = groupRule(category);
  return {
    ...text,
    kind: 'condition',
    in: '',
    take: NOTHING_ELSE,
    each: CATEGORIES,
    holds: (_, categories) => fits(category, countOf(category.code, categories)),
    tells: (_, categories) => {
      const { anywhere, groups } = countOf(category.code, categories);
      return { uses: String(anywhere - groups), groups: String(groups) };
    },
  };
});
