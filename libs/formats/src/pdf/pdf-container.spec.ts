import { deflateSync } from 'node:zlib';
import { AppError } from '@onefacture/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankPage, packedPdf, rawPdf, type RawObject } from '../../testing/raw-pdf.js';
import { readPdfContainer } from './pdf-container.js';
import { PDF_LIMITS } from './pdf-limits.js';

const file = (data: string, dict = ''): RawObject => ({ dict: `/Type/EmbeddedFile${dict}`, data: Buffer.from(data) });
const spec = (name: string, stream: number, more = ''): string =>
  `<</Type/Filespec/F(${name})/UF(${name})/EF<</F ${stream} 0 R>>${more}>>`;
/** One attachment in name tree and /AF. */
const withAttachment = (name: string, data = '<Invoice/>'): Buffer =>
  rawPdf([
    ...blankPage(`/AF[4 0 R]/Names<</EmbeddedFiles<</Names[(${name}) 4 0 R]>>>>`),
    spec(name, 5, '/AFRelationship/Alternative/Desc(\\376\\377\\000R\\000\\351)'),
    file(data, "/Subtype/text#2Fxml/Params<</ModDate(D:20260601100000+02'00')>>"),
  ]);
const faultOf = (bytes: Uint8Array, limits = PDF_LIMITS): string => {
  try {
    readPdfContainer(bytes, limits);
  } catch (error) {
    if (error instanceof AppError && error.code === 'document.unreadable') return error.message;
    throw error;
  }
  return 'read';
};

