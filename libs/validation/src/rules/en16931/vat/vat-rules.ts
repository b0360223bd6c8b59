import type { Rule } from '../../rule.js';
import { CATEGORY_EXTRAS } from './category-extras.js';
import { exemptionRule } from './exemption-grounds.js';
import { partyIdRules } from './party-ids.js';
import { rateRules } from './rates.js';
import { taxAmountRule } from './tax-amounts.js';
import { taxableAmountRule } from './taxable-amounts.js';
import { VAT_CATEGORY_RULES } from './vat-category-rules.js';
import { groupRule } from './vat-groups.js';

/** BR-S-01 to BR-AG-10 with what only some categories have. */
export const vatRules: readonly Rule[] = [
  ...VAT_CATEGORY_RULES.flatMap((category) => [
    groupRule(category),
    ...partyIdRules(category),
    ...rateRules(category),
    taxableAmountRule(category),
    taxAmountRule(category),
    exemptionRule(category),
  ]),
  ...CATEGORY_EXTRAS,
];
