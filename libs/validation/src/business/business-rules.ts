import type { Facts } from '../facts.js';
import type { Finding } from '../report/finding.js';
import { severityIn } from '../rules/rule.js';
import type { Subject } from '../rules/subject.js';
import { tellBroken, toldOf } from '../rules/telling.js';
import { attachmentRules } from './attachment-rules.js';
import type { BusinessRule } from './business-rule.js';
import { currencyRules } from './currency-rules.js';
import { dateRules } from './date-rules.js';
import { exemptionRules } from './exemption-rules.js';
import { frameRules } from './frame-rules.js';
import { identityRules } from './identity-rules.js';
import { knownElsewhere } from './known-elsewhere.js';
import { lineAmountRules } from './line-amount-rules.js';
import { mentionRules } from './mention-rules.js';
import { paymentRules } from './payment-rules.js';
import { referenceRules } from './reference-rules.js';
import { totalRules } from './total-rules.js';
import { vatNumberRules } from './vat-number-rules.js';

/** Every check of ours beyond the official rules. */
export const BUSINESS_RULES: readonly BusinessRule[] = [
  ...identityRules,
  ...vatNumberRules,
  ...paymentRules,
  ...dateRules,
  ...mentionRules,
  ...lineAmountRules,
  ...totalRules,
  ...frameRules,
  ...exemptionRules,
  ...currencyRules,
  ...attachmentRules,
  ...referenceRules,
  ...knownElsewhere,
];

/** Name and version of our own checks, as findings name them. */
export const OWN_RULES = 'onefacture 1';

/** The findings of the layer `business`; their paths are those of the model. Never throws. */
export const checkBusiness = (subject: Subject, facts: Facts): readonly Finding[] => {
  const findings: Finding[] = [];
  tellBroken(
    BUSINESS_RULES,
    (rule, broken) => rule.check(subject, facts, broken),
    (rule, path, values) => {
      const severity = facts.purpose === 'received' ? 'warning' : severityIn(rule, subject.syntax);
      const about = { layer: 'business', ruleset: OWN_RULES, severity, term: rule.terms[0] } as const;
      findings.push(toldOf(rule, { ...about, path, values }));
    },
  );
  return findings;
};
