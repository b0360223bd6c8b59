import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  type PDFPage,
} from '@cantoo/pdf-lib';

/** Opens a PDF without touching its metadata. */
export function openPdf(bytes: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(bytes, { updateMetadata: false });
}

/** The bytes of a stream, decompressed. */
export function streamBytes(stream: unknown): Buffer {
  if (!(stream instanceof PDFRawStream)) throw new TypeError('not a stream');
  return Buffer.from(decodePDFRawStream(stream).decode());
}

/** What a page says: one string per text drawn, in drawing order, read through the fonts' ToUnicode maps. */
export function pageTexts(page: PDFPage): string[] {
  const maps = unicodeMaps(page);
  const content = streamBytes(page.node.lookup(PDFName.of('Contents'))).toString('latin1');
  const texts: string[] = [];
  let map: readonly string[] = [];
  for (const [, font, array = ''] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) map = maps.get(font) ?? [];
    else {
      const codes = [...array.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
      texts.push(codes.map((code) => map[Number.parseInt(code, 16)] ?? '\ufffd').join(''));
    }
  }
  return texts;
}

/** All texts of all pages. */
export async function pdfTexts(bytes: Uint8Array): Promise<string[][]> {
  return (await openPdf(bytes)).getPages().map(pageTexts);
}

function unicodeMaps(page: PDFPage): Map<string, string[]> {
  const fonts = page.node.Resources()?.lookup(PDFName.of('Font'), PDFDict);
  const maps = new Map<string, string[]>();
  for (const [name] of fonts?.entries() ?? []) {
    const stream = fonts?.lookup(name, PDFDict).lookup(PDFName.of('ToUnicode'));
    const ranges = streamBytes(stream)
      .toString('latin1')
      .matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g);
    const map: string[] = [];
    for (const [, first = '0', values = ''] of ranges) {
      for (const [index, [, hex = '']] of [...values.matchAll(/<([0-9a-f]*)>/g)].entries()) {
        map[Number.parseInt(first, 16) + index] = Buffer.from(hex, 'hex').swap16().toString('utf16le');
      }
    }
    maps.set(name.decodeText(), map);
  }
  return maps;
}

/** The attachments that the catalogue's /AF names. */
export function associatedFiles(
  pdf: PDFDocument,
): { name: string; relationship: string; type: string; bytes: Buffer }[] {
  const files = pdf.catalog.lookup(PDFName.of('AF'), PDFArray);
  return Array.from({ length: files.size() }, (_, index) => {
    const spec = files.lookup(index, PDFDict);
    const stream = spec.lookup(PDFName.of('EF'), PDFDict).lookup(PDFName.of('F'));
    if (!(stream instanceof PDFRawStream)) throw new TypeError('no embedded file');
    const text = (key: string): string => String(spec.lookup(PDFName.of(key)));
    return {
      name: text('UF').replace(/^\((.*)\)$/, '$1'),
      relationship: text('AFRelationship'),
      type: String(stream.dict.lookup(PDFName.of('Subtype'))),
      bytes: streamBytes(stream),
    };
  });
}
