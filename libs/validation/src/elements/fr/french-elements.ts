import { ciiForms, ublForms } from './cii-forms.js';
import { decimalRules } from './decimal-rules.js';
import { documentRules } from './document-rules.js';
import { type BySyntax, joined } from './french-element.js';
import { numberAndTypeRules } from './number-and-type-rules.js';
import { partyIdentifierRules } from './party-identifier-rules.js';
import { referenceRules } from './reference-rules.js';
import { vatRules } from './vat-rules.js';

/** The rules of BR-FR-Flux2 on spellings and elements. */
export const frenchElements: BySyntax = joined([
  numberAndTypeRules,
  vatRules,
  referenceRules,
  partyIdentifierRules,
  decimalRules,
  documentRules,
  { CII: ciiForms, UBL: ublForms },
]);
