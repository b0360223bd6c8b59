import { VAT_CATEGORY_RULES } from '../../rules/en16931/vat/vat-category-rules.js';
import type { RuleText } from '../../rules/rule.js';
import { lastOf } from '../../last-of.js';
import type { ConditionRule, Taken } from '../element-rule.js';

/** One object, so that all these rules are given the very same texts. */
const TAKES = {
  groups: '//ApplicableHeaderTradeSettlement/ApplicableTradeTax/CategoryCode',
  uses: ['//SpecifiedLineTradeSettlement/ApplicableTradeTax/CategoryCode', '//CategoryTradeTax/CategoryCode'],
} as const;

const tallied = (codes: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
};

const countsOf = lastOf((taken: Taken) => ({ groups: tallied(taken('groups')), uses: tallied(taken('uses')) }));

/**
 * BR-FREXT-S-01 to -AG-01 and BR-FXEXT-S-01 to -AG-01 over the elements of CII: of whatever tax, and codes as they are
 * spelt. `prefix` is what comes before the category.
 */
export const ciiVatGroups = (
  prefix: 'BR-FREXT' | 'BR-FXEXT',
  text: (id: string) => RuleText,
): readonly ConditionRule[] =>
  VAT_CATEGORY_RULES.map(({ id, code }) => {
    const found = (taken: Taken) => {
      const { groups, uses } = countsOf(taken);
      return { groups: groups.get(code) ?? 0, uses: uses.get(code) ?? 0 };
    };
    return {
      ...text(`${prefix}-${id}-01`),
      kind: 'condition',
      in: '',
      take: TAKES,
      holds: (taken) => {
        const { groups, uses } = found(taken);
        return groups > 0 === uses > 0;
      },
      tells: (taken) => {
        const { groups, uses } = found(taken);
        return { groups: String(groups), uses: String(uses) };
      },
    };
  });
