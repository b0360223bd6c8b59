import type { Invoice } from '@onefacture/invoice';
import { conformanceOf, type Conformance, type XmlRelationship } from './conformance.js';
import { embeddedFiles, type FacturXAttachment } from './embedded-file.js';
import { drawView } from '../readable/page/page.js';
import { readableOf } from '../readable/readable-of.js';
import type { ReadableView } from '../readable/readable-view.js';
import type { Locale } from '../readable/words/numbers.js';
import { labelsFor } from '../readable/words/wording.js';
import { PdfADocument } from './pdf-document.js';
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
  const labels = labelsFor(options.locale ?? 'fr');
  const view = readableOf(invoice, labels);
  const document = new PdfADocument(factsOf(invoice, view, conformance, options));
  await drawView(document, view, labels, options.logo);
  document.attachAll(embeddedFiles(xml, conformance.relationship, labels.attachment, options));
  return document.finish();
}

function factsOf(
  invoice: Invoice,
  view: ReadableView,
  conformance: Conformance,
  options: FacturXOptions,
): DocumentFacts {
  const { title, language } = view;
  return {
    title,
    author: invoice.seller.name,
    subject: `${title}, ${invoice.seller.name} → ${invoice.buyer.name}, ${invoice.issue_date}`,
    creatorTool: options.generator,
    producer: options.generator,
    language,
    createdAt: options.createdAt,
    level: conformance.level,
  };
}