describe('attachments', () => {
  it('come with all that the file says of them', () => {
    const { invoice, attachments, findings } = readPdfContainer(withAttachment('factur-x.xml'));
    expect(invoice).toEqual({
      name: 'factur-x.xml',
      description: 'Ré',
      relationship: 'Alternative',
      mime_type: 'text/xml',
      bytes: Buffer.from('<Invoice/>'),
      modified_at: '2026-06-01T08:00:00.000Z',
      in_name_tree: true,
      in_af: true,
    });
    expect(attachments).toHaveLength(1);
    expect(findings).toEqual([]);
  });

  it.each([
    'factur-x.xml',
    'ZUGFeRD-invoice.xml',
    'zugferd-invoice.xml',
    'xrechnung.xml',
    'order-x.xml',
    'FACTUR-X.XML',
  ])('named %s are the invoice', (name) => {
    expect(readPdfContainer(withAttachment(name)).invoice?.name).toBe(name);
  });

  it('of other names are kept, and are no invoice', () => {
    const { invoice, attachments } = readPdfContainer(withAttachment('terms.xml'));
    expect(invoice).toBeUndefined();
    expect(attachments.map(({ name }) => name)).toEqual(['terms.xml']);
  });

  it('are found in nested name trees, in /AF alone and in annotations, each once', () => {
    const pdf = rawPdf([
      ...blankPage('/AF[7 0 R]/Names<</EmbeddedFiles 4 0 R>>', '/Annots[<</Subtype/FileAttachment/FS 8 0 R>>]'),
      '<</Kids[5 0 R 4 0 R]>>',
      '<</Kids[<</Names[(a) 6 0 R(a again) 9 0 R]>>]>>',
      spec('a.txt', 10),
      spec('factur-x.xml', 11),
      spec('c.txt', 12),
      spec('a.txt', 10),
      file('A'),
      file('B'),
      file('C'),
    ]);
    const { attachments, invoice, findings } = readPdfContainer(pdf);
    expect(attachments.map(({ name, in_name_tree, in_af }) => [name, in_name_tree, in_af])).toEqual([
      ['a.txt', true, false],
      ['factur-x.xml', false, true],
      ['c.txt', false, false],
    ]);
    expect(Buffer.from(invoice?.bytes ?? []).toString()).toBe('B');
    expect(findings).toEqual([]);
  });

  it('of which two are named as an invoice are reported; XMP decides', () => {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about="" xmlns:fx="urn:zugferd:pdfa:CrossIndustryDocument:invoice:2p0#"
        fx:DocumentFileName="zugferd-invoice.xml" fx:ConformanceLevel="EN 16931"/></rdf:RDF></x:xmpmeta>`;
    const pdf = rawPdf([
      ...blankPage('/AF[4 0 R 6 0 R]/Metadata 8 0 R'),
      spec('factur-x.xml', 5),
      file('A'),
      spec('zugferd-invoice.xml', 7),
      file('B'),
      { dict: '/Type/Metadata/Subtype/XML', data: Buffer.from(xmp) },
    ]);
    const { invoice, findings, facts } = readPdfContainer(pdf);
    expect(invoice?.name).toBe('zugferd-invoice.xml');
    expect(findings.map(({ code }) => code)).toEqual(['INVOICE_AMBIGUOUS']);
    expect(facts.fx).toEqual({
      namespace: 'urn:zugferd:pdfa:CrossIndustryDocument:invoice:2p0#',
      document_file_name: 'zugferd-invoice.xml',
      conformance_level: 'EN 16931',
    });
  });

  it('that are damaged are findings; the others stay', () => {
    const pdf = rawPdf([
      ...blankPage('/AF[4 0 R 6 0 R]'),
      spec('broken.txt', 5),
      { dict: '/Filter/FlateDecode', data: Buffer.from('no deflate at all') },
      spec('factur-x.xml', 7),
      { dict: '/Filter[/ASCIIHexDecode/FlateDecode]', data: Buffer.from(`${deflateSync('<a/>').toString('hex')}>`) },
    ]);
    const { attachments, findings } = readPdfContainer(pdf);
    expect(attachments.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['<a/>']);
    expect(findings).toEqual([{ code: 'ATTACHMENT_UNREADABLE', message: 'The attachment broken.txt cannot be read.' }]);
  });
});

describe('facts', () => {
  it('say what is missing and what a PDF/A may not hold', () => {
    const { facts } = readPdfContainer(
      rawPdf([
        ...blankPage(
          '/Lang(fr-FR)/OpenAction<</S/JavaScript/JS(x)>>/MarkInfo<</Marked true>>',
          '/Resources<</Font<</F 4 0 R>>>>',
        ),
        '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
      ]),
    );
    expect(facts).toEqual({
      pdf_version: '1.7',
      pages: 1,
      lang: 'fr-FR',
      tagged: true,
      has_output_intent: false,
      fonts_embedded: false,
      unembedded_fonts: ['Helvetica'],
      forbidden_actions: ['JavaScript'],
      signed: false,
    });
  });

  it('are read from object streams too', () => {
    const { facts, findings } = readPdfContainer(packedPdf(blankPage('/Lang(en-GB)')));
    expect(facts.lang).toBe('en-GB');
    expect(findings).toEqual([]);
  });
});

describe('damage', () => {
  it('of the cross-reference is repaired and reported', () => {
    const whole = withAttachment('factur-x.xml').toString('latin1');
    for (const damaged of [
      whole.replace(/startxref\n\d+/, 'startxref\n7'),
      whole.replace(/startxref[\s\S]*/, ''),
      whole.replace('%PDF-1.7\n', '%PDF-1.7\n%moved everything by a few bytes\n'),
      packedPdf(blankPage())
        .toString('latin1')
        .replace(/startxref[\s\S]*/, ''),
    ]) {
      const { findings, facts } = readPdfContainer(Buffer.from(damaged, 'latin1'));
      expect(findings.map(({ code }) => code)).toEqual(['CROSS_REFERENCE_REBUILT']);
      expect(facts.pages).toBe(1);
    }
  });

  it('beyond repair is one error with a sentence', () => {
    expect(faultOf(Buffer.alloc(0))).toContain('no PDF');
    expect(faultOf(Buffer.from('PK\u0003\u0004'))).toContain('no PDF');
    expect(faultOf(Buffer.from('%PDF-1.7\n'))).toContain('damaged');
    expect(faultOf(rawPdf(['<</Type/Catalog/Pages 1 0 R/Pages 1 0 R/Kids[1 0 R]>>']))).toBe('read');
    expect(faultOf(rawPdf(['1 0 R']))).toContain('damaged');
    expect(faultOf(rawPdf(blankPage(), '/Encrypt<</Filter/Standard>>'))).toContain('encrypted');
  });
});

describe('limits', () => {
  it('end decompression, before it happens', () => {
    const bomb = deflateSync(Buffer.alloc(8 * 1024 * 1024));
    const pdf = rawPdf([
      ...blankPage('/AF[4 0 R]'),
      spec('factur-x.xml', 5),
      { dict: '/Filter/FlateDecode', data: bomb },
    ]);
    expect(faultOf(pdf, { ...PDF_LIMITS, decoded: 1024 * 1024 })).toContain('too much compressed data');
    expect(faultOf(pdf)).toBe('read');
  });

  it('bound size, objects, attachments and nesting', () => {
    const pdf = withAttachment('factur-x.xml');
    expect(faultOf(pdf, { ...PDF_LIMITS, bytes: 100 })).toContain('larger');
    expect(faultOf(pdf, { ...PDF_LIMITS, objects: 3 })).toContain('too many objects');
    expect(faultOf(pdf, { ...PDF_LIMITS, attachments: 0 })).toContain('too many attachments');
    expect(faultOf(rawPdf(blankPage(`/Deep${'['.repeat(5000)}${']'.repeat(5000)}`)))).toContain('damaged');
    const nested = Array.from({ length: 100 }, (_, index) => `<</Kids[${index + 5} 0 R]>>`);
    expect(faultOf(rawPdf([...blankPage('/Names<</EmbeddedFiles 4 0 R>>'), ...nested]))).toContain('too deep');
  });

  it('let circles pass', () => {
    const pdf = rawPdf([
      '<</Type/Catalog/Pages 2 0 R/AF 4 0 R/X 1 0 R>>',
      '<</Kids[2 0 R 3 0 R]>>',
      '<</Parent 2 0 R>>',
      '4 0 R',
    ]);
    expect(readPdfContainer(pdf).facts.pages).toBe(1);
  });
});

describe('any bytes', () => {
  it('give a container or document.unreadable', () => {
    const seeds = [withAttachment('factur-x.xml'), packedPdf(blankPage('/Lang(fr)'))];
    const change = fc.record({
      at: fc.double({ min: 0, max: 0.9999, noNaN: true }),
      byte: fc.nat(255),
      cut: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 12 }), (seed, changes) => {
        const bytes = Buffer.from(seed);
        for (const { at, byte } of changes) bytes[Math.floor(at * bytes.length)] = byte;
        const { cut = 1, at = 0 } = changes[0] ?? {};
        expect(faultOf(cut === 0 ? bytes.subarray(0, Math.floor(at * bytes.length)) : bytes)).toMatch(/\w/);
      }),
      { numRuns: 1500 },
    );
  });

  it('of PDF words too', () => {
    const word = fc.constantFrom(
      '1 0 obj',
      '2 0 obj',
      'endobj',
      '<<',
      '>>',
      '[',
      ']',
      '(',
      ')',
      '/Type',
      '/Catalog',
      '/Pages',
      '1 0 R',
      '2 0 R',
      'stream',
      'endstream',
      'xref',
      '0 2',
      '0000000009 00000 n',
      'trailer',
      '/Root',
      'startxref',
      '9',
      '/Kids',
      '/Names',
      '/EmbeddedFiles',
      '/AF',
      '<',
      '/Length',
      '/Filter/FlateDecode',
      '/ObjStm',
      '/XRef/W[1 2 1]',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        expect(faultOf(Buffer.from(`%PDF-1.7\n${words.join(' ')}`))).toMatch(/\w/);
      }),
      { numRuns: 1500 },
    );
  });
});
