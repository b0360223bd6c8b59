import { PDFDict, PDFName, type PDFDocument } from '@cantoo/pdf-lib';
import { AppError } from '@onefacture/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { associatedFiles, openPdf, streamBytes } from '../../testing/pdf-text.js';
import { blankPage, packedPdf, rawPdf } from '../../testing/raw-pdf.js';
import { readPdfContainer } from '../pdf/pdf-container.js';
import { wrapFacturX, type WrapOptions } from './wrap-factur-x.js';

const options: WrapOptions = {
  wrappedAt: new Date('2026-06-01T08:00:00Z'),
  generator: 'onefacture test',
  language: 'fr-FR',
};
const XML = '<Invoice>é</Invoice>';
const wrap = (pdf: Uint8Array, more: Partial<WrapOptions> = {}): Uint8Array =>
  wrapFacturX(pdf, XML, 'EN16931', { ...options, ...more });
const xmp = (inside: string) => ({
  dict: '/Type/Metadata/Subtype/XML',
  data: Buffer.from(
    `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${inside}</rdf:RDF></x:xmpmeta>`,
  ),
});
const PDFA = (part: number, level: string): string =>
  `<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="${part}" pdfaid:conformance="${level}"/>`;
const packetOf = (pdf: PDFDocument): string => streamBytes(pdf.catalog.lookup(PDFName.of('Metadata'))).toString('utf8');
const reasons = (pdf: Uint8Array): string[] => {
  try {
    wrap(pdf);
    return [];
  } catch (error) {
    if (error instanceof AppError && error.code === 'document.not_convertible')
      return (error.options.errors ?? []).map(({ field, code }) => `${code} ${field}`);
    throw error;
  }
};

/** Part and level of a PDF that claimed these, once wrapped. */
const claimed = (part: number, level: string, catalog = ''): string | undefined => {
  const pdf = rawPdf([...blankPage(`/Metadata 4 0 R${catalog}`), xmp(PDFA(part, level)), '<</Type/StructTreeRoot>>']);
  const { pdfa } = readPdfContainer(wrap(pdf)).facts;
  return `${pdfa?.part}${pdfa?.conformance}`;
};

/** A page with this content and these resources. */
const page = (content: string, resources: string): Buffer =>
  rawPdf([...blankPage('', `/Contents 4 0 R/Resources<<${resources}>>`), { dict: '', data: Buffer.from(content) }]);

const part = (kind: string, roles = '') =>
  rawPdf(blankPage(`/StructTreeRoot<</K<</S/${kind}/P null>>/RoleMap<<${roles}>>>>`));
const colour = (name: string) => `/ColorSpace<</C[/Separation/${name}/DeviceGray<<>>]>>`;

