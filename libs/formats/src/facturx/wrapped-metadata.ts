import { pdfaClaim } from '../pdf/container-facts.js';
import type { PdfFile } from '../pdf/pdf-file.js';
import { decodeDate, encodeDate } from '../pdf/pdf-text.js';
import { PdfDict, PdfName, PdfStream, textString, type PdfString } from '../pdf/pdf-value.js';
import { xmpText, type XmpNode } from '../pdf/xmp-reader.js';
import { DUBLIN_CORE, keptMetadata, PDF_PROPERTIES, XMP_BASIC } from './kept-metadata.js';
import { xmpDescriptions, type DocumentFacts } from './xmp.js';

/** What wrapping adds to the metadata. */
interface MetadataOptions {
  readonly wrappedAt: Date;
  readonly generator: string;
  readonly language?: string;
}

/** Title, author and the like: from XMP, else from the Info dictionary, so that both say the same afterwards. */
export function factsOf(
  file: PdfFile,
  properties: readonly XmpNode[],
  level: string,
  options: MetadataOptions,
): DocumentFacts {
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

const present = (value: string | undefined): PdfString | undefined => (value ? textString(value) : undefined);

/** The Info dictionary with what XMP says. */
export function infoOf(facts: DocumentFacts): PdfDict {
  return PdfDict.of({
    Title: present(facts.title),
    Author: present(facts.author),
    Subject: present(facts.subject),
    Keywords: present(facts.keywords),
    Creator: present(facts.creatorTool),
    Producer: present(facts.producer),
    CreationDate: textString(encodeDate(facts.createdAt)),
    ModDate: textString(encodeDate(facts.modifiedAt ?? facts.createdAt)),
  });
}

/** The XMP packet, uncompressed; its PDF/A level is what the PDF claimed, where the claim can stand. */
export function metadata(file: PdfFile, properties: readonly XmpNode[], facts: DocumentFacts): PdfStream {
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
