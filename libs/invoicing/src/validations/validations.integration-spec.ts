import { writeCii } from '@onefacture/formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../../formats/testing/sample-invoice.js';
import { type InvoicingBench, startInvoicing } from '../testing/invoicing-bench.js';
import { type NamedFile, ValidationsService } from './validations.service.js';

let bench: InvoicingBench;
beforeAll(async () => {
  // Room for two files and for no third.
  const environment = { ONEFACTURE_FILE_PROCESSES: '2', ONEFACTURE_FILE_QUEUE: '0', ONEFACTURE_FILE_TIMEOUT: '60s' };
  bench = await startInvoicing({ environment });
});
afterAll(() => bench.stop());

const cii = writeCii(sampleInvoice());
const wrong = cii.replace(/(<ram:GrandTotalAmount>)[^<]*/, '$19999.99');

describe('many files', { timeout: 120_000 }, () => {
  it('are reported in their order, one that cannot be read among them, and never too many at once', async () => {
    const texts = [cii, 'hello', wrong, cii, wrong, 'hello', cii, cii, wrong];
    const files = texts.map((text, index): NamedFile => ({ name: `${index}.xml`, bytes: Buffer.from(text) }));
    const organisation = await bench.organisation();
    const reports = await bench.app.get(ValidationsService).validateMany(organisation, files, 'all');
    expect(reports.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
    const outcomes = reports.map(({ report, problem }) => problem?.code ?? report?.valid);
    const expected = new Map([
      [cii, true],
      [wrong, false],
    ]);
    expect(outcomes).toEqual(texts.map((text) => expected.get(text) ?? 'document.unreadable'));
  });
});
