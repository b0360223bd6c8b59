import { chargeReasons } from '../fr-extended/charge-reason-rules.js';
import { dueDateRule } from '../fr-extended/due-rules.js';
import { attributeRules, lineNeeds } from '../fr-extended/line-rules.js';
import { subLineRules } from '../fr-extended/sub-line-rules.js';
import { dueRule, totalsRules } from '../fr-extended/totals-rules.js';
import { vatRules } from '../fr-extended/vat-rules.js';
import type { Rule } from '../rule.js';

/** What Factur-X EXTENDED asks of the model beyond EN 16931, or in place of it. */
export const facturxExtendedRules: readonly Rule[] = [
  ...lineNeeds('Factur-X EXTENDED'),
  ...attributeRules,
  ...subLineRules('Factur-X EXTENDED'),
  ...chargeReasons('Factur-X EXTENDED'),
  ...totalsRules('Factur-X EXTENDED'),
  dueRule,
  ...vatRules('Factur-X EXTENDED'),
  dueDateRule,
];