describe('a wrapped PDF', () => {
  it('holds the XML byte for byte, with level, relationship and dates', async () => {
    const bytes = wrap(rawPdf(blankPage()));
    const { invoice, facts, findings } = readPdfContainer(bytes);
    expect(invoice).toEqual({
      name: 'factur-x.xml',
      description: 'Factur-X',
      relationship: 'Alternative',
      mime_type: 'text/xml',
      bytes: Buffer.from(XML),
      modified_at: '2026-06-01T08:00:00.000Z',
      in_name_tree: true,
      in_af: true,
    });
    expect(facts).toMatchObject({
      pdf_version: '1.7',
      pdfa: { part: '3', conformance: 'B' },
      lang: 'fr-FR',
      has_output_intent: true,
      fx: {
        document_type: 'INVOICE',
        document_file_name: 'factur-x.xml',
        version: '1.0',
        conformance_level: 'EN 16931',
      },
    });
    expect(findings).toEqual([]);
    expect(associatedFiles(await openPdf(bytes)).map(({ name }) => name)).toEqual(['factur-x.xml']);
    expect(Buffer.compare(bytes, wrap(rawPdf(blankPage())))).toBe(0);
  });

  it.each([
    ['MINIMUM', 'MINIMUM', 'Data'],
    ['BASIC_WL', 'BASIC WL', 'Data'],
    ['BASIC', 'BASIC', 'Alternative'],
    ['EXTENDED', 'EXTENDED', 'Alternative'],
  ] as const)('of profile %s says %s and %s', (profile, level, relationship) => {
    const { facts, invoice } = readPdfContainer(wrapFacturX(rawPdf(blankPage()), XML, profile, options));
    expect(facts.fx?.conformance_level).toBe(level);
    expect(invoice?.relationship).toBe(relationship);
  });

  it('is a PDF/A-3 whatever it was; levels U and A stay where they can', () => {
    expect(claimed(1, 'B')).toBe('3B');
    expect(claimed(1, 'A')).toBe('3B');
    expect(claimed(2, 'U')).toBe('3U');
    expect(claimed(3, 'A')).toBe('3B');
    expect(claimed(3, 'A', '/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R')).toBe('3A');
  });

  it('keeps title, author and foreign metadata, in Info and XMP alike', async () => {
    const pdf = rawPdf(
      [
        ...blankPage('/Metadata 4 0 R'),
        xmp(`${PDFA(3, 'B')}<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:fx="urn:zugferd:pdfa:CrossIndustryDocument:invoice:2p0#">
          <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Titre &amp; suite</rdf:li></rdf:Alt></dc:title>
          <fx:Version>old</fx:Version><xmpMM:DocumentID>uuid:1</xmpMM:DocumentID></rdf:Description>`),
        '<</Author(A&B <SARL>)/Producer(p)/CreationDate(D:20200102030405Z)>>',
      ],
      '/Info 5 0 R',
    );
    const wrapped = await openPdf(wrap(pdf));
    const packet = packetOf(wrapped);
    expect(packet).toContain('Titre &amp; suite');
    expect(packet).toContain('A&amp;B &lt;SARL&gt;');
    expect(packet).toContain(
      '<xmpMM:DocumentID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">uuid:1</xmpMM:DocumentID>',
    );
    expect(packet).toContain('<xmp:CreateDate>2020-01-02T03:04:05Z</xmp:CreateDate>');
    expect(packet).not.toContain('zugferd');
    expect(wrapped.getTitle()).toBe('Titre & suite');
    expect(wrapped.getAuthor()).toBe('A&B <SARL>');
    expect(wrapped.getProducer()).toBe('onefacture test');
    expect(wrapped.getCreationDate()?.toISOString()).toBe('2020-01-02T03:04:05.000Z');
  });

  it('replaces an earlier invoice, keeps other files and adds those given', () => {
    const first = wrap(rawPdf(blankPage()), {
      attachments: [
        { name: 'détail.csv', bytes: Buffer.from('1'), mimeType: 'text/csv', description: 'Détail' },
        { name: 'bon.pdf', bytes: Buffer.from('2'), mimeType: 'application/pdf', relationship: 'Data' },
      ],
    });
    const again = wrapFacturX(first, '<New/>', 'BASIC', {
      ...options,
      relationship: 'Source',
      attachments: [{ name: 'bon.pdf', bytes: Buffer.from('3'), mimeType: 'application/pdf' }],
    });
    const files = readPdfContainer(again).attachments;
    expect(files.map(({ name, relationship, bytes }) => [name, relationship, Buffer.from(bytes).toString()])).toEqual([
      ['bon.pdf', 'Supplement', '3'],
      ['factur-x.xml', 'Source', '<New/>'],
      ['détail.csv', 'Supplement', '1'],
    ]);
    expect(files.find(({ name }) => name === 'détail.csv')).toMatchObject({
      description: 'Détail',
      mime_type: 'text/csv',
    });
  });

  it('has what was mended', async () => {
    const pdf = await openPdf(
      wrap(
        packedPdf(blankPage('/AcroForm<</Fields[]/NeedAppearances true>>', '/Annots[<</Subtype/Link/Rect[0 0 9 9]>>]')),
      ),
    );
    const annotation = pdf.getPage(0).node.Annots()?.lookup(0, PDFDict);
    expect(String(annotation?.get(PDFName.of('F')))).toBe('4');
    expect(pdf.catalog.lookup(PDFName.of('AcroForm'), PDFDict).has(PDFName.of('NeedAppearances'))).toBe(false);
    expect(pdf.context.trailerInfo.ID).toBeDefined();
  });

  it('has fonts that say they are fonts', () => {
    const fonts = '/Font<</Font<</Subtype/Type1/BaseFont/Courier/Encoding<<>>>>/G<</Type/Other/Subtype/Type1>>>>';
    const text = Buffer.from(wrap(page('BT 3 Tr /Font 9 Tf (x) Tj ET', fonts))).toString('latin1');
    expect(text.match(/\/Type \/Font\b/g)).toHaveLength(2);
    expect(text).toMatch(/\/Encoding <<\s*>>/);
  });
});

