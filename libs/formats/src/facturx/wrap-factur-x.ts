import type { Profile } from '@onefacture/invoice';
import { documentXmp } from '../pdf/container-facts.js';
import { PdfFile } from '../pdf/pdf-file.js';
import { PDF_LIMITS, type PdfLimits } from '../pdf/pdf-limits.js';
import { PdfDict, textString } from '../pdf/pdf-value.js';
import { writePdf } from '../pdf/pdf-writer.js';
import { preflight } from '../pdf/preflight/preflight.js';
import { repair } from '../pdf/repair.js';
import { conformanceOf, type XmlRelationship } from './conformance.js';
import { embeddedFiles, type FacturXAttachment } from './embedded-file.js';
import { notConvertible } from './not-convertible.js';
import { outputIntents } from './output-intent.js';
import { embed, presentFiles } from './wrapped-files.js';
import { factsOf, infoOf, metadata } from './wrapped-metadata.js';

/** What wrapping needs beside the PDF and the XML. */
export interface WrapOptions {
  /** Instant written into the file as its change. The only time added: same input, same bytes. */
  readonly wrappedAt: Date;
  /** Name and version of the program, written as producer. */
  readonly generator: string;
  /** What the XML is to the page; see `conformanceOf`. */
  readonly relationship?: XmlRelationship;
  /** Files to add. Those the PDF holds stay, unless they have one of these names. */
  readonly attachments?: readonly FacturXAttachment[];
  /** BCP 47, for a PDF that does not say its language. */
  readonly language?: string;
  readonly limits?: PdfLimits;
}

/**
 * Makes a Factur-X file of a PDF that the caller made: the XML is attached as `factur-x.xml` (an earlier invoice XML
 * is replaced), colour profile and metadata are added, what can be mended is mended, and the file is written anew as
 * PDF/A-3. A claim of level U or A from PDF/A-2 or -3 is kept, all else becomes level B. The pages stay as they are.
 *
 * @throws AppError `document.not_convertible` with every reason found when the PDF cannot become PDF/A-3;
 * `document.unreadable` when it cannot be read; `request.invalid` as `writeFacturX`.
 */
export function wrapFacturX(
  visual: Uint8Array,
  xml: string | Uint8Array,
  profile: Profile,
  options: WrapOptions,
): Uint8Array {
  const { level, relationship } = conformanceOf(profile, options.relationship);
  const file = new PdfFile(visual, options.limits ?? PDF_LIMITS);
  file.settle();
  const given = options.attachments ?? [];
  const attachments = [...given, ...presentFiles(file, given)];
  const files = embeddedFiles(xml, relationship, 'Factur-X', { attachments, createdAt: options.wrappedAt });
  repair(file);
  const intents = outputIntents(file);
  const faults = preflight(file, intents.components);
  if (faults.length > 0) throw notConvertible(faults);
  const { properties = [] } = documentXmp(file);
  const catalog = new PdfDict(file.catalog);
  for (const key of ['Version', 'AF', 'Metadata']) catalog.delete(key);
  const facts = factsOf(file, properties, level, options);
  catalog.set('OutputIntents', intents.value);
  catalog.set('Metadata', file.add(metadata(file, properties, facts)));
  if (facts.language !== undefined) catalog.set('Lang', textString(facts.language));
  embed(file, catalog, files);
  return writePdf(file, catalog, infoOf(facts));
}
