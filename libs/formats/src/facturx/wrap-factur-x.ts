import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';
import { AppError } from '@onefacture/errors';
import type { Profile } from '@onefacture/invoice';
import { AttachmentReader, type PdfAttachment } from '../pdf/attachments.js';
import { documentXmp, pdfaClaim } from '../pdf/container-facts.js';
import { invoicesAmong } from '../pdf/pdf-container.js';
import { PdfFile } from '../pdf/pdf-file.js';
import { PDF_LIMITS, type PdfLimits } from '../pdf/pdf-limits.js';
import { decodeDate, encodeDate, encodeText } from '../pdf/pdf-text.js';
import { dictOf, PdfDict, PdfName, PdfReference, PdfStream, PdfString, type PdfValue } from '../pdf/pdf-value.js';
import { pagesOf } from '../pdf/pdf-walk.js';
import { writePdf } from '../pdf/pdf-writer.js';
import { iccComponents } from '../pdf/preflight/colour-check.js';
import type { ConversionFault } from '../pdf/preflight/conversion-report.js';
import { preflight } from '../pdf/preflight/preflight.js';
import { repair } from '../pdf/repair.js';
import { xmpText, type XmpNode } from '../pdf/xmp-reader.js';
import { conformanceOf, type XmlRelationship } from './conformance.js';
import { embeddedFiles, type EmbeddedFile, type FacturXAttachment } from './embedded-file.js';
import { DUBLIN_CORE, keptMetadata, PDF_PROPERTIES, XMP_BASIC } from './kept-metadata.js';
import { xmpDescriptions, type DocumentFacts } from './xmp.js';

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

const RELATIONSHIPS = ['Source', 'Data', 'Alternative', 'Supplement', 'Unspecified'] as const;

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
  const present = presentFiles(file, options);
  const attachments = [...(options.attachments ?? []), ...present];
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
  if (facts.language !== undefined) catalog.set('Lang', text(facts.language));
  embed(file, catalog, files);
  return writePdf(file, catalog, infoOf(facts));
}

function notConvertible(faults: readonly ConversionFault[]): AppError {
  const [first] = faults;
  const more = faults.length > 1 ? ` And ${faults.length - 1} more, see errors.` : '';
  return new AppError('document.not_convertible', {
    detail: `The PDF cannot become PDF/A-3: ${first?.message ?? ''}${more}`,
    errors: faults.map(({ code, message, page, object }) => ({
      field: page === undefined ? (object === undefined ? 'document' : `objects[${object}]`) : `pages[${page}]`,
      code,
      message: object === undefined || page === undefined ? message : `${message} (object ${object})`,
    })),
  });
}

const text = (value: string): PdfString => new PdfString(encodeText(value));

/** The files that are in the PDF already, without invoices and without those that are given anew. */
function presentFiles(file: PdfFile, { attachments = [] }: WrapOptions): FacturXAttachment[] {
  const reader = new AttachmentReader(file);
  const all = reader.read();
  const damaged = reader.findings.find(({ code }) => code === 'ATTACHMENT_UNREADABLE');
  if (damaged !== undefined) throw notConvertible([{ code: 'ATTACHMENT', message: damaged.message }]);
  const announced = undefined;
  const left = new Set<PdfAttachment>(invoicesAmong(all, announced));
  const taken = new Set(attachments.map(({ name }) => name.toLowerCase()));
  return all.flatMap((attachment, index) => {
    if (left.has(attachment) || taken.has(attachment.name.toLowerCase())) return [];
    const name = uniqueName(attachment.name, index, taken);
    const { bytes, description, relationship, mime_type, modified_at } = attachment;
    return [
      {
        name,
        bytes,
        mimeType: /^[\w.+-]+\/[\w.+-]+$/.test(mime_type ?? '') ? (mime_type ?? '') : 'application/octet-stream',
        relationship: RELATIONSHIPS.find((known) => known === relationship) ?? 'Unspecified',
        ...(description === undefined ? {} : { description }),
        ...(modified_at === undefined ? {} : { modifiedAt: new Date(modified_at) }),
      },
    ];
  });
}

