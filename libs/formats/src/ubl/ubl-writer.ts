import type { InvoiceDocument, Profile } from '@onefacture/invoice';
import { writePlan } from '../bindings/plan-writer.js';
import { standardTerms } from '../standard-terms.js';
import { writingOf } from '../writing.js';
import { ublOf } from './ubl-invoice.js';
import { ublPlan } from './ubl-table.js';

/** BT-3: the codes that EN 16931 writes as CreditNote (BR-CL-01). */
const CREDIT_NOTES: ReadonlySet<string | undefined> = new Set(
  '81 83 261 262 296 308 381 396 420 458 502 503 532'.split(' '),
);

/**
 * The invoice as UBL 2.1 Invoice, or CreditNote when its type code is that of one, in the profile given, else in its
 * own, else EN 16931: XML text to be encoded in UTF-8. Same invoice, same text. The terms of the French extension are
 * written in the profiles EXTENDED and EXTENDED_CTC_FR only; what the profile or UBL has no place for is left out
 * (compare by reading the result). BT-24 is the document's own specification when the profile is not given, else the
 * profile's. UBL_BINDINGS says what stands where the schema wants what the model does not hold.
 * Throws AppError `request.invalid` for a character that XML cannot carry (with the field), and for an element that the
 * schema wants and the document does not have, or has too often (with the element and its term).
 */
export const writeUbl = (document: InvoiceDocument, profile?: Profile): string => {
  const { specification, extended } = writingOf(document, profile);
  const creditNote = CREDIT_NOTES.has(document.type_code);
  const said = extended ? document : standardTerms(document);
  const view = ublOf({ ...said, specification }, creditNote);
  return writePlan(ublPlan(creditNote ? 'CreditNote' : 'Invoice', extended), view);
};
