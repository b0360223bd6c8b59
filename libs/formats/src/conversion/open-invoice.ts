import { AppError } from '@onefacture/errors';
import { readCii } from '../cii/cii-reader.js';
import type { InvoiceReading, Syntax } from '../invoice-reading.js';
import { type PdfContainer, readPdfContainer } from '../pdf/pdf-container.js';
import { readUbl } from '../ubl/ubl-reader.js';
import type { XmlEvents } from '../xml/xml-events.js';
import { type FileKind, kindOf } from './sniff.js';

/** An invoice in a file of any kind. */
export interface OpenedInvoice<Observer extends XmlEvents = XmlEvents> {
  readonly kind: 'cii' | 'ubl' | 'facturx';
  /** The XML as it stands in the file: the file itself, or the attachment of a PDF. */
  readonly xml: Uint8Array;
  readonly reading: InvoiceReading;
  /** For a PDF: its attachments and what it says of itself. */
  readonly container?: PdfContainer;
  /** What saw the elements of the XML while it was read, where that was asked for. */
  readonly observer?: Observer;
}

/** Makes what is to see the elements of an XML, which was recognised but not read yet. */
export type Observe<Observer extends XmlEvents> = (xml: Uint8Array, syntax: Syntax) => Observer;

const unreadable = (detail: string): AppError => new AppError('document.unreadable', { detail });

const openXml = <Observer extends XmlEvents>(
  kind: OpenedInvoice['kind'],
  xml: Uint8Array,
  syntax: Syntax,
  observe: Observe<Observer> | undefined,
): OpenedInvoice<Observer> => {
  const observer = observe?.(xml, syntax);
  const reading = syntax === 'CII' ? readCii(xml, undefined, observer) : readUbl(xml, undefined, observer);
  return { kind, xml, reading, ...(observer === undefined ? {} : { observer }) };
};

/**
 * The invoice in a PDF that was read as a container.
 * Throws AppError `document.unreadable` where it holds none, or one that cannot be read.
 */
export const openContainer = <Observer extends XmlEvents>(
  container: PdfContainer,
  observe?: Observe<Observer>,
): OpenedInvoice<Observer> => {
  if (container.invoice === undefined) {
    const names = container.attachments.map(({ name }) => name).join(', ');
    const held = names === '' ? 'it has no attachment' : `its attachments are ${names.slice(0, 200)}`;
    throw unreadable(`The PDF holds no invoice as XML (${held}); a Factur-X file has factur-x.xml attached.`);
  }
  const { bytes: xml } = container.invoice;
  return { ...openXml('facturx', xml, kindOf(xml) === 'ubl' ? 'UBL' : 'CII', observe), container };
};

/**
 * Reads an invoice from CII, UBL or a PDF that carries one; what the file is, its bytes say.
 * Throws AppError `document.unreadable`, and nothing else, with a sentence that names what was found instead.
 */
export const openInvoice = <Observer extends XmlEvents>(
  bytes: Uint8Array,
  observe?: Observe<Observer>,
): OpenedInvoice<Observer> => openInvoiceOf(kindOf(bytes), bytes, observe);

/** `openInvoice` for a file of which `kindOf` has told the kind. */
export const openInvoiceOf = <Observer extends XmlEvents>(
  kind: FileKind | undefined,
  bytes: Uint8Array,
  observe?: Observe<Observer>,
): OpenedInvoice<Observer> => {
  if (kind === 'pdf') return openContainer(readPdfContainer(bytes), observe);
  if (kind === 'cii') return openXml(kind, bytes, 'CII', observe);
  if (kind === 'ubl') return openXml(kind, bytes, 'UBL', observe);
  if (kind === 'cdar') throw unreadable('The document is a lifecycle message (CDAR), not an invoice.');
  throw unreadable('The file is neither XML nor PDF.');
};
