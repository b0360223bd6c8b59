import { AppError } from '@onefacture/errors';
import { readCii } from '../cii/cii-reader.js';
import type { InvoiceReading } from '../invoice-reading.js';
import { type PdfContainer, readPdfContainer } from '../pdf/pdf-container.js';
import { readUbl } from '../ubl/ubl-reader.js';
import { kindOf } from './sniff.js';

/** An invoice in a file of any kind. */
export interface OpenedInvoice {
  readonly kind: 'cii' | 'ubl' | 'facturx';
  /** The XML as it stands in the file: the file itself, or the attachment of a PDF. */
  readonly xml: Uint8Array;
  readonly reading: InvoiceReading;
  /** For a PDF: its attachments and what it says of itself. */
  readonly container?: PdfContainer;
}

const unreadable = (detail: string): AppError => new AppError('document.unreadable', { detail });

/**
 * The invoice in a PDF that was read as a container.
 * Throws AppError `document.unreadable` where it holds none, or one that cannot be read.
 */
export const openContainer = (container: PdfContainer): OpenedInvoice => {
  if (container.invoice === undefined) {
    const names = container.attachments.map(({ name }) => name).join(', ');
    const held = names === '' ? 'it has no attachment' : `its attachments are ${names.slice(0, 200)}`;
    throw unreadable(`The PDF holds no invoice as XML (${held}); a Factur-X file has factur-x.xml attached.`);
  }
  const { bytes: xml } = container.invoice;
  const reading = kindOf(xml) === 'ubl' ? readUbl(xml) : readCii(xml);
  return { kind: 'facturx', xml, reading, container };
};

/**
 * Reads an invoice from CII, UBL or a PDF that carries one; what the file is, its bytes say.
 * Throws AppError `document.unreadable`, and nothing else, with a sentence that names what was found instead.
 */
export const openInvoice = (bytes: Uint8Array): OpenedInvoice => {
  const kind = kindOf(bytes);
  if (kind === 'pdf') return openContainer(readPdfContainer(bytes));
  if (kind === 'cii') return { kind, xml: bytes, reading: readCii(bytes) };
  if (kind === 'ubl') return { kind, xml: bytes, reading: readUbl(bytes) };
  if (kind === 'cdar') throw unreadable('The document is a lifecycle message (CDAR), not an invoice.');
  throw unreadable('The file is neither XML nor PDF.');
};
