import { PDFArray, PDFDict, PDFName, PDFString, type PDFDocument } from '@cantoo/pdf-lib';
import { Decimal } from 'decimal.js';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, it } from 'vitest';
import { associatedFiles, openPdf, pdfTexts, streamBytes } from '../../testing/pdf-text.js';
import { ACME, creditNote, GLOBEX, longInvoice, sampleInvoice, sampleLine } from '../../testing/sample-invoices.js';
import { writeCii } from '../cii/cii-writer.js';
import { readPdfContainer } from '../pdf/pdf-container.js';
import { writeFacturX } from './factur-x.js';

const options = { createdAt: new Date('2026-06-01T08:00:00Z'), generator: 'onefacture test' };
const flat = async (bytes: Uint8Array): Promise<string[]> => (await pdfTexts(bytes)).flat();
const name = PDFName.of.bind(PDFName);

function elements(xml: string): Map<string, string> {
  const found = new Map<string, string>();
  const parser = new SaxesParser({ xmlns: true });
  let open = '';
  parser.on('opentag', (tag) => (open = tag.name));
  parser.on('text', (text) => text.trim() && found.set(open, text));
  parser.write(xml.replace(/<\?xpacket[^>]*\?>/g, '').trim()).close();
  return found;
}

describe('the file', () => {
  const invoice = sampleInvoice({ number: 'F/2026-1', seller: { ...ACME, name: 'Dupont & Fils <SARL>' } });
  const xml = writeCii(invoice);
  let bytes: Uint8Array;
  let pdf: PDFDocument;
  beforeAll(async () => {
    bytes = await writeFacturX(invoice, xml, options);
    pdf = await openPdf(bytes);
  });

  it('is a PDF 1.7 with an id, the same for the same input', async () => {
    expect(Buffer.from(bytes.subarray(0, 8)).toString()).toBe('%PDF-1.7');
    expect(pdf.context.trailerInfo.ID).toBeInstanceOf(PDFArray);
    expect(Buffer.compare(bytes, await writeFacturX(invoice, xml, options))).toBe(0);
  });

  it('attaches the XML byte for byte, as an alternative to the page', () => {
    expect(associatedFiles(pdf)).toEqual([
      { name: 'factur-x.xml', relationship: '/Alternative', type: '/text#2Fxml', bytes: Buffer.from(xml, 'utf8') },
    ]);
    const tree = pdf.catalog.lookup(name('Names'), PDFDict).lookup(name('EmbeddedFiles'), PDFDict);
    const names = tree.lookup(name('Names'), PDFArray);
    expect(names.lookup(0, PDFString).decodeText()).toBe('factur-x.xml');
    expect(names.get(1)).toBe(pdf.catalog.lookup(name('AF'), PDFArray).get(0));
  });

  it('declares PDF/A-3b and Factur-X in XMP that any name leaves well-formed', () => {
    const packet = streamBytes(pdf.catalog.lookup(name('Metadata'))).toString('utf8');
    const found = elements(packet);
    expect(found.get('pdfaid:part')).toBe('3');
    expect(found.get('pdfaid:conformance')).toBe('B');
    expect(found.get('fx:ConformanceLevel')).toBe('EN 16931');
    expect(found.get('fx:DocumentFileName')).toBe('factur-x.xml');
    expect(packet).toContain('Dupont &amp; Fils &lt;SARL&gt;');
  });

  it('has a colour profile, a language and a title for the window', () => {
    const intent = pdf.catalog.lookup(name('OutputIntents'), PDFArray).lookup(0, PDFDict);
    expect(String(intent.lookup(name('S')))).toBe('/GTS_PDFA1');
    expect(streamBytes(intent.lookup(name('DestOutputProfile'))).length).toBeGreaterThan(1000);
    expect(pdf.catalog.lookup(name('Lang'), PDFString).decodeText()).toBe('fr-FR');
    const preferences = pdf.catalog.lookup(name('ViewerPreferences'), PDFDict);
    expect(String(preferences.lookup(name('DisplayDocTitle')))).toBe('true');
    expect(pdf.getTitle()).toBe('Facture N° F/2026-1');
    expect(pdf.getAuthor()).toBe('Dupont & Fils <SARL>');
  });

  it('embeds every font', () => {
    const fonts = pdf.getPages().flatMap((page) => page.node.Resources()?.lookup(name('Font'), PDFDict).values() ?? []);
    expect(fonts.length).toBeGreaterThanOrEqual(2);
    for (const reference of fonts) {
      const font = pdf.context.lookup(reference, PDFDict);
      const descendant = font.lookup(name('DescendantFonts'), PDFArray).lookup(0, PDFDict);
      const descriptor = descendant.lookup(name('FontDescriptor'), PDFDict);
      expect(streamBytes(descriptor.lookup(name('FontFile2'))).length).toBeGreaterThan(500);
    }
  });

  it('attaches further files and takes the relationship asked for', async () => {
    const attachments = [{ name: 'bon n° 1.pdf', bytes: Buffer.from('%PDF'), mimeType: 'application/pdf' }];
    const more = await writeFacturX(invoice, Buffer.from(xml), { ...options, relationship: 'Source', attachments });
    const files = readPdfContainer(more).attachments;
    expect(files.map((file) => [file.name, file.relationship, file.mime_type]).toSorted()).toEqual([
      ['bon n° 1.pdf', 'Supplement', 'application/pdf'],
      ['factur-x.xml', 'Source', 'text/xml'],
    ]);
    expect(files.every(({ in_af, in_name_tree }) => in_af && in_name_tree)).toBe(true);
    expect(files.find((file) => file.name === 'factur-x.xml')?.bytes).toEqual(Buffer.from(xml));
  });

  it('names the level and relationship of other profiles, and refuses those Factur-X has not', async () => {
    const wl = await openPdf(await writeFacturX({ ...invoice, profile: 'BASIC_WL' }, xml, options));
    expect(associatedFiles(wl)[0]?.relationship).toBe('/Data');
    await expect(writeFacturX({ ...invoice, profile: 'EXTENDED_CTC_FR' }, xml, options)).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });
});

