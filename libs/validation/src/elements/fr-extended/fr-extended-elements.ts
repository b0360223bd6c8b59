import type { RuleSet } from '../../rules/rule-set.js';
import { frExtendedCodes } from './code-elements.js';
import { frenchText } from './extended-text.js';
import { extendedTotals } from './extended-totals.js';
import { grossTotal } from './gross-total.js';
import { ciiLineElements, ciiLineKind, ublLineElements } from './line-elements.js';
import { ublVatGroups } from './vat-group-surveys.js';
import { dueDates, frExtendedSyntax } from './syntax-elements.js';

/** When something is due in CII. */
export const CII_DUE = {
  within: '',
  due: '//DuePayableAmount',
  when: ['//SpecifiedTradePaymentTerms/DueDateDateTime', '//SpecifiedTradePaymentTerms/Description'],
} as const;

/** What EXTENDED-CTC-FR asks of elements beyond EN 16931, or in place of it. */
export const frExtendedElements: RuleSet['elements'] = {
  CII: [
    ...frExtendedCodes.CII,
    ...frExtendedSyntax.CII,
    ...ciiLineElements('EXTENDED-CTC-FR', frenchText),
    ciiLineKind(frenchText),
    dueDates(frenchText('BR-CO-25'), CII_DUE),
    grossTotal(frenchText('BR-FREXT-CO-15')),
    ...extendedTotals('BR-FREXT', frenchText),
  ],
  UBL: [
    ...frExtendedCodes.UBL,
    ...frExtendedSyntax.UBL,
    ...ublLineElements(frenchText),
    ...ublVatGroups(frenchText),
    dueDates(frenchText('BR-CO-25'), {
      within: '/Invoice',
      due: 'LegalMonetaryTotal/PayableAmount',
      when: ['//DueDate', '//PaymentTerms/Note'],
    }),
  ],
};
