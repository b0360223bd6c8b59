import type { FieldFault } from '@onefacture/errors';
import { type Invoice, SPECIFICATIONS } from '@onefacture/invoice';
import { checkModel } from './check.js';
import { type RuleChoice, ruleSetsOf } from './rule-choice.js';
import { Subject } from './rules/subject.js';

/**
 * What the official rules over the model have against an invoice that came as JSON, before any document is made of it:
 * the member, the rule's id as code, and the sentence. Time is linear in the lines. The rules on spelling and codes need
 * the document; the body's own checks see to most of them.
 */
export const officialFaults = (invoice: Invoice, choice: RuleChoice): readonly FieldFault[] => {
  const document = { ...invoice, specification: invoice.specification ?? SPECIFICATIONS[invoice.profile] };
  const subject = new Subject(document, 'CII');
  return ruleSetsOf(document, 'CII', choice)
    .flatMap((set) => checkModel(set, subject))
    .filter(({ severity }) => severity === 'error')
    .map(({ path, code, message, hint }) => ({
      field: path,
      code,
      message: hint === undefined ? message : `${message} ${hint}`,
    }));
};
