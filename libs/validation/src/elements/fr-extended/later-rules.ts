import { VAT_CATEGORY_RULES } from '../../rules/en16931/vat/vat-category-rules.js';
import { isVat } from '../en16931/cii-parts.js';
import type { ConditionRule, ElementRule, Taken } from '../element-rule.js';

/** Rules on every VAT group of CII, which stand behind those of the categories in one official pattern. */
const LATER: ReadonlySet<string> = new Set(['BR-45', 'BR-46', 'BR-47', 'BR-48', 'BR-DEC-19', 'BR-DEC-20']);

const CODES: ReadonlySet<string> = new Set(VAT_CATEGORY_RULES.map(({ code }) => code));

/** Whether a rule of its category takes a group of VAT. */
const isTaken = (group: Taken): boolean => isVat(group) && group('category').some((code) => CODES.has(code));

/** The rule for what the rules of the categories leave, if it is one of those. */
export const behindCategories = (rule: ElementRule): ElementRule => {
  if (!LATER.has(rule.id) || rule.kind !== 'condition') return rule;
  const holds: ConditionRule['holds'] = (group, each) => isTaken(group) || rule.holds(group, each);
  return { ...rule, holds };
};
