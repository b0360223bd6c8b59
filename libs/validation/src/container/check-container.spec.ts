import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { examinePdf, isEncryption, writeCii, writeFacturX } from '@onefacture/formats';
import type { InvoiceDocument } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { rawPdf, blankPage } from '../../../formats/testing/raw-pdf.js';
import { sampleInvoice } from '../../../formats/testing/sample-invoices.js';
import { type Damage, hybridPdf } from '../../testing/hybrid-pdf.js';
import type { Finding } from '../report/finding.js';
import { checkContainer, CONTAINER_RULES } from './check-container.js';

const within = (country_code: string, more: Partial<InvoiceDocument> = {}): InvoiceDocument => ({
  profile: 'EN16931',
  seller: { address: { country_code } },
  buyer: { address: { country_code } },
  ...more,
});
const findings = (pdf: Uint8Array, document = within('FR')): readonly Finding[] =>
  checkContainer(examinePdf(pdf), document);
const codes = (pdf: Uint8Array, document?: InvoiceDocument): string[] =>
  findings(pdf, document).map(({ code }) => code);

type Case = readonly [code: string, ...damages: Damage[]];

const FX = 'fx:ConformanceLevel="EN 16931"';
const CONTENT = '1 0 0 rg';

/** One thing changed in a container without fault, and the code that tells it. */
const CASES: readonly Case[] = [
  ['OF-PDF-05', ['trailer', '/ID', '/Other']],
  ['OF-PDF-05', ['trailer', '<02>', '<>']],
  ['OF-PDF-10', ['catalog', '/Metadata', '/Other']],
  ['OF-PDF-11', ['xmp', '</x:xmpmeta>', '']],
  ['OF-PDF-12', ['xmp', ' pdfaid:part="3" pdfaid:conformance="B"', '']],
  ['BR-HYBRID-02', ['xmp', 'part="3"', 'part="2"']],
  ['OF-PDF-13', ['xmp', 'conformance="B"', 'conformance="F"']],
  ['OF-PDF-15', ['xmp', 'conformance="B"', 'conformance="A"']],
  ['OF-PDF-16', ['xmp', 'pdfaid:part="3"', 'xmlns:o="urn:own" o:thing="1" pdfaid:part="3"']],
  ['OF-PDF-17', ['xmp', '<p:valueType>Text</p:valueType>', '']],
  ['OF-PDF-17', ['xmp', '<s:schema>Factur-X</s:schema>', '']],
  ['OF-PDF-20', ['catalog', '/S/GTS_PDFA1', '/S/GTS_PDFX']],
  ['OF-PDF-20', ['catalog', '/OutputIntents', '/Other']],
  ['OF-PDF-22', ['catalog', '9 0 R>>]', '9 0 R>><</S/Other/DestOutputProfile 7 0 R>>]']],
  ['OF-PDF-23', ['content', CONTENT, '0 0 0 1 k']],
  ['OF-PDF-24', ['content', CONTENT, '/Odd cs']],
  ['OF-PDF-25', ['content', CONTENT, '/C cs'], ['page', '/X', '/ColorSpace<</C[/ICCBased 99 0 R]>>/X']],
  [
    'OF-PDF-30',
    ['content', CONTENT, 'BT /F 9 Tf (x) Tj ET'],
    ['page', '/X', '/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/X'],
  ],
  [
    'OF-PDF-31',
    ['content', CONTENT, 'BT /F 9 Tf (x) Tj ET'],
    ['page', '/X', '/Font<</F<</Type/Font/Subtype/TrueType/FontDescriptor<</FontFile2 7 0 R>>>>>>/X'],
  ],
  [
    'OF-PDF-32',
    ['content', CONTENT, 'BT /F 9 Tf (x) Tj ET'],
    ['page', '/X', '/Font<</F<</Type/Font/Subtype/Odd/FontDescriptor<</FontFile 7 0 R>>>>>>/X'],
  ],
  ['OF-PDF-40', ['catalog', '/AF', '/OpenAction<</S/JavaScript/JS(x)>>/AF']],
  ['OF-PDF-40', ['page', '/X', '>>/Annots[<</Subtype/Link/F 4/Rect[0 0 1 1]/A<</S/Launch>>>>]/Y<</X']],
  ['OF-PDF-41', ['page', '/X', '>>/Annots[<</Subtype/Link/Rect[0 0 1 1]>>]/Y<</X']],
  ['OF-PDF-42', ['page', '/X', '>>/Annots[<</Subtype/Square/F 4/Rect[0 0 5 5]>>]/Y<</X']],
  ['OF-PDF-43', ['catalog', '/AF', '/AcroForm<</NeedAppearances true>>/AF']],
  ['OF-PDF-44', ['catalog', '/AF', '/AcroForm<</XFA[]>>/AF']],
  ['OF-PDF-45', ['contentDict', '', '/Filter/FlateDecode']],
  ['OF-PDF-46', ['content', CONTENT, 'xyz']],
  ['OF-PDF-47', ['content', CONTENT, '/None Do']],
  ['OF-PDF-48', ['content', CONTENT, 'q '.repeat(29)]],
  ['OF-PDF-49', ['content', CONTENT, '/G gs'], ['page', '/X', '/ExtGState<</G<</TR/Identity>>>>/X']],
  ['OF-PDF-50', ['content', CONTENT, '/Odd ri']],
  ['OF-PDF-59', ['extra', '<<>>', `<</${'n'.repeat(128)} 1>>`]],
  ['OF-PDF-60', ['catalog', '/AF', '/StructTreeRoot<</RoleMap<</A/#ff>>>>/AF']],
  ['OF-PDF-61', ['page', '/Contents', '/CropBox[0 0 1 1]/Contents']],
  ['OF-PDF-62', ['catalog', '/AF', '/OCProperties<</D<<>>>>/AF']],
  ['OF-PDF-63', ['catalog', '/AF', '/Collection<<>>/AF']],
  ['OF-PDF-72', ['spec', '/AFRelationship/Alternative', '']],
  ['OF-PDF-73', ['file', '/Subtype/text#2Fxml', '']],
  ['OF-PDF-73', ['file', '/text#2Fxml', '/xml']],
  ['OF-PDF-74', ['spec', '/UF(factur-x.xml)', '']],
  ['OF-PDF-75', ['file', 'text#2Fxml', 'application#2Fxml']],
  ['OF-PDF-76', ['file', '/ModDate', '/Other']],
  ['BR-HYBRID-03', ['xmp', '<p:name>Version</p:name>', '<p:name>Revision</p:name>']],
  ['BR-HYBRID-05', ['xmp', '<s:prefix>fx', '<s:prefix>zf']],
  ['BR-HYBRID-06', ['xmp', 'fx:DocumentType="INVOICE"', 'fx:DocumentType="ORDER"']],
  ['BR-HYBRID-07', ['xmp', FX, 'fx:ConformanceLevel="EN16931"']],
  ['BR-HYBRID-08', ['xmp', 'fx:DocumentFileName="factur-x.xml"', 'fx:DocumentFileName="invoice.xml"']],
  ['BR-HYBRID-09', ['xmp', 'fx:Version="1.0"', 'fx:Version="1.08"']],
  ['BR-HYBRID-10', ['xmp', 'fx:Version="1.0"', 'fx:Version="2p1"']],
  ['BR-HYBRID-11', ['spec', '/Alternative', '/Supplement']],
  ['BR-HYBRID-12', ['catalog', '/AF[5 0 R]', '']],
  ['BR-HYBRID-12', ['catalog', '/EmbeddedFiles', '/Other']],
  ['BR-HYBRID-14', ['xmp', 'fx:DocumentFileName="factur-x.xml"', 'fx:DocumentFileName="xrechnung.xml"']],
  ['BR-HYBRID-15', ['xmp', FX, 'fx:ConformanceLevel="EXTENDED"']],
];