function uniqueName(given: string, index: number, taken: Set<string>): string {
  // oxlint-disable-next-line no-control-regex
  const plain =
    given
      .replace(/^.*[\\/]/, '')
      .replace(/[\u0000-\u001f]/g, '')
      .trim() || `attachment-${index + 1}`;
  const name = taken.has(plain.toLowerCase()) ? `${index + 1}-${plain}` : plain;
  taken.add(name.toLowerCase());
  return name;
}

/** The output intents with one for PDF/A among them, and the components of its profile. */
function outputIntents(file: PdfFile): { value: PdfValue[]; components: number } {
  const present = file.array(file.catalog, 'OutputIntents').map((intent) => file.resolve(intent));
  const withProfile = present.flatMap((intent) => {
    const profile = file.get(intent, 'DestOutputProfile');
    return intent instanceof PdfDict && profile instanceof PdfStream ? [{ intent, profile }] : [];
  });
  const chosen = withProfile.find(({ intent }) => file.name(intent, 'S') === 'GTS_PDFA1') ?? withProfile[0];
  const components = chosen === undefined ? undefined : iccComponents(file.decode(chosen.profile).bytes);
  if (chosen === undefined || components === undefined) return { value: [srgbIntent(file)], components: 3 };
  const intent = PdfDict.of({
    Type: new PdfName('OutputIntent'),
    S: new PdfName('GTS_PDFA1'),
    OutputConditionIdentifier: chosen.intent.get('OutputConditionIdentifier') ?? text('Custom'),
    Info: chosen.intent.get('Info'),
    DestOutputProfile: chosen.intent.get('DestOutputProfile'),
  });
  return { value: [intent], components };
}

let srgb: Uint8Array | undefined;

function srgbIntent(file: PdfFile): PdfDict {
  srgb ??= deflateSync(
    readFileSync(new URL('data/sRGB_IEC61966_2_1.icc', `file://${createRequire(import.meta.url).resolve('pdfkit')}`)),
  );
  const dict = PdfDict.of({ N: 3, Filter: new PdfName('FlateDecode') });
  return PdfDict.of({
    Type: new PdfName('OutputIntent'),
    S: new PdfName('GTS_PDFA1'),
    OutputConditionIdentifier: text('sRGB IEC61966-2.1'),
    Info: text('sRGB IEC61966-2.1'),
    DestOutputProfile: file.add(new PdfStream(dict, srgb)),
  });
}

/** Title, author and the like: from XMP, else from the Info dictionary, so that both say the same afterwards. */
function factsOf(file: PdfFile, properties: readonly XmpNode[], level: string, options: WrapOptions): DocumentFacts {
  const info = file.dict(file.trailer, 'Info');
  const say = (uri: string, local: string, key: string): string | undefined =>
    xmpText(properties, uri, local) || file.text(info, key);
  const created = xmpText(properties, XMP_BASIC, 'CreateDate') ?? decodeDate(file.text(info, 'CreationDate')) ?? '';
  const createdAt = new Date(created);
  return {
    title: say(DUBLIN_CORE, 'title', 'Title'),
    author: say(DUBLIN_CORE, 'creator', 'Author'),
    subject: say(DUBLIN_CORE, 'description', 'Subject'),
    keywords: say(PDF_PROPERTIES, 'Keywords', 'Keywords'),
    creatorTool: say(XMP_BASIC, 'CreatorTool', 'Creator'),
    producer: options.generator,
    language: file.text(file.catalog, 'Lang') || options.language,
    createdAt: Number.isNaN(createdAt.getTime()) ? options.wrappedAt : createdAt,
    modifiedAt: options.wrappedAt,
    level,
  };
}

