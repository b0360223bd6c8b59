import { AppError } from '@onefacture/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeAttribute, escapeText } from './escaping.js';
import { illegalXmlCharacter } from './xml-element.js';
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