/** What an object among the resources of a page can hold that it may not. */
const OBJECTS: readonly (readonly [code: string, dict: string])[] = [
  ['OF-PDF-51', '/Subtype/Image/Alternates[]'],
  ['OF-PDF-52', '/Subtype/Image/Interpolate true'],
  ['OF-PDF-53', '/Subtype/PS'],
  ['OF-PDF-54', '/Subtype/Form/Ref<<>>'],
  ['OF-PDF-55', '/Subtype/Image/Filter/LZWDecode'],
  ['OF-PDF-56', '/Subtype/Image/Filter/Crypt'],
  ['OF-PDF-57', '/Subtype/Image/Filter/Odd'],
  ['OF-PDF-58', '/Subtype/Image/F(elsewhere)'],
];

const second = (name: string, dict = '/Subtype/text#2Fcsv') => ({
  more: [`<</F(${name})/UF(${name})/AFRelationship/Supplement/EF<</F 11 0 R>>>>`, { dict, data: Buffer.from('a') }],
});

const composite = (widths: string): string =>
  `<</Type/Font/Subtype/Type0/BaseFont/DejaVu/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2/BaseFont/DejaVu/CIDSystemInfo<<>>/CIDToGIDMap/Identity${widths}/FontDescriptor<</FontFile2 10 0 R>>>>]>>`;

const named = (name: string): Damage[] => [
  ['spec', '/F(factur-x.xml)/UF(factur-x.xml)', `/F(${name})/UF(${name})`],
  ['xmp', 'fx:DocumentFileName="factur-x.xml"', `fx:DocumentFileName="${name}"`],
];

