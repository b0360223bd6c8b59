import { PDFDict, PDFName } from '@cantoo/pdf-lib';
import { Decimal } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { openPdf, pdfTexts, streamBytes } from '../../testing/pdf-text.js';
import { sampleInvoice } from '../../testing/sample-invoices.js';
import { WHOLE_DOCUMENT } from '../../testing/whole-document.js';
import { writeReadablePdf } from './readable-pdf.js';

const options = { createdAt: new Date('2026-06-01T08:00:00Z'), generator: 'onefacture test' };
const texts = async (...[document, more]: [Parameters<typeof writeReadablePdf>[0], object?]): Promise<string[]> =>
  (await pdfTexts(await writeReadablePdf(document, { ...options, ...more }))).flat();

describe('the file', () => {
  it('is PDF/A-3b and does not call itself Factur-X', async () => {
    const pdf = await openPdf(await writeReadablePdf(WHOLE_DOCUMENT, options));
    const packet = streamBytes(pdf.catalog.lookup(PDFName.of('Metadata'))).toString('utf8');
    expect(packet).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(packet).not.toMatch(/factur-x|pdfaExtension/i);
    expect(pdf.catalog.get(PDFName.of('AF'))).toBeUndefined();
    const names = pdf.catalog.lookupMaybe(PDFName.of('Names'), PDFDict);
    expect(names?.get(PDFName.of('EmbeddedFiles'))).toBeUndefined();
    expect(pdf.getTitle()).toBe('Autofacture N° TOUT-2026-77');
    expect(pdf.getSubject()).toBe('Autofacture N° TOUT-2026-77, Vendeur SAS → Client SAS, 2026-01-02');
  });

  it('is the same for the same input', async () => {
    const one = await writeReadablePdf(WHOLE_DOCUMENT, options);
    expect(Buffer.compare(one, await writeReadablePdf(WHOLE_DOCUMENT, options))).toBe(0);
  });
});

describe('the page', () => {
  it('takes a document that says nothing', async () => {
    expect(await texts({})).toEqual(expect.arrayContaining(['Facture', 'VENDEUR', 'CLIENT', 'Page 1/1']));
  });

  it('speaks English when asked and lists remarks last', async () => {
    const said = await texts(sampleInvoice(), { language: 'en', remarks: ['/rsm:Other', 'second'] });
    expect(said).toContain('Amount due');
    const at = said.indexOf('Elements of the file outside this view');
    expect(said.slice(at + 1, at + 5)).toEqual(['–', '/rsm:Other', '–', 'second']);
  });

  it('shows an amount too wide for its panel in a row, uncut', async () => {
    const due = new Decimal('123456789012345678901234567890.123456789');
    const said = await texts({ currency: 'EUR', totals: { due } });
    expect(said.join('').replaceAll(' ', '')).toContain('123456789012345678901234567890,123456789€');
  });

  it('loses no line of a text that is longer than a page, in any part', async () => {
    const long = Array.from({ length: 700 }, (_, at) => `mot${at}`).join(' ');
    const said = await texts({
      number: 'n'.repeat(3000),
      seller: { name: long, legal_information: long },
      payee: { name: 'P', address: { line1: long } },
      payment_terms: long,
      allowances: [{ reason: long }],
      lines: [{ id: '1', name: 'L', notes: [{ content: long }], seller: { name: long } }],
      attachments: [{ id: long }],
    });
    const words = said.join(' ').split(/[^\w]+/);
    for (const word of ['mot0', 'mot350', 'mot699']) {
      expect(words.filter((one) => one === word).length).toBeGreaterThanOrEqual(8);
    }
  });

  it('takes five thousand lines with details', async () => {
    const lines = Array.from({ length: 5000 }, (_, at) => ({
      id: String(at),
      name: `Article ${at}`,
      seller_item_id: `R-${at}`,
      ...(at % 10 === 0 ? { kind: 'GROUP' } : { parent_id: String(at - (at % 10)) }),
    }));
    const said = await texts({ lines });
    expect(said.filter((text) => /^Article \d+$/.test(text))).toHaveLength(5000);
    expect(said).toContain('Réf. R-4999');
  }, 60_000);
});
