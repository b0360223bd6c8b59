import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { escapeXml, xmpDescriptions, type DocumentFacts } from './xmp.js';

const facts: DocumentFacts = {
  title: 'Facture N° A&B<1>',
  author: 'Dupont & Fils "SARL"',
  subject: 'x',
  creatorTool: 'test <1>',
  producer: 'test',
  language: 'fr-FR',
  createdAt: new Date('2026-06-01T08:00:00.123Z'),
  level: 'EN 16931',
};

describe('escapeXml', () => {
  it('escapes markup and drops what XML cannot hold', () => {
    expect(escapeXml('a<b>&"c"')).toBe('a&lt;b&gt;&amp;&quot;c&quot;');
    expect(escapeXml('a\u0000b\u000bc\ud800d\uffffe')).toBe('abcde');
    expect(escapeXml('é 🎉\t\n')).toBe('é 🎉\t\n');
  });
});

describe('xmpDescriptions', () => {
  it('is well-formed and says what Factur-X asks for', () => {
    const texts = new Map<string, string>();
    let open = '';
    const parser = new SaxesParser({ xmlns: true });
    parser.on('opentag', (tag) => (open = tag.name));
    parser.on('text', (text) => text.trim() && texts.set(open, text));
    parser.write(`<r xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${xmpDescriptions(facts)}</r>`).close();
    expect(texts.get('fx:ConformanceLevel')).toBe('EN 16931');
    expect(texts.get('fx:DocumentFileName')).toBe('factur-x.xml');
    expect(texts.get('fx:DocumentType')).toBe('INVOICE');
    expect(texts.get('fx:Version')).toBe('1.0');
    expect(texts.get('xmp:CreatorTool')).toBe('test <1>');
    expect(texts.get('xmp:CreateDate')).toBe('2026-06-01T08:00:00Z');
    expect(texts.get('pdfaSchema:namespaceURI')).toBe('urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#');
    expect(texts.get('pdfaSchema:prefix')).toBe('fx');
  });
});