const level = (value: string): Damage => ['xmp', FX, `fx:ConformanceLevel="${value}"`];

describe('a container', () => {
  it('without fault has no finding', () => {
    expect(findings(hybridPdf())).toEqual([]);
  });

  it.each(CASES.map(([code, ...damages]) => ({ code, damages })))('breaks $code by $damages', ({ code, damages }) => {
    expect(codes(hybridPdf(damages))).toContain(code);
  });

  it.each(OBJECTS)('breaks %s by an object %s', (code, dict) => {
    const extra = { dict, data: Buffer.from('') };
    expect(codes(hybridPdf([['page', '/X 8 0 R', '/XObject<</X 8 0 R>>']], { extra }))).toContain(code);
  });

  it('breaks what its bytes begin and end with', () => {
    const whole = hybridPdf();
    const text = whole.toString('latin1');
    expect(codes(Buffer.concat([Buffer.from('\n\n'), whole]))).toContain('OF-PDF-02');
    expect(codes(Buffer.from(text.replace('%PDF-1.7', '%PDF-2.0'), 'latin1'))).toEqual(['OF-PDF-03']);
    expect(codes(Buffer.from(text.replace('%\u00e2\u00e3\u00cf\u00d3', '%abcd'), 'latin1'))).toEqual(['OF-PDF-04']);
    expect(codes(Buffer.from(text.replace(/startxref\n\d+/, 'startxref\n7'), 'latin1'))).toEqual(['OF-PDF-06']);
    expect(codes(Buffer.concat([whole, Buffer.from('<html>')]))).toEqual(['OF-PDF-07']);
    expect(codes(Buffer.concat([whole, Buffer.from('\r\n')]))).toContain('OF-PDF-07');
    expect(codes(Buffer.from(text.replace('%%EOF', ''), 'latin1'))).toEqual(['OF-PDF-08']);
  });

  it('breaks what its streams say of themselves', () => {
    const text = hybridPdf().toString('latin1');
    const longer = text.replace(/(text#2Fxml.*?\/Length )10/, '$199');
    expect(codes(Buffer.from(longer, 'latin1'))).toEqual(['OF-PDF-09']);
    expect(codes(Buffer.from(text.replace('/Subtype/XML', '/Subtype/XMQ'), 'latin1'))).toEqual(['OF-PDF-18']);
  });

  it('breaks what needs other objects', () => {
    expect(codes(hybridPdf([], { icc: Buffer.alloc(128) }))).toContain('OF-PDF-21');
    const prefixed = hybridPdf()
      .toString('latin1')
      .replaceAll('pdfaid:', 'aaaaaa:')
      .replace('xmlns:pdfaid', 'xmlns:aaaaaa');
    expect(codes(Buffer.from(prefixed, 'latin1'))).toEqual(['OF-PDF-14']);
    const listed: Damage = ['catalog', '5 0 R]>>', '5 0 R(x) 10 0 R]>>'];
    const associated: Damage = ['catalog', '/AF[5 0 R]', '/AF[5 0 R 10 0 R]'];
    expect(codes(hybridPdf([listed, associated], second('a.csv')))).toEqual([]);
    expect(codes(hybridPdf([listed], second('a.csv')))).toEqual(['OF-PDF-71']);
    expect(codes(hybridPdf([listed, associated], second('a.csv', '/Subtype/text#2Fcsv/Filter/DCTDecode')))).toEqual([
      'OF-PDF-70',
    ]);
    expect(codes(hybridPdf([listed, associated], second('xrechnung.xml', '/Subtype/text#2Fxml')))).toEqual([
      'OF-PDF-77',
    ]);
  });

  it('shows text as its fonts are', () => {
    const program = readFileSync(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
    const simple =
      '<</Type/Font/Subtype/TrueType/BaseFont/DejaVu/Widths[600]/FontDescriptor<</Flags 32/FontFile2 10 0 R>>';
    const shown = (font: string, text: string): string[] =>
      codes(
        hybridPdf(
          [
            ['page', '/X 8 0 R', '/Font<</F 8 0 R>>'],
            ['content', CONTENT, `BT /F 9 Tf ${text} Tj ET`],
          ],
          { extra: font, more: [{ dict: '', data: program }] },
        ),
      );
    expect(shown(`${simple}/Encoding/WinAnsiEncoding>>`, '(x)')).toEqual([]);
    expect(shown(`${simple}>>`, '(x)')).toEqual(['OF-PDF-33']);
    expect(shown(composite('/DW 1000'), '<0024>')).toEqual(['OF-PDF-34']);
    expect(shown(composite('/W[36[684]]'), '<0024>')).toEqual([]);
    expect(shown(composite('/W[36[684]]').replace('/CIDToGIDMap/Identity', ''), '<0024>')).toEqual(['OF-PDF-32']);
    expect(shown(composite('/W[36[684]]'), '<0000>')).toEqual(['OF-PDF-35']);
  });

  it('names its attachment', () => {
    expect(codes(hybridPdf(named('facture.xml')))).toEqual(['BR-HYBRID-08', 'BR-HYBRID-13']);
    expect(codes(hybridPdf(named('zugferd-invoice.xml')))).toEqual(['BR-HYBRID-08', 'OF-PDF-78']);
    expect(codes(hybridPdf(named('xrechnung.xml')))).toEqual([]);
  });

  it('announces its invoice in the namespace of Factur-X', () => {
    const text = hybridPdf().toString('latin1');
    const older = text.replaceAll('urn:factur-x:pdfa', 'urn:zugferd:pdfa ').replaceAll('pdfa :', 'pdfa:');
    expect(codes(Buffer.from(older, 'latin1'))).toContain('BR-HYBRID-04');
  });

  it('may be a PDF/A-4f', () => {
    const four: Damage[] = [
      ['xmp', 'part="3"', 'part="4"'],
      ['xmp', 'conformance="B"', 'conformance="F"'],
    ];
    const text = hybridPdf(four).toString('latin1').replace('%PDF-1.7', '%PDF-2.0');
    expect(codes(Buffer.from(text, 'latin1'))).toEqual([]);
    expect(codes(hybridPdf([['xmp', 'part="3"', 'part="4"']]))).toContain('BR-HYBRID-02');
  });

  it('fits profile and country', () => {
    const data: Damage = ['spec', '/Alternative', '/Data'];
    const source: Damage = ['spec', '/Alternative', '/Source'];
    expect(codes(hybridPdf([level('MINIMUM'), data]), within('FR', { profile: 'MINIMUM' }))).toEqual([]);
    expect(codes(hybridPdf([level('MINIMUM'), data]), within('DE', { profile: 'MINIMUM' }))).toEqual([
      'BR-HYBRID-DE-01',
    ]);
    expect(codes(hybridPdf([level('BASIC WL'), data]), within('DE', { profile: 'BASIC_WL' }))).toEqual([
      'BR-HYBRID-DE-02',
    ]);
    expect(codes(hybridPdf([level('MINIMUM')]), within('FR', { profile: 'MINIMUM' }))).toEqual(['BR-HYBRID-11']);
    expect(codes(hybridPdf([source]))).toEqual([]);
    expect(codes(hybridPdf([source]), within('DE'))).toEqual(['BR-HYBRID-11']);
    const xrechnung = { specification: 'urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_3.0' };
    expect(codes(hybridPdf([level('XRECHNUNG')]), within('DE', xrechnung))).toEqual([]);
    expect(codes(hybridPdf([level('XRECHNUNG')]), within('FR', xrechnung))).toEqual(['BR-HYBRID-FR-01']);
  });

  it('without an invoice is told so, and nothing about one', () => {
    const bare = rawPdf(blankPage(), '/ID[<01><02>]');
    expect(codes(bare)).toEqual(['OF-PDF-10', 'BR-HYBRID-01']);
  });

  it('that is encrypted is told by its code', () => {
    const bytes = rawPdf(blankPage(), '/Encrypt<</Filter/Standard>>');
    let caught: unknown;
    try {
      examinePdf(bytes);
    } catch (error) {
      caught = error;
    }
    expect(isEncryption(caught)).toBe(true);
    expect(checkContainer('encrypted', undefined).map(({ code }) => code)).toEqual(['OF-PDF-01']);
  });

  it('that we write is without fault in every profile', async () => {
    const options = { createdAt: new Date('2026-06-01T08:00:00Z'), generator: 'test' };
    for (const profile of ['MINIMUM', 'BASIC_WL', 'BASIC', 'EN16931', 'EXTENDED'] as const) {
      const invoice = sampleInvoice({ profile });
      const attachments = [{ name: 'a.csv', bytes: Buffer.from('a'), mimeType: 'text/csv' }];
      const pdf = await writeFacturX(invoice, writeCii(invoice), { ...options, attachments });
      expect(findings(pdf, { ...within('FR'), profile })).toEqual([]);
    }
  });

  it('is told in both languages, with every value filled in', () => {
    const all = [
      ...CASES.map(([, ...damages]) => findings(hybridPdf(damages))).flat(),
      ...findings(rawPdf(blankPage())),
    ];
    for (const { message, message_fr, path } of all) {
      expect(message).not.toMatch(/[{}]/);
      expect(message_fr).not.toMatch(/[{}]/);
      expect(message_fr).not.toBe(message);
      expect(path).not.toBe('');
    }
    expect(new Set(CONTAINER_RULES.map(({ id }) => id)).size).toBe(CONTAINER_RULES.length);
  });
});
