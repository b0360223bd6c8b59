import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument, rgb } from '@cantoo/pdf-lib';
import * as fontkit from 'fontkit';
import Pdf from 'pdfkit';
import { blankPage, packedPdf, rawPdf } from '../../libs/formats/testing/raw-pdf.js';

/** A PDF as a caller may send it, and what becomes of it. */
export interface CallerPdf {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** `wrapped`, or the code of a reason for which it is refused. */
  readonly outcome: string;
}

const DEJAVU = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const AT = new Date('2026-06-01T08:00:00Z');
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** A page drawn with pdfkit. */
function drawn(draw: (page: PDFKit.PDFDocument) => void, options: object = {}): Promise<Buffer> {
  const page = new Pdf({ font: DEJAVU, info: { Title: 'Facture & <essai>', CreationDate: AT }, ...options });
  const chunks: Buffer[] = [];
  const ended = new Promise<Buffer>((resolve, reject) => {
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.once('end', () => resolve(Buffer.concat(chunks)));
    page.once('error', reject);
  });
  draw(page);
  page.end();
  return ended;
}

/** A part of a PNG: size, kind, data, sum. */
const chunk = (kind: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
};

/** A PNG of 4 × 4 pixels in the colour type of PNG: 2 RGB, 6 RGB with alpha, 0 grey. */
function png(type: 0 | 2 | 6): Buffer {
  const channels = { 0: 1, 2: 3, 6: 4 }[type];
  const rows = Array.from({ length: 4 }, (_, row) => [
    0,
    ...Array.from({ length: 4 * channels }, (__, at) => (row * 60 + at * 15) % 256),
  ]);
  const head = Buffer.from([0, 0, 0, 4, 0, 0, 0, 4, 8, type, 0, 0, 0]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const text = (page: PDFKit.PDFDocument): unknown => page.fontSize(14).text('Facture n° 1 — 1 800,00 €');

async function withPdfkit(): Promise<CallerPdf[]> {
  const wrapped = async (name: string, draw: (page: PDFKit.PDFDocument) => void, options?: object) => ({
    name,
    bytes: await drawn(draw, options),
    outcome: 'wrapped',
  });
  return [
    await wrapped('embedded-font', text),
    await wrapped('pdfa-1b', text, { subset: 'PDF/A-1b' }),
    await wrapped('pdfa-2b', text, { subset: 'PDF/A-2b' }),
    await wrapped(
      'pdfa-3a-tagged',
      (page) => {
        const part = page.struct('Document');
        page.addStructure(part);
        part.add(page.struct('P', {}, () => void page.text('Facture balisée')));
        part.end();
      },
      { subset: 'PDF/A-3a', pdfVersion: '1.7', tagged: true, lang: 'fr-FR' },
    ),
    await wrapped('link-and-colours', (page) => {
      page.fillColor('#0a58ca').text('onefacture', { link: 'https://example.org/', underline: true });
      page.fillColor('red').rect(100, 200, 50, 50).fill();
    }),
    await wrapped('images', (page) => {
      for (const type of [0, 2, 6] as const) page.image(png(type), { width: 60 });
    }),
    await wrapped('transparency-and-gradient', (page) => {
      const gradient = page.linearGradient(50, 50, 200, 200).stop(0, 'green').stop(1, 'yellow', 0.4);
      page.rect(50, 50, 150, 150).fill(gradient).opacity(0.3).rect(80, 80, 90, 90).fill('blue');
    }),
    await wrapped('attachment', (page) => {
      page.file(Buffer.from('a;b'), { name: 'détail.csv', type: 'text/csv' });
      page.text('Avec pièce jointe');
    }),
    { name: 'standard-font', bytes: await drawn(text, { font: 'Helvetica' }), outcome: 'FONT_NOT_EMBEDDED' },
    {
      name: 'cmyk',
      bytes: await drawn((page) => page.fillColor([10, 90, 10, 0]).rect(50, 50, 90, 90).fill()),
      outcome: 'DEVICE_COLOUR',
    },
    {
      name: 'form-without-appearance',
      bytes: await drawn((page) => void page.initForm().formText('name', 50, 50, 200, 20)),
      outcome: 'APPEARANCE',
    },
    { name: 'undefined-glyph', bytes: await drawn((page) => page.text('日本')), outcome: 'UNDEFINED_GLYPH' },
    { name: 'encrypted', bytes: await drawn(text, { userPassword: 'x' }), outcome: 'document.unreadable' },
  ];
}

async function withPdfLib(): Promise<CallerPdf[]> {
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkit);
  const font = await pdf.embedFont(readFileSync(DEJAVU), { subset: true });
  pdf.addPage().drawText('Facture', { font, x: 50, y: 700, color: rgb(0, 0, 0.5) });
  const field = pdf.getForm().createTextField('customer');
  field.setText('Globex');
  field.addToPage(pdf.getPage(0), { font, x: 50, y: 600, width: 200, height: 30 });
  field.updateAppearances(font);
  return [
    {
      name: 'object-streams-and-form',
      bytes: await pdf.save({ useObjectStreams: true, updateFieldAppearances: false }),
      outcome: 'wrapped',
    },
  ];
}

const stream = (dict: string, data: string | Buffer) => ({ dict, data: Buffer.from(data) });
const content = (data: string | Buffer, resources = '') =>
  [...blankPage('', `/Contents 4 0 R/Resources<<${resources}>>`), stream('', data)] as const;

function byHand(): CallerPdf[] {
  const helvetica = '/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>';
  const layers =
    '/OCProperties<</OCGs[5 0 R]/D<</ON[5 0 R]/Order[]/AS[<</Event/View/OCGs[5 0 R]/Category[/View]>>]>>>>';
  const raw = { image: '/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8' };
  return [
    { name: 'blank', bytes: rawPdf(blankPage()), outcome: 'wrapped' },
    { name: 'blank-packed', bytes: packedPdf(blankPage()), outcome: 'wrapped' },
    { name: 'invisible-text', bytes: rawPdf(content('BT 3 Tr /F 12 Tf (OCR) Tj ET', helvetica)), outcome: 'wrapped' },
    {
      name: 'inline-image',
      bytes: rawPdf(content('q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q')),
      outcome: 'wrapped',
    },
    {
      name: 'layers',
      bytes: rawPdf([
        ...blankPage(layers, '/Contents 4 0 R/Resources<</Properties<</L 5 0 R>>>>'),
        stream('', '/OC /L BDC 0 0 9 9 re f EMC'),
        '<</Type/OCG/Name(Logo)>>',
      ]),
      outcome: 'wrapped',
    },
    {
      name: 'interpolated-image',
      bytes: rawPdf([
        ...content('/I Do', '/XObject<</I 5 0 R>>'),
        stream(`${raw.image}/ColorSpace/DeviceRGB/Interpolate true/Alternates[]`, 'abc'),
      ]),
      outcome: 'wrapped',
    },
    {
      name: 'no-cross-reference',
      bytes: Buffer.from(
        rawPdf(content('0 0 9 9 re f'))
          .toString('latin1')
          .replace(/xref[\s\S]*/, ''),
        'latin1',
      ),
      outcome: 'wrapped',
    },
    {
      name: 'cmyk-image',
      bytes: rawPdf([
        ...content('/I Do', '/XObject<</I 5 0 R>>'),
        stream(`${raw.image}/ColorSpace/DeviceCMYK`, 'abcd'),
      ]),
      outcome: 'DEVICE_COLOUR',
    },
    { name: 'javascript', bytes: rawPdf(blankPage('/OpenAction<</S/JavaScript/JS(app.alert)>>')), outcome: 'ACTION' },
    {
      name: 'launch',
      bytes: rawPdf(blankPage('', '/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(x)>>>>]')),
      outcome: 'ACTION',
    },
    { name: 'movie', bytes: rawPdf(blankPage('', '/Annots[<</Subtype/Movie/Rect[0 0 9 9]>>]')), outcome: 'ANNOTATION' },
    {
      name: 'lzw',
      bytes: rawPdf([
        ...blankPage('', '/Contents 4 0 R'),
        stream('/Filter/LZWDecode', Buffer.from([0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01])),
      ]),
      outcome: 'LZW',
    },
    { name: 'unknown-operator', bytes: rawPdf(content('0 0 9 9 re frobnicate')), outcome: 'OPERATOR' },
    {
      name: 'transfer-function',
      bytes: rawPdf(content('/G gs 0 0 9 9 re f', '/ExtGState<</G<</TR/Identity>>>>')),
      outcome: 'GRAPHICS_STATE',
    },
    { name: 'signed', bytes: rawPdf(blankPage('/AcroForm<</Fields[<</FT/Sig/V<</Type/Sig>>>>]>>')), outcome: 'SIGNED' },
    {
      name: 'huge-page',
      bytes: rawPdf(blankPage().map((object) => object.replace('200 200', '20000 20000'))),
      outcome: 'PAGE_SIZE',
    },
  ];
}

const HTML = `<!doctype html><html lang="fr"><title>Facture 7</title><style>body{font-family:sans-serif}
.card{box-shadow:0 2px 8px rgba(0,0,0,.3);opacity:.8;background:linear-gradient(90deg,#fff,#9cf);padding:2em}
table{border-collapse:collapse;width:100%}td{border:1px solid #999}</style>
<h1>Facture n° 7</h1><div class="card">Total : <b>1 800,00 €</b> — <i>merci</i></div>
<table>${'<tr><td>Conseil</td><td>150,00</td></tr>'.repeat(60)}</table><a href="https://example.org/">Payer</a>
<img width="40" src="data:image/png;base64,${png(6).toString('base64')}"></html>`;

/** A page printed by Chromium; nothing where it is not installed. */
async function withChromium(): Promise<CallerPdf[]> {
  if (!existsSync(CHROMIUM)) return [];
  const folder = mkdtempSync(join(tmpdir(), 'caller-pdf-'));
  try {
    const [source, target] = [join(folder, 'page.html'), join(folder, 'page.pdf')];
    writeFileSync(source, HTML);
    const options = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-pdf-header-footer',
      `--user-data-dir=${folder}/profile`,
    ];
    await promisify(execFile)(CHROMIUM, [...options, `--print-to-pdf=${target}`, `file://${source}`]);
    return [{ name: 'chromium', bytes: readFileSync(target), outcome: 'wrapped' }];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** PDFs of many makers. Chromium's is left out where there is no Chromium. */
export async function callerPdfs(): Promise<CallerPdf[]> {
  return [...(await withPdfkit()), ...(await withPdfLib()), ...byHand(), ...(await withChromium())];
}
