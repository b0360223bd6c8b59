import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { describe, expect, it } from 'vitest';
import { ciiInvoice, ublInvoice } from '../testing/sample-invoice.js';
import { readInvoice } from './invoice-facts.js';
import { invoiceXmlInPdf } from './pdf-attachment.js';

describe('readInvoice', () => {
  it('reads CII without looking at the lines', () => {
    expect(readInvoice(ciiInvoice(), 'CII')).toEqual({
      syntax: 'CII',
      number: 'INV-1',
      typeCode: '380',
      issueDate: '20260601',
      guideline: 'urn:cen.eu:en16931:2017',
      currency: 'EUR',
      seller: { siren: '732829320', name: 'Acme & Fils', address: { scheme: '0225', value: '732829320' } },
      buyer: { siren: '552120222', name: 'Globex SAS', address: { scheme: '0225', value: '552120222' } },
      vat: [
        { rate: '20.00', amount: '1800.00' },
        { rate: '5.50', amount: '111.00' },
      ],
      due: '1911.00',
    });
  });

  it('reads UBL and takes the SIREN from the electronic address', () => {
    expect(readInvoice(ublInvoice(), 'UBL')).toMatchObject({
      syntax: 'UBL',
      issueDate: '20260601',
      buyer: { siren: '552120222', name: 'Société 552120222', address: { value: '552120222_ACHATS' } },
      due: '1911.00',
    });
  });

  it('names what is missing', () => {
    const broken = Buffer.from(ciiInvoice().toString().replaceAll('552120222', ''));
    expect(() => readInvoice(broken, 'CII')).toThrow('buyer.siren is missing or wrong');
  });
});

const object = (dictionary: string, content: string): string =>
  `1 0 obj\n<< ${dictionary} >>\nstream\r\n${content}\nendstream\nendobj\n`;

describe('invoiceXmlInPdf', () => {
  const xml = '<rsm:CrossIndustryInvoice xmlns:rsm="r"/>';

  it('finds a plain stream whose length is a reference', () => {
    const pdf = `%PDF-1.7\n${object('/Length 5 0 R', 'page')}${object('/Type /EmbeddedFile /Length 6 0 R', xml)}`;
    expect(invoiceXmlInPdf(Buffer.from(pdf))?.toString().trim()).toBe(xml);
  });

  it('passes over other attachments, broken streams and files that are no PDF', () => {
    const other = object('/Type /EmbeddedFile /Length 9', '<other/>\n');
    const broken = object('/Type /EmbeddedFile /Filter /FlateDecode /Length 3', 'zzz');
    expect(invoiceXmlInPdf(Buffer.from(`%PDF-1.7\n${other}${broken}`))).toBeUndefined();
    expect(invoiceXmlInPdf(Buffer.from(object('/Type /EmbeddedFile', xml)))).toBeUndefined();
  });
});

const corpus = join(env['CORPUS_DIR'] ?? join(import.meta.dirname, '../../../../../shared/corpus'));
const examples = ['facturx-pdf', 'cii', 'ubl'].map((kind) => join(corpus, kind, 'afnor-012-annexB'));

describe.skipIf(!examples.every((folder) => existsSync(folder)))('AFNOR examples (skipped without ../shared)', () => {
  const files = examples.flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [],
  );
  it.each(files)('reads %s', (file) => {
    const syntax = file.endsWith('.pdf') ? 'Factur-X' : file.includes('/ubl/') ? 'UBL' : 'CII';
    const facts = readInvoice(readFileSync(file), syntax);
    expect(file).toContain(facts.number);
    expect(facts.vat.length).toBeGreaterThan(0);
  });
});
