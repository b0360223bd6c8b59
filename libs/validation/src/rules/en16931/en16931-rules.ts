import { allowanceChargeRules } from './allowance-charge-rules.js';
import { documentRules } from './document-rules.js';
import { lineRules } from './line-rules.js';
import { partyRules } from './party-rules.js';
import { paymentRules } from './payment-rules.js';
import { periodRules } from './period-rules.js';
import { referenceRules } from './reference-rules.js';
import { splitPaymentRules } from './split-payment-rules.js';
import { totalsRules } from './totals-rules.js';
import { vatBreakdownRules } from './vat-breakdown-rules.js';
import type { Rule } from '../rule.js';

/** BR-01 to BR-65, BR-CO-03 to BR-CO-26 and BR-B, without those that always hold. */
export const businessTermRules: readonly Rule[] = [
  ...documentRules,
  ...partyRules,
  ...lineRules,
  ...totalsRules,
  ...vatBreakdownRules,
  ...allowanceChargeRules,
  ...paymentRules,
  ...periodRules,
  ...referenceRules,
  ...splitPaymentRules,
];
