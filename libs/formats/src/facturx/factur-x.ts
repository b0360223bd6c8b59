import type { Invoice } from '@onefacture/invoice';
import type { BlockContext } from './block.js';
import { conformanceOf, type Conformance, type XmlRelationship } from './conformance.js';
import { embeddedFiles, type FacturXAttachment } from './embedded-file.js';
import { continuationMark, drawFooters } from './footer.js';
import { drawHeading } from './heading.js';
import type { Labels } from './labels.js';
import { drawLines } from './lines.js';
import { drawMentions } from './mentions.js';
import { formatsFor, type Locale } from './numbers.js';
import { drawParties } from './parties.js';
import { drawPayment } from './payment.js';
import { PdfADocument } from './pdf-document.js';
import { Sheet } from './sheet.js';
import { drawTotals, totalsHeight } from './totals.js';
import { vatTable } from './vat-table.js';
import { labelsFor, titleOf } from './wording.js';
import type { DocumentFacts } from './xmp.js';

/** What a Factur-X file needs beside the invoice and its XML. */
export interface FacturXOptions {
  /** Instant written into the file. The only time in it: same input, same bytes. */
  readonly createdAt: Date;
  /** Language of the page; French by default. */
  readonly locale?: Locale;
  /** Name and version of the program, written as creator and producer. */
  readonly generator: string;
  /** What the XML is to the page; see `conformanceOf`. */
  readonly relationship?: XmlRelationship;
  /** Further files to travel with the invoice. */
  readonly attachments?: readonly FacturXAttachment[];
  /** PNG or JPEG (not CMYK), drawn above the title within 150 × 52 points. */
  readonly logo?: Uint8Array;
}

const TOTALS_WIDTH = 214;
const SUMMARY_GAP = 26;

/**
 * Makes a Factur-X 1.08 file: a PDF/A-3b whose page shows the invoice to a person and whose attachment
 * `factur-x.xml` is the given CII document (ISO 19005-3; Factur-X 1.08 §6). The XML is attached byte for byte, a
 * string as UTF-8, and not checked here; its profile must be that of the invoice. Linear in the number of lines.
 *
 * @throws AppError `request.invalid` when Factur-X has no level for the profile, the relationship does not fit it, or
 * an attachment has no usable name.
 */
export async function writeFacturX(
  invoice: Invoice,
  xml: string | Uint8Array,
  options: FacturXOptions,
): Promise<Uint8Array> {
  const conformance = conformanceOf(invoice.profile, options.relationship);
  const locale = options.locale ?? 'fr';
  const labels = labelsFor(locale);
  const document = new PdfADocument(factsOf(invoice, labels, conformance, options));
  const sheet = new Sheet(document, continuationMark({ invoice, labels }));
  const context = { sheet, invoice, labels, formats: formatsFor(locale, invoice.currency) };
  await drawPage(context, options.logo);
  document.attachAll(embeddedFiles(xml, conformance.relationship, labels.attachment, options));
  return document.finish();
}

async function drawPage(context: BlockContext, logo: Uint8Array | undefined): Promise<void> {
  drawHeading(context, logo);
  drawParties(context);
  await drawLines(context);
  drawSummary(context);
  drawPayment(context);
  drawMentions(context);
  drawFooters(context);
}

/** VAT table and totals: side by side when a page holds them, else one after the other. */
function drawSummary(context: BlockContext): void {
  const { sheet } = context;
  const table = vatTable(context, sheet.width - TOTALS_WIDTH - SUMMARY_GAP);
  const height = totalsHeight(context);
  sheet.room(Math.min(Math.max(table.height, height), 600));
  if (table.height > sheet.remaining) {
    table.draw();
    sheet.room(height);
    drawTotals(context, TOTALS_WIDTH);
  } else {
    const top = sheet.y;
    table.draw();
    const below = sheet.y;
    sheet.y = top;
    drawTotals(context, TOTALS_WIDTH);
    sheet.y = Math.max(below, sheet.y);
  }
  sheet.skip(14);
}

function factsOf(invoice: Invoice, labels: Labels, conformance: Conformance, options: FacturXOptions): DocumentFacts {
  const title = titleOf(invoice, labels);
  return {
    title,
    author: invoice.seller.name,
    subject: `${title}, ${invoice.seller.name} → ${invoice.buyer.name}, ${invoice.issue_date}`,
    creatorTool: options.generator,
    producer: options.generator,
    language: labels.language,
    createdAt: options.createdAt,
    level: conformance.level,
  };
}
