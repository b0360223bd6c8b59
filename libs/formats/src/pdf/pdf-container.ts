import { archiveFacts, type ArchiveFacts } from './archive-facts.js';
import { AttachmentReader, type PdfAttachment, type PdfFinding } from './attachments.js';
import { containerFacts, documentXmp, type ContainerFacts } from './container-facts.js';
import { PdfFile } from './pdf-file.js';
import { PDF_LIMITS, type PdfLimits } from './pdf-limits.js';
import { pagesOf } from './pdf-walk.js';

/** A PDF seen as a container of files. */
export interface PdfContainer {
  /** Every file in it, also those that are no invoice. */
  readonly attachments: readonly PdfAttachment[];
  /** The XML of a hybrid invoice or order, one of the attachments. */
  readonly invoice?: PdfAttachment;
  readonly facts: ContainerFacts;
  readonly findings: readonly PdfFinding[];
}

/** Names that hybrid documents give their XML, the present ones first: Factur-X, XRechnung, ZUGFeRD 2, 1, Order-X. */
const INVOICE_NAMES: readonly string[] = [
  'factur-x.xml',
  'xrechnung.xml',
  'zugferd-invoice.xml',
  'order-x.xml',
  'cida.xml',
];

/**
 * Reads a PDF as a container: all attachments (name tree, /AF, annotations), the invoice among them, and what the
 * file says of itself. The XML is not looked into. Cross-references that are damaged are rebuilt.
 *
 * @throws AppError `document.unreadable`, and nothing else: no PDF, damaged, encrypted, or beyond the limits.
 */
export function readPdfContainer(bytes: Uint8Array, limits: PdfLimits = PDF_LIMITS): PdfContainer {
  const file = new PdfFile(bytes, limits);
  return containerOf(file, new AttachmentReader(file));
}

/** The same, and what a check of the container wants to know besides; everything is read once. */
export interface PdfExamination extends PdfContainer {
  readonly archive: ArchiveFacts;
}

/**
 * Reads a PDF as a container and examines it as PDF/A, as far as ArchiveFacts goes.
 *
 * @throws AppError `document.unreadable`, as `readPdfContainer`; `isEncryption` tells an encrypted file.
 */
export function examinePdf(bytes: Uint8Array, limits: PdfLimits = PDF_LIMITS): PdfExamination {
  const file = new PdfFile(bytes, limits);
  const reader = new AttachmentReader(file);
  const container = containerOf(file, reader);
  return { ...container, archive: { ...archiveFacts(file, bytes), halfNamed: reader.halfNamed, lost: reader.lost } };
}

function containerOf(file: PdfFile, reader: AttachmentReader): PdfContainer {
  const attachments = reader.read();
  const xmp = documentXmp(file);
  const facts = containerFacts(file, xmp.properties ?? [], pagesOf(file).length);
  const findings = [...reader.findings];
  const candidates = invoicesAmong(attachments, facts.fx?.document_file_name);
  const [invoice] = candidates;
  if (file.rebuilt)
    findings.push({ code: 'CROSS_REFERENCE_REBUILT', message: 'The table of objects is damaged and was rebuilt.' });
  if (xmp.present && xmp.properties === undefined)
    findings.push({ code: 'XMP_UNREADABLE', message: 'The metadata of the document is not well-formed XML.' });
  if (candidates.length > 1) {
    const names = candidates.map(({ name }) => name).join(', ');
    findings.push({ code: 'INVOICE_AMBIGUOUS', message: `Several attachments are named as an invoice: ${names}.` });
  }
  if (invoice !== undefined && !invoice.in_af)
    findings.push({
      code: 'ATTACHMENT_NOT_ASSOCIATED',
      message: `The catalogue does not name ${invoice.name} in /AF.`,
    });
  return { attachments, ...(invoice === undefined ? {} : { invoice }), facts, findings };
}

/** By name, upper and lower case alike; the one that XMP announces first, then the order of INVOICE_NAMES. */
export function invoicesAmong(attachments: readonly PdfAttachment[], announced: string | undefined): PdfAttachment[] {
  const rank = ({ name }: PdfAttachment): number => {
    const lower = name.toLowerCase().replace(/^.*[\\/]/, '');
    if (announced !== undefined && lower === announced.toLowerCase() && lower.endsWith('.xml')) return 0;
    return INVOICE_NAMES.indexOf(lower) + 1;
  };
  const known = (attachment: PdfAttachment): boolean =>
    rank(attachment) > 0 || attachment.name.toLowerCase() === announced?.toLowerCase();
  return attachments.filter(known).toSorted((one, other) => rank(one) - rank(other));
}
