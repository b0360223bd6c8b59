import { ParseOption, XmlBufferInputProvider, XmlDocument, xmlRegisterInputProvider, XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageStructure } from '../message-structure.js';
import { xsdDocument } from './xsd-document.js';

const NAMESPACES = { r: { uri: 'urn:r', prefix: '' }, s: { uri: 'urn:s', prefix: 's' } };

const TABLE = `
[r]
Root
  One code 0..1
  s:Two Part 0..n
  Stamp when 0..1
code: code token
  @list token{1,3}
  @fix token = a&"<
when: dateTime choice
  Text text 1..1
  Day day 1..1
text: text string
  @format! string
day: isoDate date
[s]
Part
  Name name 1..2
  Empty Empty 0..1
  Any extra 0..1
Empty
name: text string
extra: extension any
`;

const structure = messageStructure({
  root: { name: 'Root', namespace: 'urn:r' },
  namespaces: NAMESPACES,
  shared: ['s'],
  tables: [TABLE],
});
const FILES = new Map([
  ['urn:r', 'r.xsd'],
  ['urn:s', 's.xsd'],
]);
const text = (uri: string): string => xsdDocument(uri, [structure], FILES);

describe('the schema document of a namespace', () => {
  it('declares the root, imports what it names and refers to shared elements', () => {
    const root = text('urn:r');
    expect(root).toContain('<xs:element name="Root" type="own:Root"/>');
    expect(root).toContain('<xs:import namespace="urn:s" schemaLocation="s.xsd"/>');
    expect(root).toContain('<xs:element ref="s:Two" minOccurs="0" maxOccurs="unbounded"/>');
    expect(root).toContain('<xs:element name="One" type="own:code" minOccurs="0"/>');
    expect(root).toContain('fixed="a&amp;&quot;&lt;"');
  });

  it('declares shared elements once, by name, and imports nothing it does not name', () => {
    const part = text('urn:s');
    expect([...part.matchAll(/^ {2}<xs:element name="(\w+)"/gm)].map(([, name]) => name)).toEqual([
      'Any',
      'Empty',
      'Name',
      'Two',
    ]);
    expect(part).not.toContain('<xs:import');
    expect(part).toContain('<xs:complexType name="Empty"/>');
  });

  it('writes what several structures share once', () => {
    expect(xsdDocument('urn:s', [structure, structure], FILES)).toBe(text('urn:s'));
  });
});

const two = (inside: string): string => `<s:Two><s:Name/>${inside}</s:Two>`;

describe('the schema, loaded', () => {
  let validator: XsdValidator;

  beforeAll(() => {
    const files = [...FILES].map(([uri, file]) => [`memory:/xsd-document/${file}`, Buffer.from(text(uri))] as const);
    xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(files)));
    validator = XsdValidator.fromDoc(XmlDocument.fromString(text('urn:r'), { url: 'memory:/xsd-document/r.xsd' }));
  });
  afterAll(() => validator.dispose());

  const accepts = (inside: string): boolean => {
    const source = `<Root xmlns="urn:r" xmlns:s="urn:s">${inside}</Root>`;
    const document = XmlDocument.fromString(source, { option: ParseOption.XML_PARSE_NONET });
    try {
      validator.validate(document);
      return true;
    } catch {
      return false;
    } finally {
      document.dispose();
    }
  };

  it.each([
    '',
    '<One list="abc" fix="a&amp;&quot;&lt;">x</One>',
    `${two('')}${two('<s:Name/>')}`,
    '<Stamp><Text format="1">x</Text></Stamp>',
    '<Stamp><Day>2026-01-31</Day></Stamp>',
    two('<s:Empty/>'),
    two('<s:Any><x xmlns="urn:x"><y/></x></s:Any>'),
  ])('accepts %s', (inside) => {
    expect(accepts(inside)).toBe(true);
  });

  it.each([
    '<One list="abcd"/>',
    '<One fix="b"/>',
    '<One other="1"/>',
    '<One/><One/>',
    two('<s:Name/><s:Name/>'),
    '<s:Two/>',
    `${two('')}<One/>`,
    '<Stamp/>',
    '<Stamp><Text>x</Text></Stamp>',
    '<Stamp><Day>31.1.2026</Day></Stamp>',
    '<Stamp><Day>2026-01-31</Day><Day>2026-01-31</Day></Stamp>',
    two('<s:Empty>x</s:Empty>'),
    two('<s:Any/>'),
    two('<s:Any><s:Name/></s:Any>'),
  ])('refuses %s', (inside) => {
    expect(accepts(inside)).toBe(false);
  });
});
