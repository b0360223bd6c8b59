import type { InvoiceDocument } from '@onefacture/invoice';
import type { DocumentFinding } from './bindings/document-finding.js';

/** The two syntaxes of EN 16931; Factur-X is CII in a PDF. */
export type Syntax = 'CII' | 'UBL';

/** The root elements of the documents that carry an invoice. */
export type InvoiceRoot = 'CrossIndustryInvoice' | 'Invoice' | 'CreditNote';

/** What a reader found in an invoice. */
export interface InvoiceReading {
  readonly syntax: Syntax;
  readonly root: InvoiceRoot;
  /** What the document says, in terms of the model; anything may be missing. */
  readonly document: InvoiceDocument;
  /** What the model does not hold, and values that could not be read. */
  readonly findings: readonly DocumentFinding[];
  /** The text of values whose spelling says more than the value, by the member's path: `lines[0].tax_rate`. */
  readonly literals: ReadonlyMap<string, string>;
}

/**
 * Takes note of something a syntax says that the model has no place for, found when its own shape is turned into the
 * model's: `path` is the XPath below the root, without index.
 */
export type Leave = (path: string, what: string) => void;
