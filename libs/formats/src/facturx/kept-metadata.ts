import { PDFAID } from '../pdf/container-facts.js';
import { fieldsOf, RDF, xmpText, type XmpAttribute, type XmpNode } from '../pdf/xmp-reader.js';
import { escapeXml, type KeptMetadata } from './xmp.js';

export const DUBLIN_CORE = 'http://purl.org/dc/elements/1.1/';
export const XMP_BASIC = 'http://ns.adobe.com/xap/1.0/';
export const PDF_PROPERTIES = 'http://ns.adobe.com/pdf/1.3/';
const EXTENSION = 'http://www.aiim.org/pdfa/ns/extension/';
const SCHEMA = 'http://www.aiim.org/pdfa/ns/schema#';
const XML = 'http://www.w3.org/XML/1998/namespace';
/** Written anew for every wrapped document. */
const OWN: ReadonlySet<string> = new Set([DUBLIN_CORE, XMP_BASIC, PDF_PROPERTIES, PDFAID, EXTENSION]);
const isHybrid = (uri: string): boolean => /^urn:(?:factur-x|zugferd|ferd):/i.test(uri);

/**
 * The metadata of a PDF/A that stay when it becomes a Factur-X file: properties of other schemas, and the
 * descriptions of these schemas that PDF/A asks for (ISO 19005-3 §6.6.2.3).
 */
export function keptMetadata(properties: readonly XmpNode[]): KeptMetadata {
  const kept = properties.filter(({ uri }) => !OWN.has(uri) && !isHybrid(uri));
  const schemas = properties
    .filter(({ uri, local }) => uri === EXTENSION && local === 'schemas')
    .flatMap(({ children }) => children.flatMap((bag) => bag.children))
    .filter((item) => !isHybrid(xmpText(fieldsOf(item), SCHEMA, 'namespaceURI') ?? ''));
  const descriptions = kept.map((node) => `<rdf:Description rdf:about="">${xmlOf(node)}</rdf:Description>`);
  return { descriptions: descriptions.join('\n'), schemas: schemas.map(xmlOf).join('') };
}

function xmlOf(node: XmpNode): string {
  const names = new Map([['rdf', RDF]]);
  const qualified = ({ uri, prefix, local }: Pick<XmpAttribute, 'uri' | 'prefix' | 'local'>): string => {
    if (uri === '') return local;
    if (uri === XML) return `xml:${local}`;
    const own = uri === RDF ? 'rdf' : prefix === '' ? 'ns' : prefix;
    names.set(own, uri);
    return `${own}:${local}`;
  };
  const name = qualified(node);
  const attributes = node.attributes.map((attribute) => ` ${qualified(attribute)}="${escapeXml(attribute.value)}"`);
  const spaces = [...names]
    .filter(([, uri]) => uri !== RDF)
    .map(([prefix, uri]) => ` xmlns:${prefix}="${escapeXml(uri)}"`);
  const inside = node.children.length > 0 ? node.children.map(xmlOf).join('') : escapeXml(node.text);
  return `<${name}${spaces.join('')}${attributes.join('')}>${inside}</${name}>`;
}
