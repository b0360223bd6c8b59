import type { FieldFault } from '@onefacture/errors';
import { type Invoice, invoiceFromDocument } from '@onefacture/invoice';
import type { DocumentFinding } from '../bindings/document-finding.js';
import type { Syntax } from '../invoice-reading.js';
import { openInvoice, type OpenedInvoice } from './open-invoice.js';
import { withUnreadable } from './unreadable.js';

/** A caller's own file, read for storage beside its bytes. */
export interface StorableFile {
  readonly kind: OpenedInvoice['kind'];
  readonly syntax: Syntax;
  readonly findings: readonly DocumentFinding[];
  /** What the document says and nothing else; missing where it lacks what no invoice can. */
  readonly invoice?: Invoice;
  /** What it lacks; empty when `invoice` is there. */
  readonly faults: readonly FieldFault[];
}

/**
 * Reads a caller's own CII, UBL or PDF as an invoice to be stored. A document whose BT-24 names a profile that is not
 * one of ours (XRechnung, Peppol BIS) counts as EN16931, of which each is a restriction.
 *
 * @throws AppError `document.unreadable` with one entry in `errors`, code `UNREADABLE`
 */
export function readStorableFile(bytes: Uint8Array): StorableFile {
  const { kind, reading } = withUnreadable(() => openInvoice(bytes));
  const { document, syntax, findings } = reading;
  const stored = invoiceFromDocument(document, document.profile ?? 'EN16931');
  if ('invoice' in stored) return { kind, syntax, findings, invoice: stored.invoice, faults: [] };
  return { kind, syntax, findings, faults: stored.faults };
}
