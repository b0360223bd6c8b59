import type { AppError } from '@onefacture/errors';
import { frenchVatNumber } from '@onefacture/invoice';
import { CreditNotesService, creditNoteBodySchema, DocumentsService, InvoiceRepository } from '@onefacture/invoicing';
import { stringify } from 'lossless-json';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { creditNote, quickStart } from '../../../invoice/src/testing/bodies.js';
import { ACTOR } from '../../../invoicing/src/testing/invoicing-bench.js';
import type { Retry } from '../commands/commands.service.js';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { failing, taken } from '../testing/scripted-gateway.js';
import { startTransmission, type TransmissionBench, type Travelling } from '../testing/transmission-bench.js';
import { BuyerDirectory } from './buyer-directory.js';
import { CorrectionsService } from './corrections.service.js';

const GLOBEX = '552120222';
const ACME = '732829320';

let bench: TransmissionBench;
beforeAll(async () => {
  bench = await startTransmission();
});
afterAll(() => bench.stop());

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const failure = (work: Promise<unknown>) => work.then(String, (error: AppError) => error);
const tell = (one: Travelling, code: string, reason?: Record<string, unknown>) =>
  bench.within(one.organisation, async (tx) =>
    bench.app.get(LifecycleRecorder).record(tx, await new InvoiceRepository(tx).lock(one.id), {
      ...{ sourceKey: `cdar:${code}`, kind: 'code' as const, code, at: bench.clock.now(), origin: 'platform' as const },
      ...(reason ? { reason } : {}),
    }),
  );
const sent = async (change: object, ...codes: [string, Record<string, unknown>?][]) => {
  const one = await bench.invoice(change);
  bench.gateway.onSubmit(taken());
  await one.step();
  for (const [code, reason] of codes) await tell(one, code, reason);
  return one;
};
const retry = (one: Travelling, how: Retry) =>
  bench.within(one.organisation, (tx) => bench.commands.retry(tx, ACTOR, one.id, how));
const propose = (one: Travelling) =>
  bench.within(one.organisation, (tx) => bench.app.get(CorrectionsService).propose(tx, one.id));
const count = (one: Travelling, table: string) =>
  bench.within(one.organisation, async (tx) => {
    const rows = await tx.manager.query<object[]>(`SELECT FROM ${table} WHERE invoice_id = $1`, [one.id]);
    return rows.length;
  });
const unknown = { code: 'DEST_INC', issuer: { role: 'WK' } };
const wrongBuyer = { buyer: { ...quickStart.buyer, siren: ACME, vat_number: frenchVatNumber(GLOBEX) } };