describe('the page', () => {
  it('says everything of the quick-start invoice', async () => {
    const texts = await flat(await writeFacturX(sampleInvoice(), '<x/>', options));
    const expected = [
      ...['Facture', 'N° INV-2026-0001', '1 juin 2026', '1 juillet 2026', 'Prestation de services'],
      ...['VENDEUR', 'Acme SAS', '75007 Paris', 'France', 'SIREN 732 829 320', 'N° TVA FR44732829320'],
      ...['CLIENT', 'Globex SAS', 'Adresse électronique 0225:552120222'],
      ...['Consulting services', '10 h', '150,00', '20 %', '1 500,00', 'TVA 20 %', '300,00'],
      ...['1 500,00 €', '300,00 €', '1 800,00 €', 'Net à payer', 'au plus tard le 1 juillet 2026'],
      ...['Pénalités de retard', 'Indemnité de recouvrement', 'Escompte', 'Page 1/1'],
    ];
    for (const text of expected) expect(texts).toContain(text);
    expect(texts.join(' ')).toContain('40 €');
    expect(texts.join(' ')).toContain('RCS Paris 732 829 320');
  });

  it('speaks English when asked', async () => {
    const bytes = await writeFacturX(sampleInvoice(), '<x/>', { ...options, locale: 'en' });
    const texts = await flat(bytes);
    for (const text of ['Invoice', 'No. INV-2026-0001', '1 June 2026', '€1,800.00', 'Amount due', 'VAT 20%'])
      expect(texts).toContain(text);
    expect((await openPdf(bytes)).catalog.lookup(name('Lang'), PDFString).decodeText()).toBe('en-GB');
  });

  it('shows a credit note with the invoice it corrects', async () => {
    const texts = await flat(await writeFacturX(creditNote(), '<x/>', options));
    for (const text of [
      'Avoir',
      'Facture d’origine',
      'INV-2026-0001 du 1 juin 2026',
      'Net en votre faveur',
      '360,00 €',
    ])
      expect(texts).toContain(text);
    expect(texts).not.toContain('Net à payer');
  });

  it('shows references, period, payment means and exemption reasons', async () => {
    const invoice = sampleInvoice({
      order_reference: 'BC-7',
      contract_reference: 'CT-9',
      buyer_reference: 'SERVICE-1',
      delivery_date: '2026-05-31',
      period: { start_date: '2026-05-01', end_date: '2026-05-31' },
      payment_terms: '30 jours',
      payment_means: [{ type_code: '58', iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP' }],
      lines: [sampleLine({ tax_category: 'AE', tax_rate: new Decimal(0), seller_item_id: 'X1' })],
    });
    const texts = await flat(await writeFacturX(invoice, '<x/>', options));
    const expected = ['BC-7', 'CT-9', 'SERVICE-1', '31 mai 2026', 'du 1 mai 2026 au 31 mai 2026', '30 jours'];
    expected.push('Virement SEPA', 'FR76 3000 6000 0112 3456 7890 189', 'AGRIFRPP', 'Réf. X1', 'Autoliquidation');
    for (const text of expected) expect(texts).toContain(text);
    expect(texts.join(' ')).toContain('TVA due par le preneur');
  });

  it('keeps a category on one line, the numbers in the foot, and a tax registration of its own', async () => {
    const longName = 'Société de construction et de réhabilitation du patrimoine bâti ancien '.repeat(3).trim();
    const invoice = sampleInvoice({
      seller: { ...ACME, name: longName, tax_registration: 'FC-12' },
      lines: [sampleLine({ tax_category: 'K', tax_rate: new Decimal(0) })],
    });
    const texts = await flat(await writeFacturX(invoice, '<x/>', options));
    expect(texts.filter((text) => text === 'Intracommunautaire')).toHaveLength(2);
    expect(texts).toContain('Identifiant fiscal FC-12');
    expect(texts.find((text) => text.includes('… · '))).toMatch(/SIREN 732 829 320 · N° TVA FR44732829320$/);
    const same = sampleInvoice({ seller: { ...ACME, tax_registration: ACME.siren ?? '' } });
    expect((await flat(await writeFacturX(same, '<x/>', options))).join(' ')).not.toContain('Identifiant fiscal');
  });

  it('shows what is paid already and negative amounts', async () => {
    const paid = sampleInvoice();
    const totals = { ...paid.totals, prepaid: paid.totals.gross, due: new Decimal(0) };
    const texts = await flat(await writeFacturX({ ...paid, totals }, '<x/>', options));
    for (const text of ['Déjà réglé', '\u22121 800,00 €', '0,00 €', 'Facture réglée']) expect(texts).toContain(text);
    const discount = sampleInvoice({ lines: [sampleLine(), sampleLine({ id: '2', quantity: new Decimal(-1) })] });
    expect(await flat(await writeFacturX(discount, '<x/>', options))).toContain('\u2212150,00');
  });
});

describe('length', () => {
  it('goes on over pages: every line once, head and number repeated, pages counted', async () => {
    const pages = await pdfTexts(await writeFacturX(longInvoice(60), '<x/>', options));
    expect(pages).toHaveLength(3);
    for (const [index, texts] of pages.entries()) {
      expect(texts).toContain('Désignation');
      expect(texts).toContain(`Page ${index + 1}/3`);
      expect(texts.includes('Facture N° INV-LONG-60 (suite)')).toBe(index > 0);
    }
    const all = pages.flat().filter((text) => / — lot \d+$/.test(text));
    expect(all.map((text) => Number(text.split(' ').at(-1)))).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
  });

  it('takes thousands of lines', async () => {
    const pdf = await openPdf(await writeFacturX(longInvoice(1500), '<x/>', options));
    expect(pdf.getPageCount()).toBeGreaterThan(50);
  }, 60_000);

  it('takes texts that are longer than a page, and the barest invoice', async () => {
    const word = 'x'.repeat(20_000);
    const long = sampleInvoice({
      notes: [{ content: 'Clause. '.repeat(4000) }],
      buyer: { ...GLOBEX, name: word },
      lines: [sampleLine({ name: word, description: 'Texte. '.repeat(3000) })],
    });
    const pages = await pdfTexts(await writeFacturX(long, '<x/>', options));
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.flat().join('').split('x').length - 1).toBeGreaterThanOrEqual(40_000);
    const party = { name: 'A', address: { country_code: 'FR' } };
    const {
      due_date: _due,
      billing_frame: _frame,
      ...bare
    } = sampleInvoice({ seller: party, buyer: party, notes: [] });
    expect(await flat(await writeFacturX(bare, '<x/>', options))).toContain('Net à payer');
  });

  it('draws names from any script without an undefined glyph', async () => {
    const buyer = { ...GLOBEX, name: 'Ελλάς Łódź 日本 \u0007🎉' };
    const texts = (await flat(await writeFacturX(sampleInvoice({ buyer }), '<x/>', options))).join('');
    expect(texts).toContain('Ελλάς');
    expect(texts).toContain('□□');
    expect(texts).not.toContain('\u0000');
  });
});
