import { AppError } from '@onefacture/errors';
import { describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../testing/sample-invoice.js';
import { readCii } from '../cii/cii-reader.js';
import { readUbl } from '../ubl/ubl-reader.js';
import { writeCii } from '../cii/cii-writer.js';
import { writeFacturX } from '../facturx/factur-x.js';
import { readPdfContainer } from '../pdf/pdf-container.js';
import { conversionSource } from './conversion-source.js';
import { CONVERSION_TARGETS, convertInvoice, type ConversionOptions } from './convert.js';
import { lossesBetween } from './losses.js';

const createdAt = new Date('2026-06-01T10:00:00Z');
const how = (more: Partial<ConversionOptions>): ConversionOptions => ({
  to: 'cii',
  createdAt,
  generator: 'spec 1',
  ...more,
});
const invoice = sampleInvoice([{ price: '150', quantity: '10' }, { rate: '5.5' }]);
const cii = Buffer.from(writeCii(invoice), 'utf8');
const convert = (bytes: Uint8Array, more: Partial<ConversionOptions>) =>
  convertInvoice(conversionSource(bytes), how(more));

const numbered = (number: string) => convert(Buffer.from(writeCii({ ...invoice, number })), { to: 'ubl' });
const source = (value: unknown) => conversionSource(Buffer.from(JSON.stringify(value)));

describe(convertInvoice.name, () => {
  it('leads from anything to anything and back without a loss', async () => {
    const said = readCii(cii).document;
    const readableBack = CONVERSION_TARGETS.filter((target) => target !== 'readable');
    for (const first of readableBack) {
      const middle = await convert(cii, { to: first });
      expect(middle).toMatchObject({ losses: [], findings: [] });
      for (const second of readableBack) {
        const end = await convert(middle.bytes, { to: second });
        expect(end.losses).toEqual([]);
        expect(lossesBetween(said, conversionSource(end.bytes).document)).toEqual([]);
      }
    }
  });

  it('gives bytes that are already what is wanted as they are', async () => {
    const spaced = Buffer.from(cii.toString().replace('?>', '?>\n<!-- mine -->'), 'utf8');
    expect((await convert(spaced, { to: 'cii' })).bytes).toEqual(spaced);
    expect((await convert(spaced, { to: 'cii', profile: 'EN16931' })).bytes).toEqual(spaced);
    const pdf = await writeFacturX(invoice, spaced, { createdAt, generator: 'theirs 2' });
    expect((await convert(pdf, { to: 'facturx' })).bytes).toEqual(pdf);
    expect(Buffer.from((await convert(pdf, { to: 'cii' })).bytes).equals(spaced)).toBe(true);
  });

  it('tells what a smaller profile cannot carry, and writes the rest', async () => {
    const { bytes, losses } = await convert(cii, { to: 'cii', profile: 'BASIC_WL' });
    expect(readCii(bytes).document).toMatchObject({ profile: 'BASIC_WL', number: invoice.number });
    expect(losses).toContainEqual({ field: 'lines[0].name', value: 'Item 1' });
    expect((await convert(cii, { to: 'ubl', profile: 'EXTENDED' })).losses).toEqual([]);
  });

  it('is the same at another time, but for a PDF’s own date', async () => {
    const later = { createdAt: new Date('2027-01-01T00:00:00Z') };
    for (const to of ['cii', 'ubl', 'json'] as const) {
      expect((await convert(cii, { to, ...later })).bytes).toEqual((await convert(cii, { to })).bytes);
    }
  });

  it('draws the page in the language asked for, and the level of the profile', async () => {
    const [french, english] = [
      await convert(cii, { to: 'facturx' }),
      await convert(cii, { to: 'facturx', language: 'en' }),
    ];
    expect(english.bytes).not.toEqual(french.bytes);
    const basic = await convert(cii, { to: 'facturx', profile: 'BASIC' });
    expect(readPdfContainer(basic.bytes).facts.fx?.conformance_level).toBe('BASIC');
    expect(basic).toMatchObject({ mediaType: 'application/pdf', filename: `${invoice.number}.pdf` });
  });

  it('keeps the page and the files of a Factur-X that gets another profile, and tells files that are left behind', async () => {
    const attachments = [{ name: 'hours.csv', bytes: Buffer.from('a;b'), mimeType: 'text/csv' }];
    const pdf = await writeFacturX(invoice, cii, { createdAt, generator: 'theirs 2', attachments });
    const { bytes } = await convert(pdf, { to: 'facturx', profile: 'BASIC' });
    expect(
      readPdfContainer(bytes)
        .attachments.map(({ name }) => name)
        .toSorted(),
    ).toEqual(['factur-x.xml', 'hours.csv']);
    expect((await convert(pdf, { to: 'ubl' })).losses).toEqual([{ field: 'file.attachments[0]', value: 'hours.csv' }]);
  });

  it('shows the PDF it is given, and refuses one that cannot be shown', async () => {
    const page = await writeFacturX(invoice, cii, { createdAt, generator: 'theirs 2' });
    const ubl = (await convert(cii, { to: 'ubl' })).bytes;
    const { bytes } = await convert(ubl, { to: 'facturx', pdf: page });
    expect(readCii(readPdfContainer(bytes).invoice?.bytes ?? new Uint8Array()).document.number).toBe(invoice.number);
    await expect(convert(cii, { to: 'facturx', pdf: Buffer.from('no pdf') })).rejects.toThrow(AppError);
  });

  it('shows an invoice to a person, with what the reader met outside the model', async () => {
    const odd = Buffer.from(cii.toString().replace('<ram:ID>', '<ram:Odd>x</ram:Odd><ram:ID>'), 'utf8');
    const page = await convert(odd, { to: 'readable', format: 'html', language: 'en' });
    expect(page).toMatchObject({ mediaType: 'text/html', filename: `${invoice.number}.html`, losses: [] });
    expect(Buffer.from(page.bytes).toString()).toMatch(new RegExp(`${invoice.number}[^]*ram:Odd has no place`));
    const pdf = await convert(cii, { to: 'readable' });
    expect(pdf).toMatchObject({ mediaType: 'application/pdf', filename: `${invoice.number}.pdf` });
    expect(readPdfContainer(pdf.bytes)).toMatchObject({ attachments: [] });
  });

  it('names files safely', async () => {
    expect((await numbered('../é "A"')).filename).toBe('____A_.xml');
    expect((await numbered('…'.repeat(200))).filename).toHaveLength(104);
  });
});

describe(conversionSource.name, () => {
  const json = {
    number: 'A-1',
    issue_date: '2026-06-01',
    seller: {
      name: 'Acme SAS',
      siren: '732829320',
      address: { line1: '1 rue Cler', postal_code: '75007', city: 'Paris', country_code: 'FR' },
    },
    buyer: {
      name: 'Globex SAS',
      siren: '552120222',
      address: { line1: '2 avenue Foch', postal_code: '75116', city: 'Paris', country_code: 'FR' },
    },
    lines: [{ description: 'Work', quantity: 1, unit_code: 'HUR', unit_price: 0.1, tax_rate: 20, tax_category: 'S' }],
  };
  it('completes a JSON body as a creation would', async () => {
    const { bytes } = await convertInvoice(source(json), how({ to: 'ubl' }));
    expect(readUbl(bytes).document).toMatchObject({ number: 'A-1', seller: { vat_number: 'FR44732829320' } });
  });

  it('tells every fault of a JSON body', () => {
    expect(() => source({ ...json, number: '', lines: [] })).toThrow(
      expect.objectContaining({
        code: 'request.invalid',
        options: expect.objectContaining({
          errors: [expect.objectContaining({ field: 'number' }), expect.objectContaining({ field: 'lines' })],
        }),
      }),
    );
  });

  it.each([
    ['{"number":', /JSON/],
    ['{"vat_breakdown": 1}', /vat_breakdown/],
    ['PK\u0003\u0004', /neither XML nor PDF/],
    ['<a/>', /is a a in no namespace/],
  ])('refuses %s', (text, sentence) => {
    expect(() => conversionSource(Buffer.from(text))).toThrow(
      expect.objectContaining({ code: 'document.unreadable', message: expect.stringMatching(sentence) }),
    );
  });
});
