/** Name of the attachment in every Factur-X profile, also repeated in XMP (BR-HYBRID, Factur-X 1.08 §6.3). */
export const ATTACHMENT_NAME = 'factur-x.xml';

const FACTUR_X = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#';

/** The four properties of the Factur-X schema, as its PDF/A extension schema must describe them. */
const PROPERTIES: readonly (readonly [name: string, description: string])[] = [
  ['DocumentFileName', 'Name of the embedded XML invoice file'],
  ['DocumentType', 'Kind of the hybrid document'],
  ['Version', 'Version of the Factur-X XML schema'],
  ['ConformanceLevel', 'Conformance level of the embedded XML'],
];

/** What the XMP packet says of the document. Texts are plain; they are escaped here. What is undefined is left out. */
export interface DocumentFacts {
  readonly title: string | undefined;
  readonly author: string | undefined;
  readonly subject: string | undefined;
  readonly keywords?: string | undefined;
  readonly creatorTool: string | undefined;
  readonly producer: string;
  /** BCP 47 */
  readonly language: string | undefined;
  readonly createdAt: Date;
  /** When it differs from `createdAt`. */
  readonly modifiedAt?: Date;
  /** fx:ConformanceLevel; undefined for a PDF that is no Factur-X */
  readonly level: string | undefined;
}

/** Metadata that another program wrote and that stays, as XML. */
export interface KeptMetadata {
  /** rdf:Description elements. */
  readonly descriptions: string;
  /** rdf:li elements of the PDF/A extension schemas. */
  readonly schemas: string;
}

/** Escapes a text for XML content and drops the characters XML 1.0 cannot hold. */
export function escapeXml(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Cs}]/gu, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  );
}

/**
 * The rdf:Description elements of a Factur-X file: Dublin Core, XMP basic, PDF, the Factur-X properties and
 * their PDF/A extension schema (ISO 19005-3 §6.6.2.3; Factur-X 1.08 §6.3). pdfaid is written by the caller.
 */
export function xmpDescriptions(facts: DocumentFacts, kept: KeptMetadata = { descriptions: '', schemas: '' }): string {
  const hybrid = facts.level === undefined ? [] : [facturX(facts.level), extensionSchemas(kept.schemas)];
  return [dublinCore(facts), basics(facts), kept.descriptions, ...hybrid].filter((part) => part !== '').join('\n');
}

/** An element for a text, nothing for none. */
const element = (name: string, text: string | undefined, before = '', after = ''): string =>
  text === undefined || text === '' ? '' : `\n  <${name}>${before}${escapeXml(text)}${after}</${name}>`;

function dublinCore({ title, subject, author, language }: DocumentFacts): string {
  const alternative = ['<rdf:Alt><rdf:li xml:lang="x-default">', '</rdf:li></rdf:Alt>'] as const;
  return `<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <dc:format>application/pdf</dc:format>${element('dc:title', title, ...alternative)}${element(
    'dc:description',
    subject,
    ...alternative,
  )}${element('dc:creator', author, '<rdf:Seq><rdf:li>', '</rdf:li></rdf:Seq>')}${element(
    'dc:language',
    language,
    '<rdf:Bag><rdf:li>',
    '</rdf:li></rdf:Bag>',
  )}
</rdf:Description>`;
}

const instant = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

function basics({ createdAt, modifiedAt = createdAt, creatorTool, producer, keywords }: DocumentFacts): string {
  return `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
  <xmp:CreateDate>${instant(createdAt)}</xmp:CreateDate>
  <xmp:ModifyDate>${instant(modifiedAt)}</xmp:ModifyDate>${element('xmp:CreatorTool', creatorTool)}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
  <pdf:Producer>${escapeXml(producer)}</pdf:Producer>${element('pdf:Keywords', keywords)}
</rdf:Description>`;
}

function facturX(level: string): string {
  return `<rdf:Description rdf:about="" xmlns:fx="${FACTUR_X}">
  <fx:DocumentType>INVOICE</fx:DocumentType>
  <fx:DocumentFileName>${ATTACHMENT_NAME}</fx:DocumentFileName>
  <fx:Version>1.0</fx:Version>
  <fx:ConformanceLevel>${escapeXml(level)}</fx:ConformanceLevel>
</rdf:Description>`;
}

function extensionSchemas(more: string): string {
  return `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag>${more}<rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>${FACTUR_X}</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>fx</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq>${PROPERTIES.map(property).join('')}
    </rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`;
}

function property([name, description]: readonly [string, string]): string {
  return `
      <rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>${name}</pdfaProperty:name>
        <pdfaProperty:valueType>Text</pdfaProperty:valueType>
        <pdfaProperty:category>external</pdfaProperty:category>
        <pdfaProperty:description>${description}</pdfaProperty:description>
      </rdf:li>`;
}
