import type { AppError } from '@onefacture/errors';
import { conversionSource, convertInvoice, type ConversionTarget } from '@onefacture/formats';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { quickStart } from '../../../invoice/src/testing/bodies.js';
import { DocumentsService } from '../documents/documents.service.js';
import { OwnFilesService, type WrappedPage } from '../files/own-files.service.js';
import { ACTOR, startInvoicing, type InvoicingBench } from '../testing/invoicing-bench.js';
import { ImportsService } from './imports.service.js';
import { presentDraftCheck, presentImportBatch } from './present-import.js';

let bench: InvoicingBench;
let imports: ImportsService;
let files: OwnFilesService;
let documents: DocumentsService;
beforeAll(async () => {
  bench = await startInvoicing();
  [imports, files, documents] = [ImportsService, OwnFilesService, DocumentsService].map((token) =>
    bench.app.get(token),
  ) as [ImportsService, OwnFilesService, DocumentsService];
});
afterAll(() => bench.stop());

async function fileOf(to: ConversionTarget, change: object = {}): Promise<Uint8Array> {
  const source = conversionSource(Buffer.from(JSON.stringify({ ...quickStart, ...change })));
  return (await convertInvoice(source, { to, createdAt: new Date(0), generator: 'caller 1' })).bytes;
}
const codeOf = (error: AppError) => error.code;
const count = async (organisation: string, table: string) => {
  const rows = await bench.within(organisation, (tx) => tx.manager.query<object[]>(`SELECT 1 FROM ${table}`));
  return rows.length;
};
const state = (organisation: string, submission: string) =>
  bench.within(organisation, (tx) => tx.manager.query(`UPDATE invoices SET submission_state = $1`, [submission]));

describe('a batch', () => {
  it('leaves nothing of a bad file behind, and goes on with the next', async () => {
    const organisation = await bench.organisation();
    const cii = await fileOf('cii');
    const parts = [cii, Buffer.from('<a/>'), cii, await fileOf('ubl', { number: 'B-2' })];
    const read = await imports.read(parts.map((bytes, index) => ({ filename: `${index}.xml`, bytes })));
    const batch = await bench.within(organisation, (tx) => imports.run(tx, ACTOR, read));
    expect(presentImportBatch(batch).drafts).toMatchObject([
      { filename: '0.xml', status: 'stored', refusal: null, errors: [], findings: [] },
      {
        filename: '1.xml',
        status: 'refused',
        refusal: { code: 'document.unreadable' },
        errors: [{ code: 'UNREADABLE' }],
      },
      { filename: '2.xml', status: 'refused', refusal: { code: 'invoice.duplicate_number' } },
      { filename: '3.xml', status: 'stored' },
    ]);
    expect([await count(organisation, 'invoices'), await count(organisation, 'documents')]).toEqual([2, 2]);
    const stored = await bench.within(organisation, (tx) => imports.get(tx, batch.batch.id));
    expect(presentImportBatch(stored)).toEqual(presentImportBatch(batch));
  });

  it('is wholly undone when something of ours fails', async () => {
    const organisation = await bench.organisation();
    const create = vi.spyOn(files, 'create').mockRejectedValueOnce(new Error('disk full'));
    const read = await imports.read([{ filename: 'a', bytes: await fileOf('cii') }]);
    const run = bench.within(organisation, (tx) => imports.run(tx, ACTOR, read));
    await expect(run).rejects.toThrow('disk full');
    create.mockRestore();
    expect(await count(organisation, 'import_batches')).toBe(0);
  });

  it('belongs to one organisation, and so do its drafts', async () => {
    const [one, two] = [await bench.organisation(), await bench.organisation()];
    const bytes = await fileOf('facturx');
    const read = await imports.read([{ filename: 'a.pdf', bytes }]);
    const { batch, drafts } = await bench.within(one, (tx) => imports.run(tx, ACTOR, read));
    const draft = drafts[0]?.id ?? '';
    await expect(bench.within(two, (tx) => imports.get(tx, batch.id)).catch(codeOf)).resolves.toBe('request.not_found');
    const foreign = imports.check(two, batch.id, draft).catch(codeOf);
    await expect(foreign).resolves.toBe('request.not_found');
    const own = await imports.check(one, batch.id, draft);
    expect(presentDraftCheck(own)).toMatchObject({ valid: true, status: 'stored', errors: [] });
  });

  it('forgets a DRAFT that was deleted, not its file name', async () => {
    const organisation = await bench.organisation();
    const bytes = await fileOf('ubl');
    const read = await imports.read([{ filename: 'a.xml', bytes }]);
    const { batch, drafts } = await bench.within(organisation, (tx) => imports.run(tx, ACTOR, read));
    const [draft] = drafts;
    await bench.within(organisation, (tx) => bench.invoices.delete(tx, ACTOR, draft?.invoiceId ?? '', 1));
    const check = await imports.check(organisation, batch.id, draft?.id ?? '');
    expect(presentDraftCheck(check)).toMatchObject({
      filename: 'a.xml',
      status: 'deleted',
      valid: false,
      invoice_id: null,
    });
  });
});

