import { AppError } from '@onefacture/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeAttribute, escapeText } from './escaping.js';
import { illegalXmlCharacter, type XmlElement } from './xml-element.js';
import { XML_LIMITS } from './xml-events.js';
import { readXml } from './xml-reader.js';

const bytes = (text: string) => Buffer.from(text);
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
  return 'nothing thrown';
};
const legalText = fc.string({ unit: 'binary' }).filter((text) => illegalXmlCharacter(text) === undefined);

describe('escaping', () => {
  it('leaves nothing that a parser would take for markup, and keeps line breaks of attributes', () => {
    expect(escapeText(`& < > " ' é 😀\r`)).toBe(`&amp; &lt; &gt; " ' é 😀&#13;`);
    expect(escapeAttribute('"a"\n&\t<')).toBe('&quot;a&quot;&#10;&amp;&#9;&lt;');
  });

  it.each(['\u0000', '\u0008', '\u000B', '\uFFFE', '\uD800', 'a\uDC00b'])('knows that %j cannot be written', (text) => {
    expect(illegalXmlCharacter(text)).toMatch(/^U\+[0-9A-F]{4}$/);
  });

  it('is read back as it was, whatever text it carries', () => {
    fc.assert(
      fc.property(legalText, legalText, (text, value) => {
        const read = readXml(bytes(`<a:x xmlns:a="urn:a" k="${escapeAttribute(value)}">${escapeText(text)}</a:x>`));
        expect(read.text).toBe(text);
        expect(read.attributes.get('k')).toBe(value);
      }),
    );
  });
});

describe('reading XML', () => {
  it('resolves namespaces, joins CDATA, drops text beside children and counts lines', () => {
    const read = readXml(
      bytes('<x xmlns="urn:a" xmlns:b="urn:b">\n noise <b:y b:z="1" k="2">a<![CDATA[<&]]>c</b:y></x>'),
    );
    expect(read).toMatchObject({ namespace: 'urn:a', name: 'x', text: '', line: 1 });
    expect(read.children).toHaveLength(1);
    expect(read.children[0]).toMatchObject({ namespace: 'urn:b', name: 'y', text: 'a<&c', line: 2 });
    expect([...(read.children[0]?.attributes ?? [])]).toEqual([['k', '2']]);
  });

  it('knows what a prefix stands for at each element', () => {
    const read = readXml(
      bytes(
        '<a:x xmlns:a="urn:1" xml:lang="fr"><a:y xmlns:a=" urn:2 " a:k="1" k="2"><a:z/></a:y><a:y/>' +
          '<y xmlns="urn:3"><z/><z xmlns=""/></y><y/></a:x>',
      ),
    );
    const names = (one: XmlElement): unknown[] => [`{${one.namespace}}${one.name}`, ...one.children.map(names)];
    expect(names(read)).toEqual([
      '{urn:1}x',
      ['{urn:2}y', ['{urn:2}z']],
      ['{urn:1}y'],
      ['{urn:3}y', ['{urn:3}z'], ['{}z']],
      ['{}y'],
    ]);
    expect([...read.attributes]).toEqual([]);
    expect([...(read.children[0]?.attributes ?? [])]).toEqual([['k', '2']]);
  });

  it('holds more names than it keeps', () => {
    const children = Array.from({ length: 5_000 }, (_, at) => `<a:n${at}/>`).join('');
    const read = readXml(bytes(`<x xmlns:a="urn:a">${children}${children}</x>`));
    expect(read.children).toHaveLength(10_000);
    expect(read.children.every(({ namespace }) => namespace === 'urn:a')).toBe(true);
    expect(read.children[9_999]?.name).toBe('n4999');
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes('<x>é</x>')])],
    ['UTF-16 without a byte order mark', Buffer.from('<?xml version="1.0" encoding="UTF-16"?><x>é</x>', 'utf16le')],
    ['UTF-16', Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-16"?><x>é</x>', 'utf16le')],
    ['ISO-8859-1', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><x>é</x>', 'latin1')],
  ])('decodes %s', (_, source) => {
    expect(readXml(source).text).toBe('é');
  });

  it.each([
    ['nothing', ''],
    ['no XML', 'hello'],
    ['an open element', '<x><y></x>'],
    ['an unknown prefix', '<p:x/>'],
    ['an unknown prefix of an attribute', '<x p:a=""/>'],
    ['a prefix behind its element', '<x><p:y xmlns:p="urn:p"/><p:y/></x>'],
    ['a prefix behind its empty element', '<x xmlns="urn:a"><p:y xmlns:p="urn:p"></p:y><p:z/></x>'],
    ['a prefix without a namespace', '<x xmlns:p=""/>'],
    ['a name of two colons', '<x xmlns:a="urn:a"><a:b:c/></x>'],
    ['a name that is a prefix', '<a: xmlns:a="urn:a"/>'],
    ['a name without its prefix', '<:a/>'],
    ['a prefix of two colons', '<x xmlns:a:b="urn:a"/>'],
    ['the prefix xmlns on an element', '<xmlns:x/>'],
    ['the prefix xmlns declared', '<x xmlns:xmlns="urn:a"/>'],
    ['the prefix xml declared as another', '<x xmlns:xml="urn:a"/>'],
    ['the namespace of xml as the default', '<x xmlns="http://www.w3.org/XML/1998/namespace"/>'],
    ['the namespace of declarations declared', '<x xmlns:a="http://www.w3.org/2000/xmlns/"/>'],
    ['two attributes of one name', '<x a="" a=""/>'],
    ['two attributes of one name under two prefixes', '<x xmlns:a="urn:a" xmlns:b="urn:a" a:c="" b:c=""/>'],
    ['a colon in an instruction', '<?a:b c?><x/>'],
    ['an unknown entity', '<x>&lol;</x>'],
    ['two roots', '<x/><y/>'],
    ['an unknown encoding', '<?xml version="1.0" encoding="EBCDIC-FR"?><x/>'],
    ['a DOCTYPE', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'],
    ['a DOCTYPE behind a comment', '<?xml version="1.0"?> <!-- > --> <!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'],
    ['a DOCTYPE inside', '<x><!DOCTYPE y></x>'],
  ])('refuses %s', (_, source) => {
    expect(codeOf(() => readXml(bytes(source)))).toBe('document.unreadable');
  });

  it('refuses bytes that are not valid in their encoding', () => {
    expect(codeOf(() => readXml(Buffer.from([0x3c, 0x78, 0x3e, 0xff, 0x3c, 0x2f, 0x78, 0x3e])))).toBe(
      'document.unreadable',
    );
  });

  it.each([
    ['bytes', `<x>${'a'.repeat(200)}</x>`, { bytes: 100 }],
    ['depth', `${'<x>'.repeat(5)}${'</x>'.repeat(5)}`, { depth: 4 }],
    ['attributes', '<x a="" b="" c=""/>', { attributes: 2 }],
    ['elements', `<x>${'<y/>'.repeat(10)}</x>`, { elements: 10 }],
  ])('holds the limit of %s', (_, source, limit) => {
    expect(readXml(bytes(source)).name).toBe('x');
    expect(codeOf(() => readXml(bytes(source), { ...XML_LIMITS, ...limit }))).toBe('document.unreadable');
  });

  it('throws nothing but document.unreadable for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (noise, text) => {
        for (const source of [noise, bytes(`<x>${text}</x>`)]) {
          const code = codeOf(() => readXml(source));
          expect(['document.unreadable', 'nothing thrown']).toContain(code);
        }
      }),
    );
  });
});