describe('a PDF that cannot become PDF/A-3', () => {
  it('is refused with every reason and its place', () => {
    const pdf = rawPdf([
      ...blankPage(
        '/Names<</JavaScript<<>>>>',
        '/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[<</Subtype/Sound>>]',
      ),
      { dict: '', data: Buffer.from('BT /F 9 Tf (x) Tj ET 1 0 0 0 k') },
      '<</Type/Font/Subtype/Type1/BaseFont/Courier>>',
    ]);
    expect(reasons(pdf).toSorted()).toEqual([
      'ACTION document',
      'ANNOTATION pages[1]',
      'APPEARANCE pages[1]',
      'DEVICE_COLOUR pages[1]',
      'FONT_NOT_EMBEDDED pages[1]',
    ]);
  });

  it('is not refused for fonts that show nothing, nor for colours it defines', () => {
    const font = '/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>';
    expect(reasons(page('BT 3 Tr /F 9 Tf (x) Tj ET', font))).toEqual([]);
    expect(reasons(page('BT /F 9 Tf ET', font))).toEqual([]);
    expect(reasons(page('q BT /F 9 Tf ET Q BT (x) Tj ET', font))).toEqual([]);
    expect(reasons(page('1 0 0 0 k', '/ColorSpace<</DefaultCMYK[/Separation/X/DeviceGray<<>>]>>'))).toEqual([]);
    expect(reasons(page('1 0 0 rg 1 G', ''))).toEqual([]);
    expect(reasons(page('q '.repeat(29), ''))).toEqual(['NESTING pages[1]']);
    expect(reasons(page('/X Do', ''))).toEqual(['RESOURCE pages[1]']);
    expect(reasons(page('( unclosed', ''))).toEqual(['CONTENT_UNREADABLE pages[1]']);
  });

  it('is refused for compression nobody knows and names that are no text', () => {
    const stream = { dict: '/Filter/FlateDeqode', data: Buffer.from('x') };
    expect(reasons(rawPdf([...blankPage('/X 4 0 R'), stream]))).toEqual(['FILTER objects[4]']);
    expect(reasons(part('P#C3#A9'))).toEqual([]);
    expect(reasons(part('No#E9'))).toEqual(['NAME document']);
    expect(reasons(part('P', '/A#FF/P'))).toEqual(['NAME document']);
    expect(reasons(page('/C cs', colour('Or')))).toEqual([]);
    expect(reasons(page('/C cs', colour('Or#FE')))).toEqual(['NAME pages[1]']);
  });

  it('is not read when it is none, and profiles without a level are refused', () => {
    expect(() => wrap(Buffer.from('no'))).toThrow(expect.objectContaining({ code: 'document.unreadable' }));
    const blank = rawPdf(blankPage());
    expect(() => wrapFacturX(blank, XML, 'EXTENDED_CTC_FR', options)).toThrow(
      expect.objectContaining({ code: 'request.invalid' }),
    );
    const asSource = { ...options, relationship: 'Source' } as const;
    expect(() => wrapFacturX(blank, XML, 'MINIMUM', asSource)).toThrow(
      expect.objectContaining({ code: 'request.invalid' }),
    );
    for (const name of ['', 'a/b', 'factur-x.xml', '\u0007']) {
      const attachments = [{ name, bytes: new Uint8Array(), mimeType: 'text/csv' }];
      expect(() => wrap(blank, { attachments })).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    }
  });
});

describe('any damage', () => {
  it('gives a file that can be read again, or an error of ours', () => {
    const seeds = [
      rawPdf([
        ...blankPage('', '/Contents 4 0 R/Annots[<</Subtype/Link>>]'),
        { dict: '', data: Buffer.from('q 0 0 9 9 re f Q') },
      ]),
      packedPdf(blankPage('/Lang(fr)', '/Resources<</Font<</F<</Subtype/Type0/DescendantFonts[3 0 R]>>>>>>')),
    ];
    const change = fc.record({ at: fc.double({ min: 0, max: 0.9999, noNaN: true }), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 8 }), (seed, changes) => {
        const bytes = Buffer.from(seed);
        for (const { at, byte } of changes) bytes[Math.floor(at * bytes.length)] = byte;
        let name: string | undefined = 'factur-x.xml';
        try {
          name = readPdfContainer(wrap(bytes)).invoice?.name;
        } catch (error) {
          if (!(error instanceof AppError) || !error.code.startsWith('document.')) throw error;
        }
        expect(name).toBe('factur-x.xml');
      }),
      { numRuns: 800 },
    );
  });
});
