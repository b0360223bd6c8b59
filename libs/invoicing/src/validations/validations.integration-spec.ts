import { writeCii } from '@onefacture/formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../../formats/testing/sample-invoice.js';
import { type InvoicingBench, startInvoicing } from '../testing/invoicing-bench.js';
import { DocumentsService } from '../documents/documents.service.js';
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

describe('a number that is used already', () => {
  it('is one on another file, and not on the very document of its invoice', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    const frozen = await bench.app.get(DocumentsService).freeze(entity);
    const isDuplicate = async (bytes: Uint8Array) => {
      const { report } = await bench.app.get(ValidationsService).validate(organisation, bytes, 'all');
      return report.findings.some(({ code }) => code === 'OF-DUP-01');
    };
    expect(frozen.map(({ kind }) => kind)).toEqual(['cii', 'facturx']);
    for (const { bytes } of frozen) expect(await isDuplicate(bytes)).toBe(false);
    const [own] = frozen;
    const other = Buffer.from(own?.bytes ?? [])
      .toString()
      .replace('Consulting services', 'Other services');
    expect(await isDuplicate(Buffer.from(other))).toBe(true);
  });
});
