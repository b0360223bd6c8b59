import type { InvoiceDocument } from '@onefacture/invoice';
import { PdfADocument } from '../facturx/pdf-document.js';
import { drawView } from './page/page.js';
import { readableOf } from './readable-of.js';
import type { ReadableOptions } from './readable-html.js';
import { labelsFor } from './words/wording.js';

/** How a readable PDF is made. */
export interface ReadablePdfOptions extends ReadableOptions {
  /** Instant written into the file. The only time in it: same input, same bytes. */
  readonly createdAt: Date;
  /** Name and version of the program, written as creator and producer. */
  readonly generator: string;
  /** PNG or JPEG (not CMYK), drawn above the title within 150 × 52 points. */
  readonly logo?: Uint8Array | undefined;
}

/**
 * The readable view of an invoice as a PDF/A-3b of A4 pages: all that the document says, whatever is missing in it. It
 * holds no XML and does not call itself Factur-X; of embedded files it shows name, type and description. Characters that
 * our fonts do not draw become □. Linear in the size of the document.
 *
 * @throws AppError `request.invalid` on field `logo`
 */
export async function writeReadablePdf(document: InvoiceDocument, options: ReadablePdfOptions): Promise<Uint8Array> {
  const labels = labelsFor(options.language ?? 'fr');
  const view = readableOf(document, labels, options.remarks);
  const { generator, createdAt, logo } = options;
  const names = [document.seller?.name, document.buyer?.name].filter((name) => name !== undefined).join(' → ');
  const pdf = new PdfADocument({
    title: view.title,
    author: document.seller?.name,
    subject: [view.title, names, document.issue_date].filter((part) => part !== undefined && part !== '').join(', '),
    creatorTool: generator,
    producer: generator,
    language: view.language,
    createdAt,
    level: undefined,
  });
  await drawView(pdf, view, labels, logo);
  return pdf.finish();
}