describe('a retry with a patch', () => {
  it('changes an invoice that was never filed, sends a new file of it, and keeps the old one', async () => {
    const one = await sent(wrongBuyer, ['213', unknown]);
    const before = bench.gateway.sent.at(-1);
    const { patch, complete } = await propose(one);
    expect({ patch, complete }).toEqual({ patch: { buyer: { siren: GLOBEX } }, complete: true });
    const again = await retry(one, { patch, resolution_hint: 'SIREN' });
    expect(again.entity).toMatchObject({
      id: one.id,
      number: one.number,
      buyerSiren: GLOBEX,
      submissionState: 'queued',
    });
    expect([await count(one, 'documents'), await count(one, 'former_documents')]).toEqual([0, 2]);
    bench.gateway.onSubmit(taken());
    await one.step();
    const after = bench.gateway.sent.at(-1);
    expect(after?.invoice).toMatchObject({ number: one.number, buyer_siren: GLOBEX });
    expect(after?.sha256).not.toBe(before?.sha256);
    const documents = bench.app.get(DocumentsService);
    const former = await documents.former(one.organisation, one.id);
    expect(former.map(({ kind }) => kind)).toEqual(['cii', 'facturx']);
    expect(former.map(({ sha256 }) => sha256)).toContain(before?.sha256);
    for (const { sha256, size } of former) {
      const { bytes } = await documents.getFormer(one.organisation, one.id, sha256);
      expect([sha256Of(bytes), bytes.length]).toEqual([sha256, size]);
    }
    const elsewhere = await bench.organisation();
    expect(await failure(documents.former(elsewhere, one.id))).toMatchObject({ code: 'request.not_found' });
    expect(await failure(documents.getFormer(one.organisation, one.id, after?.sha256 ?? ''))).toMatchObject({
      code: 'document.not_available',
    });
    expect(await count(one, 'documents')).toBe(2);
    bench.clock.pass(60_000);
    await tell(one, '200');
    expect(await one.invoice()).toMatchObject({ status: 'SUBMITTED', numberSpent: true });
  });

  it('changes one whose submission failed', async () => {
    const one = await bench.invoice();
    bench.gateway.onSubmit(failing('rejected'));
    await one.step();
    const again = await retry(one, { patch: { due_date: '2026-12-31', number: `${one.number}-B` } });
    expect(again.entity).toMatchObject({ id: one.id, dueDate: '2026-12-31', number: `${one.number}-B` });
  });

  it('lists the faults with their paths, and changes nothing', async () => {
    const one = await sent({}, ['213', unknown]);
    const before = await one.invoice();
    const faults = await failure(retry(one, { patch: { buyer: { siren: '123456789' }, lines: [{ quantity: 'x' }] } }));
    expect(faults).toMatchObject({ code: 'request.invalid' });
    const fields = (faults as AppError).options.errors?.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['buyer.siren', 'lines[0].quantity']));
    expect(await failure(retry(one, { patch: { type_code: '384' } }))).toMatchObject({
      code: 'invoice.not_submittable',
    });
    expect(await one.invoice()).toEqual(before);
    expect([await count(one, 'documents'), await count(one, 'former_documents')]).toEqual([2, 0]);
  });

  it('is put to the new invoice where the number was spent, which it may name', async () => {
    const one = await sent({}, ['200'], ['210', { code: 'CMD_ERR', issuer: { role: 'BY' } }]);
    expect(await propose(one)).toMatchObject({
      needs: [{ field: 'order_reference' }, { field: 'number' }],
      ...{ complete: false, reasons: [{ code: 'CMD_ERR', from: 'buyer' }] },
    });
    const patch = { order_reference: 'PO-7', number: `${one.number}-B` };
    expect(await failure(retry(one, { patch, number: 'OTHER' }))).toMatchObject({
      options: { errors: [{ field: 'number', code: 'MISMATCH' }] },
    });
    expect(await failure(retry(one, { patch: { order_reference: 'PO-7' } }))).toMatchObject({
      options: { errors: [{ field: 'number', code: 'REQUIRED' }] },
    });
    const made = await retry(one, { patch });
    expect(made).toMatchObject({
      entity: { retryOf: one.id, number: patch.number },
      invoice: { order_reference: 'PO-7' },
    });
    const old = await bench.within(one.organisation, (tx) => bench.invoices.get(tx, one.id));
    expect(old.invoice.order_reference).toBeUndefined();
    expect(stringify(made.invoice.lines)).toBe(stringify(old.invoice.lines));
  });

  it('is refused while the platform may hold the file, and after it was filed', async () => {
    const one = await bench.invoice();
    bench.gateway.onSubmit(failing('timeout'));
    await one.step();
    await bench.within(one.organisation, (tx) =>
      tx.manager.query(`UPDATE invoices SET submission_state = 'dead' WHERE id = $1`, [one.id]),
    );
    expect((await one.attempts()).map(({ state }) => state)).toEqual(['UNKNOWN']);
    expect(await failure(retry(one, { patch: { due_date: null } }))).toMatchObject({
      message: expect.stringContaining('not known whether the platform holds'),
    });
    const filed = await sent({}, ['200']);
    await bench.within(filed.organisation, (tx) =>
      new InvoiceRepository(tx).update(filed.id, { submissionState: 'failed' }),
    );
    expect(await failure(retry(filed, { patch: { due_date: null } }))).toMatchObject({ code: 'invoice.wrong_state' });
  });

  it('is refused for a caller’s own file', async () => {
    const one = await sent({}, ['213', unknown]);
    await bench.within(one.organisation, (tx) => new InvoiceRepository(tx).update(one.id, { source: 'cii' }));
    expect(await failure(retry(one, { patch: {} }))).toMatchObject({
      message: expect.stringContaining('your own file'),
    });
    expect(await propose(one)).toMatchObject({ patch: {}, complete: false });
  });
});

describe('a proposal', () => {
  it('knows what the directory said of the buyer', async () => {
    const one = await sent({}, ['213', unknown]);
    const known = vi.spyOn(bench.app.get(BuyerDirectory), 'find').mockResolvedValue({ addresses: [`${GLOBEX}_A`] });
    expect(await propose(one)).toMatchObject({ confidence: 'certain', complete: true });
    known.mockResolvedValue({ addresses: [] });
    expect(await propose(one)).toMatchObject({ patch: {}, complete: false, needs: [{ field: 'buyer.siren' }] });
    known.mockRestore();
    // The submission asked the directory, which lists the buyer under his SIREN.
    expect(await propose(one)).toMatchObject({ patch: {}, complete: true });
  });

  it('is refused while nothing went wrong', async () => {
    expect(await failure(propose(await sent({}, ['200'])))).toMatchObject({ code: 'invoice.wrong_state' });
  });
});

describe('an internal credit note', () => {
  it('is never sent, and says why', async () => {
    const one = await sent({}, ['200'], ['210', { code: 'TX_TVA_ERR' }]);
    const { entity } = await bench.within(one.organisation, (tx) =>
      bench.app.get(CreditNotesService).draft(tx, ACTOR, one.id, creditNoteBodySchema.parse({ number: 'AV-1' })),
    );
    const submitted = bench.within(one.organisation, (tx) => bench.commands.submit(tx, ACTOR, entity.id));
    expect(await failure(submitted)).toMatchObject({
      ...{
        code: 'invoice.not_submittable',
        message: expect.stringContaining('neither sent to the buyer nor reported'),
      },
    });
    expect(await bench.asked(entity.id)).toEqual([]);
  });

  it('is what a credit note of a refused invoice must be: another is not submitted', async () => {
    const one = await sent({}, ['200'], ['210', { code: 'TX_TVA_ERR' }]);
    const preceding_invoices = [{ number: one.number, issue_date: '2026-06-01' }];
    const note = await bench.create(one.organisation, { ...creditNote, number: 'AV-2', preceding_invoices });
    const submitted = bench.within(one.organisation, (tx) => bench.commands.submit(tx, ACTOR, note.entity.id));
    expect(await failure(submitted)).toMatchObject({
      options: { errors: [{ field: 'preceding_invoices[0].number', code: 'INVALID' }] },
    });
  });
});