describe('a page of the caller’s own', () => {
  it('is made while no transaction is open, and kept unless the DRAFT was changed meanwhile', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    const pdf = await fileOf('readable');
    const stale = await files.wrap(organisation, entity.id, pdf);
    const change = { buyer_reference: 'SERVICE-9' };
    await bench.within(organisation, (tx) => bench.invoices.patch(tx, ACTOR, entity.id, 1, change));
    const keep = (page: WrappedPage) =>
      bench.within(organisation, (tx) => files.keep(tx, ACTOR, entity.id, page)).catch(codeOf);
    expect(await keep(stale)).toBe('invoice.wrong_state');
    expect(await count(organisation, 'documents')).toBe(0);
    expect(await keep(await files.wrap(organisation, entity.id, pdf))).toMatchObject({ kind: 'facturx' });
    expect(await count(organisation, 'documents')).toBe(2);
    await state(organisation, 'queued');
    await expect(files.wrap(organisation, entity.id, pdf).catch(codeOf)).resolves.toBe('invoice.wrong_state');
  });
});

describe('documents of a DRAFT', () => {
  it('that failed on its way go with its correction', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation, { number: 'WRONG' });
    await documents.freeze(entity);
    await state(organisation, 'failed');
    const { entity: patched } = await bench.within(organisation, (tx) =>
      bench.invoices.patch(tx, ACTOR, entity.id, 1, { number: 'RIGHT' }),
    );
    const [cii] = await documents.freeze(patched);
    expect(Buffer.from(cii?.bytes ?? []).toString()).toContain('>RIGHT<');
  });

  it('that is on its way are kept by the database', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    await documents.freeze(entity);
    for (const submission of ['queued', 'sending', 'unknown', 'accepted']) {
      await state(organisation, submission);
      const removal = bench.within(organisation, (tx) => tx.manager.query('DELETE FROM documents'));
      await expect(removal).rejects.toThrow(/sent is kept/);
    }
    expect(await count(organisation, 'documents')).toBe(2);
  });

  it('are the caller’s own file and no other where there is one, in any syntax wanted', async () => {
    const organisation = await bench.organisation();
    const bytes = await fileOf('ubl');
    const file = await files.read(bytes);
    const { open } = await bench.within(organisation, (tx) => files.create(tx, ACTOR, file));
    for (const syntax of ['Factur-X', 'CII', 'UBL']) {
      const frozen = await documents.freeze(open.entity, syntax);
      expect(frozen.map(({ kind }) => kind)).toEqual(['ubl']);
      expect(Buffer.from(frozen[0]?.bytes ?? []).equals(Buffer.from(bytes))).toBe(true);
    }
  });

  it('are without Factur-X for the French extension, which has no level there', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation, { profile: 'EXTENDED_CTC_FR' });
    expect((await documents.freeze(entity)).map(({ kind }) => kind)).toEqual(['cii']);
    expect((await documents.freeze(entity, 'UBL')).map(({ kind }) => kind)).toEqual(['cii', 'ubl']);
  });
});
