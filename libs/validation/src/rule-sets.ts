import { frenchElements } from './elements/fr/french-elements.js';
import { codeListElements } from './elements/en16931/code-lists.js';
import { decimalElements } from './elements/en16931/decimals.js';
import { ciiSyntaxRules } from './elements/en16931/cii-syntax.js';
import { ublSyntaxRules } from './elements/en16931/ubl-syntax.js';
import type { RuleSet } from './rules/rule-set.js';
import { ciiConditions } from './elements/en16931/cii-conditions.js';
import { ublConditions } from './elements/en16931/ubl-conditions.js';
import { vatSurveys } from './elements/en16931/vat/vat-surveys.js';
import { businessTermRules } from './rules/en16931/en16931-rules.js';
import { vatRules } from './rules/en16931/vat/vat-rules.js';
import { frenchRules } from './rules/fr/french-rules.js';

/** EN 16931-1 as CEN's validation artefacts 1.3.16 check it. */
export const EN16931: RuleSet = {
  name: 'EN16931',
  version: '1.3.16',
  effective_from: '2026-01-01',
  rules: [...businessTermRules, ...vatRules],
  elements: {
    CII: [...ciiConditions, ...vatSurveys.CII, ...ciiSyntaxRules, ...codeListElements.CII, ...decimalElements.CII],
    UBL: [...ublConditions, ...vatSurveys.UBL, ...ublSyntaxRules, ...codeListElements.UBL, ...decimalElements.UBL],
  },
};

/** What French law asks of an invoice besides, as FNFE-MPE's BR-FR-Flux2 checks it; `isFrench` says of which. */
export const BR_FR_FLUX2: RuleSet = {
  name: 'BR-FR-Flux2',
  version: '1.4.0.03',
  effective_from: '2026-09-01',
  rules: frenchRules,
  elements: frenchElements,
};
