import { AppError, type FieldFault } from '@onefacture/errors';
import {
  conversionSource,
  examinePdf,
  type InvoiceReading,
  type InvoiceRoot,
  isEncryption,
  kindOf,
  openContainer,
  openInvoice,
  type PdfExamination,
  readCii,
  writeCii,
} from '@onefacture/formats';

/** A file as far as it could be opened. */
export interface OpenedDocument {
  readonly format: 'cii' | 'ubl' | 'facturx' | 'json';
  readonly pdf?: PdfExamination | 'encrypted';
  /** What the layers look at; missing where the file holds no invoice that can be read. */
  readonly invoice?: { readonly xml: Uint8Array; readonly reading: InvoiceReading; readonly root: InvoiceRoot };
  /** Why there is no invoice. */
  readonly faults: readonly FieldFault[];
}

const rootOf = ({ syntax }: InvoiceReading, xml: Uint8Array): InvoiceRoot => {
  if (syntax === 'CII') return 'CrossIndustryInvoice';
  return /<(?:[\w.-]+:)?CreditNote[\s>]/.test(Buffer.from(xml.subarray(0, 4096)).toString('latin1'))
    ? 'CreditNote'
    : 'Invoice';
};

const withXml = (xml: Uint8Array, reading: InvoiceReading): OpenedDocument['invoice'] => ({
  xml,
  reading,
  root: rootOf(reading, xml),
});

/** A JSON body is judged by the document that would be made of it. */
const openJson = (bytes: Uint8Array): OpenedDocument => {
  try {
    const { document } = conversionSource(bytes);
    const xml = Buffer.from(writeCii(document), 'utf8');
    return { format: 'json', invoice: withXml(xml, { ...readCii(xml), document }), faults: [] };
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
    const { xml, reading } = openContainer(pdf);
    return { format: 'facturx', pdf, invoice: withXml(xml, reading), faults: [] };
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
  const { kind: format, xml, reading } = openInvoice(bytes);
  return { format, invoice: withXml(xml, reading), faults: [] };
};
