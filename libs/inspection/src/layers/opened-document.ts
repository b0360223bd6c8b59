import { AppError, type FieldFault } from '@onefacture/errors';
import {
  conversionSource,
  examinePdf,
  type InvoiceReading,
  type InvoiceRoot,
  isEncryption,
  kindOf,
  openContainer,
  type OpenedInvoice,
  openInvoice,
  openInvoiceOf,
  type PdfExamination,
  writeCii,
} from '@onefacture/formats';
import { type DocumentWatch, watchDocument } from '@onefacture/validation';

/** An invoice that was read, and what saw it meanwhile. */
export interface WatchedInvoice {
  readonly xml: Uint8Array;
  readonly reading: InvoiceReading;
  readonly root: InvoiceRoot;
  readonly watch?: DocumentWatch;
}

/** A file as far as it could be opened. */
export interface OpenedDocument {
  readonly format: 'cii' | 'ubl' | 'facturx' | 'json' | 'cdar';
  readonly pdf?: PdfExamination | 'encrypted';
  /** What the layers look at; missing where the file holds no invoice that can be read. */
  readonly invoice?: WatchedInvoice;
  /** A lifecycle message, which is no invoice; not read yet. */
  readonly message?: Uint8Array;
  /** Why there is no invoice. */
  readonly faults: readonly FieldFault[];
}

type Opened = Pick<OpenedInvoice<DocumentWatch>, 'xml' | 'reading' | 'observer'>;

const watchedInvoice = ({ xml, reading, observer }: Opened): WatchedInvoice => ({
  xml,
  reading,
  root: reading.root,
  ...(observer === undefined ? {} : { watch: observer }),
});

/** A JSON body is judged by the document that would be made of it. */
const openJson = (bytes: Uint8Array): OpenedDocument => {
  try {
    const { document } = conversionSource(bytes);
    const xml = Buffer.from(writeCii(document), 'utf8');
    const opened = openInvoice(xml, watchDocument);
    const { specification = '' } = opened.reading.document;
    const reading = { ...opened.reading, document: { ...document, specification } };
    return { format: 'json', invoice: watchedInvoice({ ...opened, reading }), faults: [] };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'request.invalid') throw error;
    return { format: 'json', faults: error.options.errors ?? [] };
  }
};

const unreadable = (message: string): readonly FieldFault[] => [{ field: '', code: 'UNREADABLE', message }];

const examined = (bytes: Uint8Array): PdfExamination | AppError => {
  try {
    return examinePdf(bytes);
  } catch (error) {
    if (!(error instanceof AppError) || !isEncryption(error)) throw error;
    return error;
  }
};

/** A PDF is a document of its own, also when it is encrypted, holds no invoice or one that cannot be read. */
const openPdf = (bytes: Uint8Array): OpenedDocument => {
  const pdf = examined(bytes);
  if (pdf instanceof AppError) return { format: 'facturx', pdf: 'encrypted', faults: unreadable(pdf.message) };
  try {
    return { format: 'facturx', pdf, invoice: watchedInvoice(openContainer(pdf, watchDocument)), faults: [] };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'document.unreadable') throw error;
    return { format: 'facturx', pdf, faults: unreadable(error.message) };
  }
};

/**
 * Opens a file of any kind for validation.
 * Throws AppError `document.unreadable` where nothing can be read of it.
 */
export const openDocument = (bytes: Uint8Array): OpenedDocument => {
  const kind = kindOf(bytes);
  if (kind === 'json') return openJson(bytes);
  if (kind === 'pdf') return openPdf(bytes);
  if (kind === 'cdar') return { format: 'cdar', message: bytes, faults: [] };
  const opened = openInvoiceOf(kind, bytes, watchDocument);
  return { format: opened.kind, invoice: watchedInvoice(opened), faults: [] };
};
