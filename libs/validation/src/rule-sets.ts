import type { RuleSet } from './rules/rule-set.js';
import { documentRules } from './rules/en16931/document-rules.js';

/** EN 16931-1 as CEN's validation artefacts 1.3.16 check it. */
export const EN16931: RuleSet = {
  name: 'EN16931',
  version: '1.3.16',
  effective_from: '2026-01-01',
  rules: [...documentRules],
  elements: { CII: [], UBL: [] },
};
