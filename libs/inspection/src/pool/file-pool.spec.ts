import { FilePoolSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import {
  openInvoice,
  readPdfContainer,
  readStorableFile,
  wrapFacturX,
  writeCii,
  writeFacturX,
  writeUbl,
} from '@onefacture/formats';
import { invoiceToStored } from '@onefacture/invoice';
import { afterAll, describe, expect, it } from 'vitest';
import { blankPage, rawPdf } from '../../../formats/testing/raw-pdf.js';
import { sampleInvoice } from '../../../formats/testing/sample-invoice.js';
import { FilePool } from './file-pool.js';

const pool = new FilePool(FilePoolSettings.from({ ONEFACTURE_FILE_TIMEOUT: '60s' }));
afterAll(() => pool.onApplicationShutdown());

const invoice = sampleInvoice([{ rate: '20' }, { rate: '5.5', quantity: '3.3333', price: '0.123456' }]);
const cii = Buffer.from(writeCii(invoice));
const made = { createdAt: new Date('2026-06-01T08:00:00Z'), generator: 'onefacture test' };
const supplement = { name: 'offre.pdf', bytes: new Uint8Array([1, 2, 3]), mimeType: 'application/pdf' };
const failure = async (work: Promise<unknown>): Promise<unknown> => {
  const outcome = await work.then(
    () => new Error('nothing was thrown'),
    (error: unknown) => error,
  );
  return outcome;
};

describe('files, opened in a child process', { timeout: 120_000 }, () => {
  it('say there what they say here', async () => {
    const pdf = await writeFacturX(invoice, cii, { ...made, attachments: [supplement] });
    for (const file of [cii, Buffer.from(writeUbl(invoice)), pdf]) {
      expect(await pool.open(file)).toEqual(openInvoice(file));
      expect(await pool.readStorable(file)).toEqual(readStorableFile(file));
    }
    const { container } = await pool.open(pdf);
    expect(container?.attachments).toContain(container?.invoice);
  });

  it('keep their literals and their findings', async () => {
    const unheard = '<ram:Unheard>x</ram:Unheard><ram:Name>';
    const spelt = Buffer.from(cii.toString('utf8').replace('<ram:Name>', unheard));
    const there = await pool.open(spelt);
    expect(there.reading.findings).toMatchObject([{ code: 'OF-XML-01' }]);
    expect(there.reading).toEqual(openInvoice(spelt).reading);
    expect(there.reading.literals).toBeInstanceOf(Map);
  });

  it('tell what an invoice to be stored lacks', async () => {
    const file = Buffer.from(
      cii.toString('utf8').replace(/<ram:InvoiceCurrencyCode>.*?<\/ram:InvoiceCurrencyCode>/, ''),
    );
    const there = await pool.readStorable(file);
    expect(there.faults).toMatchObject([{ field: 'currency', code: 'REQUIRED' }]);
    expect(there).toEqual(readStorableFile(file));
  });

  it('are converted', async () => {
    const { bytes, ...rest } = await pool.convert({ file: cii, options: { ...made, to: 'ubl' } });
    expect(rest).toMatchObject({ mediaType: 'application/xml', findings: [] });
    expect(openInvoice(bytes)).toMatchObject({ kind: 'ubl', reading: { document: { number: invoice.number } } });
    const refused = await failure(pool.convert({ file: cii, options: { ...made, to: 'facturx', pdf: cii } }));
    expect(refused).toMatchObject({ code: 'document.unreadable' });
  });

  it('are refused with the reason when they are hostile, and the next one is read', async () => {
    const hostile = [
      `<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>`,
      '<a>'.repeat(100_000),
      '%PDF-1.7 and then nothing of the kind',
      '',
      '\u0000\u0001\u0002',
    ];
    for (const text of hostile) {
      const error = await failure(pool.open(Buffer.from(text)));
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({ code: 'document.unreadable' });
    }
    expect((await pool.open(cii)).reading.document.number).toBe(invoice.number);
  });
});

describe('files of one caller', () => {
  it.each([
    ['1', '12', 2],
    ['1', '1', 1],
    ['2', '0', 2],
    ['4', '12', 5],
    ['64', '1000', 8],
  ])('are best given so that %s children and a queue of %s never refuse them', (processes, queue, atOnce) => {
    const settings = { ONEFACTURE_FILE_PROCESSES: processes, ONEFACTURE_FILE_QUEUE: queue };
    expect(new FilePool(FilePoolSettings.from(settings)).atOnce).toBe(atOnce);
  });
});

describe('documents, made in a child process', { timeout: 120_000 }, () => {
  it('are the bytes that would be made here', async () => {
    const options = { ...made, locale: 'en', attachments: [supplement] } as const;
    const { xml, pdf } = await pool.makeFacturX({ stored: invoiceToStored(invoice), options });
    expect(Buffer.from(xml).equals(cii)).toBe(true);
    expect(Buffer.from(pdf).equals(await writeFacturX(invoice, cii, options))).toBe(true);
  });

  it('carry the XML that was given', async () => {
    const own = Buffer.from(`<!-- mine -->${cii.toString('utf8').replace(/^<\?xml.*?\?>\s*/, '')}`);
    const { xml, pdf } = await pool.makeFacturX({ stored: invoiceToStored(invoice), xml: own, options: made });
    expect(Buffer.from(xml).equals(own)).toBe(true);
    expect(Buffer.from(readPdfContainer(pdf).invoice?.bytes ?? []).equals(own)).toBe(true);
  });

  it('can be a PDF of the caller', async () => {
    const page = rawPdf(blankPage());
    const options = { wrappedAt: made.createdAt, generator: made.generator, language: 'fr-FR' };
    const request = { pdf: page, xml: cii, profile: invoice.profile, options };
    const wrapped = await pool.wrap(request);
    expect(Buffer.from(wrapped).equals(wrapFacturX(page, cii, invoice.profile, options))).toBe(true);
    expect(await failure(pool.wrap({ ...request, profile: 'EXTENDED_CTC_FR' }))).toMatchObject({
      code: 'request.invalid',
      options: { errors: [{ field: 'profile' }] },
    });
  });
});