function infoOf(facts: DocumentFacts): PdfDict {
  const say = (value: string | undefined): PdfString | undefined => (value ? text(value) : undefined);
  return PdfDict.of({
    Title: say(facts.title),
    Author: say(facts.author),
    Subject: say(facts.subject),
    Keywords: say(facts.keywords),
    Creator: say(facts.creatorTool),
    Producer: say(facts.producer),
    CreationDate: text(encodeDate(facts.createdAt)),
    ModDate: text(encodeDate(facts.modifiedAt ?? facts.createdAt)),
  });
}

/** The XMP packet, uncompressed; its PDF/A level is what the PDF claimed, where the claim can stand. */
function metadata(file: PdfFile, properties: readonly XmpNode[], facts: DocumentFacts): PdfStream {
  const claim = pdfaClaim(properties);
  const level = claim?.conformance.toUpperCase() ?? '';
  const keepsLevel = ['2', '3'].includes(claim?.part ?? '') && (level === 'U' || (level === 'A' && isTagged(file)));
  const kept = claim === undefined ? undefined : keptMetadata(properties);
  const packet = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
  <pdfaid:part>3</pdfaid:part>
  <pdfaid:conformance>${keepsLevel ? level : 'B'}</pdfaid:conformance>
</rdf:Description>
${xmpDescriptions(facts, kept)}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;
  const dict = PdfDict.of({ Type: new PdfName('Metadata'), Subtype: new PdfName('XML') });
  return new PdfStream(dict, Buffer.from(packet, 'utf8'));
}

const isTagged = (file: PdfFile): boolean =>
  file.get(file.dict(file.catalog, 'MarkInfo'), 'Marked') === true &&
  file.dict(file.catalog, 'StructTreeRoot') !== undefined;

/** Puts the files into name tree and /AF, and points annotations that hold a file to its new place. */
function embed(file: PdfFile, catalog: PdfDict, files: readonly EmbeddedFile[]): void {
  const specs = files.map((embedded) => ({ name: embedded.name, spec: file.add(fileSpec(file, embedded)) }));
  const byName = new Map<string, PdfReference>(specs.map(({ name, spec }) => [name, spec]));
  for (const page of pagesOf(file)) {
    dictOf(file.resolve(page))?.delete('AF');
    for (const value of file.array(page, 'Annots')) {
      const annotation = dictOf(file.resolve(value));
      const name = file.text(annotation?.get('FS'), 'UF') ?? file.text(annotation?.get('FS'), 'F');
      const spec = byName.get(name ?? '');
      if (spec !== undefined) annotation?.set('FS', spec);
    }
  }
  const names = new PdfDict(file.dict(catalog, 'Names') ?? []);
  const sorted = specs
    .map(({ name, spec }) => ({ key: text(name), spec }))
    .toSorted((one, other) => Buffer.compare(one.key.bytes, other.key.bytes));
  names.set('EmbeddedFiles', PdfDict.of({ Names: sorted.flatMap(({ key, spec }) => [key, spec]) }));
  catalog.set('Names', names);
  catalog.set(
    'AF',
    specs.map(({ spec }) => spec),
  );
}

function fileSpec(file: PdfFile, embedded: EmbeddedFile): PdfDict {
  const { name, bytes, mimeType, description, relationship, modifiedAt } = embedded;
  const dict = PdfDict.of({
    Type: new PdfName('EmbeddedFile'),
    Subtype: new PdfName(mimeType),
    Filter: new PdfName('FlateDecode'),
    Params: PdfDict.of({
      Size: bytes.length,
      ModDate: modifiedAt === undefined ? undefined : text(encodeDate(modifiedAt)),
    }),
  });
  const stream = file.add(new PdfStream(dict, deflateSync(bytes)));
  return PdfDict.of({
    Type: new PdfName('Filespec'),
    F: text(name),
    UF: text(name),
    Desc: description === undefined ? undefined : text(description),
    AFRelationship: new PdfName(relationship),
    EF: PdfDict.of({ F: stream, UF: stream }),
  });
}
