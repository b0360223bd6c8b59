import type { Rule } from '../rule.js';
import { chargeReasons } from './charge-reason-rules.js';
import { dueDateRule } from './due-rules.js';
import { attributeRules, lineNeeds } from './line-rules.js';
import { lineKind, subLineRules } from './sub-line-rules.js';
import { totalsRules } from './totals-rules.js';
import { vatRules } from './vat-rules.js';

/** What EXTENDED-CTC-FR asks of the model beyond EN 16931, or in place of it. */
export const frExtendedRules: readonly Rule[] = [
  ...lineNeeds('EXTENDED-CTC-FR'),
  ...attributeRules,
  lineKind,
  ...subLineRules('EXTENDED-CTC-FR'),
  ...chargeReasons('EXTENDED-CTC-FR'),
  ...totalsRules('EXTENDED-CTC-FR'),
  ...vatRules('EXTENDED-CTC-FR'),
  dueDateRule,
];
