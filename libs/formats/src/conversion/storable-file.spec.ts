import { describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../testing/sample-invoice.js';
import { writeCii } from '../cii/cii-writer.js';
import { writeFacturX } from '../facturx/factur-x.js';
import { writeUbl } from '../ubl/ubl-writer.js';
import { readStorableFile } from './storable-file.js';

const invoice = sampleInvoice();
const bytes = (text: string) => Buffer.from(text, 'utf8');

describe(readStorableFile.name, () => {
  it('reads each kind of file as the invoice it says', async () => {
    const pdf = await writeFacturX(invoice, writeCii(invoice), { createdAt: new Date(0), generator: 'spec 1' });
    for (const [file, kind] of [
      [bytes(writeCii(invoice)), 'cii'],
      [bytes(writeUbl(invoice)), 'ubl'],
      [pdf, 'facturx'],
    ] as const) {
      const read = readStorableFile(file);
      expect(read).toMatchObject({ kind, faults: [], findings: [], invoice: { number: invoice.number, derived: [] } });
      expect(read.invoice?.totals.gross.equals(invoice.totals.gross)).toBe(true);
    }
  });

  it('counts a profile that is not ours as EN16931', () => {
    const xrechnung = 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0';
    const read = readStorableFile(bytes(writeUbl({ ...invoice, specification: xrechnung })));
    expect(read.invoice).toMatchObject({ profile: 'EN16931', specification: xrechnung });
  });

  it('tells what the document lacks with its term', () => {
    const text = writeCii(invoice).replace(/<ram:DuePayableAmount>.*?<\/ram:DuePayableAmount>/, '');
    expect(readStorableFile(bytes(text))).toMatchObject({
      faults: [{ field: 'totals.due', code: 'REQUIRED', message: expect.stringContaining('BT-115') }],
    });
  });

  it('says UNREADABLE of what is no invoice', () => {
    for (const text of ['', '{}', '<Invoice/>', '%PDF-1.7', '<!DOCTYPE a><a/>']) {
      expect(() => readStorableFile(bytes(text))).toThrow(
        expect.objectContaining({
          code: 'document.unreadable',
          options: expect.objectContaining({ errors: [expect.objectContaining({ code: 'UNREADABLE', field: '' })] }),
        }),
      );
    }
  });
});
