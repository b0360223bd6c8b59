import type { Rule } from '../rule.js';
import { frameRules } from './frame-rules.js';
import { groupAgreementRules } from './group-agreement-rules.js';
import { groupRules } from './group-rules.js';
import { noteRules } from './note-rules.js';
import { partyRules } from './party-rules.js';
import { referenceRules } from './reference-rules.js';

/** The rules of BR-FR-Flux2 over the model. */
export const frenchRules: readonly Rule[] = [
  ...noteRules,
  ...partyRules,
  ...frameRules,
  ...referenceRules,
  ...groupRules,
  ...groupAgreementRules,
];
