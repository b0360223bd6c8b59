import { frExtendedRules } from '../../rules/fr-extended/fr-extended-rules.js';
import type { Rule, RuleText } from '../../rules/rule.js';

/** What the rule of an id says over the model, for its form over elements. */
export const textIn =
  (rules: readonly Rule[]) =>
  (id: string): RuleText => {
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined) throw new TypeError(`No rule over the model has the id ${id}`);
    const { check: _check, ...text } = rule;
    return text;
  };

/** What the rules of EXTENDED-CTC-FR say. */
export const frenchText = textIn(frExtendedRules);
