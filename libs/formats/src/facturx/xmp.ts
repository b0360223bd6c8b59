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

/** What the XMP packet says of the document. Texts are plain; they are escaped here. */
export interface DocumentFacts {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly creatorTool: string;
  readonly producer: string;
  /** BCP 47 */
  readonly language: string;
  readonly createdAt: Date;
  /** fx:ConformanceLevel */
  readonly level: string;
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
 * their PDF/A extension schema (ISO 19005-3 §6.6.2.3; Factur-X 1.08 §6.3). pdfaid is written by pdfkit.
 */
export function xmpDescriptions(facts: DocumentFacts): string {
  return [dublinCore(facts), basics(facts), facturX(facts.level), extensionSchema()].join('\n');
}

function dublinCore(facts: DocumentFacts): string {
  const alternative = (text: string): string =>
    `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt>`;
  return `<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <dc:format>application/pdf</dc:format>
  <dc:title>${alternative(facts.title)}</dc:title>
  <dc:description>${alternative(facts.subject)}</dc:description>
  <dc:creator><rdf:Seq><rdf:li>${escapeXml(facts.author)}</rdf:li></rdf:Seq></dc:creator>
  <dc:language><rdf:Bag><rdf:li>${escapeXml(facts.language)}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>`;
}

function basics(facts: DocumentFacts): string {
  const at = `${facts.createdAt.toISOString().slice(0, 19)}Z`;
  return `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
  <xmp:CreateDate>${at}</xmp:CreateDate>
  <xmp:ModifyDate>${at}</xmp:ModifyDate>
  <xmp:CreatorTool>${escapeXml(facts.creatorTool)}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
  <pdf:Producer>${escapeXml(facts.producer)}</pdf:Producer>
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

function extensionSchema(): string {
  return `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
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
