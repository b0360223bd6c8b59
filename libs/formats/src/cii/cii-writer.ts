import { type InvoiceDocument, type Profile, SPECIFICATIONS } from '@onefacture/invoice';
import { writePlan } from '../bindings/plan-writer.js';
import { ciiOf } from './cii-invoice.js';
import { ciiPlan } from './cii-table.js';
import { standardTerms } from './standard-terms.js';

const EXTENDED: ReadonlySet<Profile> = new Set(['EXTENDED', 'EXTENDED_CTC_FR']);

/**
 * The invoice as UN/CEFACT Cross Industry Invoice D22B in the profile given, else in its own, else EN 16931: XML text
 * to be encoded in UTF-8. Same invoice, same text. What the profile has no place for is left out (compare by reading
 * the result). BT-24 is the document's own specification when the profile is not given, else the profile's.
 * Throws AppError `request.invalid` for a character that XML cannot carry (with the field), and for an element that the
 * schema wants and the document does not have, or has too often (with the element and its term).
 */
export const writeCii = (document: InvoiceDocument, profile?: Profile): string => {
  const chosen = profile ?? document.profile ?? 'EN16931';
  const own = profile === undefined || profile === document.profile ? document.specification : undefined;
  const said = EXTENDED.has(chosen) ? document : standardTerms(document);
  return writePlan(ciiPlan(chosen), ciiOf({ ...said, specification: own ?? SPECIFICATIONS[chosen] }));
};
