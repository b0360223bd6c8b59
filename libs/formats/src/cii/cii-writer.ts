import type { InvoiceDocument, Profile } from '@onefacture/invoice';
import { writePlan } from '../bindings/plan-writer.js';
import { writingOf } from '../writing.js';
import { ciiOf } from './cii-invoice.js';
import { ciiPlan } from './cii-table.js';
import { standardTerms } from '../standard-terms.js';

/**
 * The invoice as UN/CEFACT Cross Industry Invoice D22B in the profile given, else in its own, else EN 16931: XML text
 * to be encoded in UTF-8. Same invoice, same text. What the profile has no place for is left out (compare by reading
 * the result). BT-24 is the document's own specification when the profile is not given, else the profile's.
 * Throws AppError `request.invalid` for a character that XML cannot carry (with the field), and for an element that the
 * schema wants and the document does not have, or has too often (with the element and its term).
 */
export const writeCii = (document: InvoiceDocument, profile?: Profile): string => {
  const { profile: chosen, specification, extended } = writingOf(document, profile);
  const said = extended ? document : standardTerms(document);
  return writePlan(ciiPlan(chosen), ciiOf({ ...said, specification }));
};
