import { SaxesParser, type SaxesTagNS } from 'saxes';

/** An element of a metadata packet; what stands around its elements as white space is dropped. */
export interface XmpNode {
  readonly uri: string;
  readonly local: string;
  readonly prefix: string;
  readonly attributes: readonly XmpAttribute[];
  readonly children: XmpNode[];
  text: string;
}

export interface XmpAttribute {
  readonly uri: string;
  readonly prefix: string;
  readonly local: string;
  readonly value: string;
}

export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const XMLNS = 'http://www.w3.org/2000/xmlns/';
const DEEPEST = 64;
const LARGEST = 16 * 1024 * 1024;

/** The properties of a metadata packet, each an element of an rdf:Description; undefined when it is not well-formed. */
export function readXmp(bytes: Uint8Array): XmpNode[] | undefined {
  if (bytes.length > LARGEST) return undefined;
  const text = packetText(bytes).trim();
  if (text === '' || /<!DOCTYPE/i.test(text)) return undefined;
  try {
    return propertiesOf(parse(text));
  } catch {
    return undefined;
  }
}

function packetText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  return new TextDecoder().decode(bytes);
}

function parse(text: string): XmpNode {
  const parser = new SaxesParser({ xmlns: true });
  const top: XmpNode = { uri: '', local: '', prefix: '', attributes: [], children: [], text: '' };
  const open = [top];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    if (open.length > DEEPEST) throw new RangeError('nested too deep');
    const node = nodeOf(tag);
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (part) => {
    const node = open.at(-1);
    if (node !== undefined && node.children.length === 0) node.text += part;
  });
  parser.on('closetag', () => {
    const node = open.pop();
    if (node !== undefined && node.children.length > 0) node.text = '';
  });
  parser.write(text).close();
  return top;
}

function nodeOf(tag: SaxesTagNS): XmpNode {
  const attributes = Object.values(tag.attributes)
    .filter(({ uri }) => uri !== XMLNS)
    .map(({ uri, prefix, local, value }) => ({ uri, prefix, local, value }));
  return { uri: tag.uri, local: tag.local, prefix: tag.prefix, attributes, children: [], text: '' };
}

/** Properties written as attributes become elements. */
function propertiesOf(top: XmpNode): XmpNode[] {
  const descriptions: XmpNode[] = [];
  const look = (node: XmpNode): void => {
    if (node.uri === RDF && node.local === 'Description') descriptions.push(node);
    else node.children.forEach(look);
  };
  look(top);
  return descriptions.flatMap(membersOf);
}

/** The elements in a description, and what it has as attributes. */
const membersOf = ({ attributes, children }: XmpNode): XmpNode[] => [
  ...attributes
    .filter(({ uri }) => uri !== RDF && uri !== '' && uri !== 'http://www.w3.org/XML/1998/namespace')
    .map(({ uri, prefix, local, value }) => ({ uri, prefix, local, attributes: [], children: [], text: value })),
  ...children,
];

/** The fields of a structure: its elements and attributes, or those of the rdf:Description in it. */
export function fieldsOf(item: XmpNode): readonly XmpNode[] {
  const [only] = item.children;
  return membersOf(only !== undefined && only.uri === RDF && only.local === 'Description' ? only : item);
}

/** The text of a property, of its first item when it is a list. */
export function xmpText(properties: readonly XmpNode[], uri: string, local: string): string | undefined {
  let node = properties.find((property) => property.uri === uri && property.local === local);
  while (node?.children[0] !== undefined) node = node.children[0];
  return node?.text.trim();
}
