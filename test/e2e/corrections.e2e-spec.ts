import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { frenchVatNumber } from '@onefacture/invoice';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checked, type Client } from './client.js';
import { runGuide } from './guide.js';
import { buyer, freshNumber, invoiceBody } from './invoices.js';
import { Invoice, Page, Problem } from './shapes.js';
import { startStack, type Stack } from './stack.js';

const GLOBEX = '552120222';
const REJECTED = '000000026';
const REFUSED = '000000034';

const Proposal = z.object({
  reasons: z.array(z.object({ code: z.string(), message: z.string(), message_fr: z.string(), from: z.string() })),
  patch: z.record(z.string(), z.unknown()),
  needs: z.array(z.object({ field: z.string(), message: z.string(), message_fr: z.string() })),
  explanation: z.string().min(10),
  explanation_fr: z.string().min(10),
  confidence: z.enum(['certain', 'check']),
  complete: z.boolean(),
});

const Former = z.object({
  data: z.array(z.looseObject({ kind: z.string(), sha256: z.string(), replaced_at: z.iso.datetime() })),
});

let stack: Stack;
let acme: Client;
beforeAll(async () => {
  stack = await startStack({ stepMs: 15 });
  acme = await stack.organisation();
});
afterAll(() => stack?.stop());

const proposal = async (id: string) =>
  Proposal.parse(checked(await acme.get(`/v1/invoices/${id}/rejection-patch`), 200).json);
const credit = (id: string, body: object) => acme.post(`/v1/invoices/${id}/credit-note`, body);

describe('an invoice that the platform rejects', () => {
  it('is corrected by the proposed patch, sent again under its number, and paid', async () => {
    const wrong = { ...buyer(REJECTED), vat_number: frenchVatNumber(GLOBEX) };
    const { id, number } = await acme.submitNew(invoiceBody({ buyer: wrong }));
    const rejected = await acme.untilStatus(id, 'REJECTED');
    expect(rejected).toMatchObject({
      lifecycle_code: '213',
      proposed_actions: [{ action: 'retry', path: `/v1/invoices/${id}/retry` }],
    });
    const { reasons, patch, confidence, complete } = await proposal(id);
    expect(reasons).toMatchObject([
      { code: 'DEST_INC', from: 'platform', message_fr: expect.stringContaining('inconnu') },
    ]);
    expect({ patch, confidence, complete }).toEqual({
      ...{ patch: { buyer: { siren: GLOBEX } }, confidence: 'check', complete: true },
    });
    const first = await acme.get(`/v1/invoices/${id}/documents/cii`);
    const retried = await acme.post(`/v1/invoices/${id}/retry`, { patch, resolution_hint: 'SIREN corrected' });
    expect(Invoice.parse(checked(retried, 202).json)).toMatchObject({ id, number, buyer: { siren: GLOBEX } });
    expect(await acme.untilStatus(id, 'PAID')).toMatchObject({ number, proposed_actions: [], warnings: [] });
    const second = await acme.get(`/v1/invoices/${id}/documents/cii`);
    expect([first.text.includes(REJECTED), second.text.includes(REJECTED)]).toEqual([true, false]);
    const { data } = Former.parse(checked(await acme.get(`/v1/invoices/${id}/former-documents`), 200).json);
    const [cii] = data.filter(({ kind }) => kind === 'cii');
    const kept = checked(await acme.get(`/v1/invoices/${id}/former-documents/${cii?.sha256}`), 200);
    expect(kept.text).toBe(first.text);
    expect((await acme.get(`/v1/invoices/${id}/former-documents/${'0'.repeat(64)}`)).status).toBe(404);
    expect(await stack.submissions(number)).toHaveLength(2);
    expect((await acme.get(`/v1/invoices/${id}/rejection-patch`)).status).toBe(409);
  });
});

describe('an invoice that the buyer refuses', () => {
  it('is credited in the books alone, and sent anew under another number', async () => {
    const { id, number } = await acme.submitNew(invoiceBody({ buyer: buyer(REFUSED) }));
    const refused = await acme.untilStatus(id, 'REJECTED');
    expect(refused).toMatchObject({
      proposed_actions: [
        { action: 'internal_credit_note', message_fr: expect.stringContaining('avoir interne') },
        { action: 'retry_with_new_number' },
      ],
    });
    expect(await proposal(id)).toMatchObject({
      ...{ reasons: [{ code: 'TX_TVA_ERR', from: 'buyer' }], patch: {}, complete: false },
      needs: [{ field: 'lines' }, { field: 'number' }],
    });

    const note = Invoice.parse(checked(await credit(id, { number: freshNumber('AV') }), 201).json);
    expect(note).toMatchObject({ status: 'DRAFT', type_code: '381', internal: true, corrects: [id], warnings: [] });
    const submitted = await acme.post(`/v1/invoices/${note.id}/submit`);
    expect(Problem.parse(checked(submitted, 422).json).detail).toContain('internal credit note');
    expect(checked(await acme.get(`/v1/invoices/${note.id}/documents/cii`), 200).text).toContain(number);

    const patch = {
      number: freshNumber(),
      buyer: { siren: GLOBEX },
      lines: [
        { description: 'Conseil', quantity: 1, unit_code: 'HUR', unit_price: 99.99, tax_rate: 10, tax_category: 'S' },
      ],
    };
    const made = Invoice.parse(checked(await acme.post(`/v1/invoices/${id}/retry`, { patch }), 202).json);
    expect(made).toMatchObject({ retry_of: id, number: patch.number, totals: { gross: 109.99 } });
    await acme.untilStatus(made.id, 'PAID');
    expect(await acme.invoice(id)).toMatchObject({ status: 'REJECTED', corrected_by: [note.id], proposed_actions: [] });
  });
});

describe('an invoice that was paid', () => {
  it('is credited in part; the credit note is sent, and both show each other', async () => {
    const { id, number } = await acme.submitNew(invoiceBody());
    await acme.untilStatus(id, 'PAID');
    const tag = (await acme.get(`/v1/invoices/${id}`)).headers.get('etag') ?? '';
    const part = { number: freshNumber('AV'), lines: [{ id: '1', quantity: 2 }], reason: 'Deux heures en trop' };
    const note = Invoice.parse(checked(await credit(id, part), 201).json);
    expect(note).toMatchObject({
      ...{ internal: false, corrects: [id], totals: { net: 300, gross: 360 } },
      preceding_invoices: [{ number, issue_date: '2026-06-01' }],
    });
    expect((await acme.get(`/v1/invoices/${id}`, { 'If-None-Match': tag })).json).toMatchObject({
      corrected_by: [note.id],
    });
    checked(await acme.post(`/v1/invoices/${note.id}/submit`), 202);
    await acme.until(note.id, ({ status }) => status !== 'DRAFT');
    const { data } = Page.parse((await acme.get('/v1/invoices?limit=2')).json);
    expect(data).toMatchObject([
      { id: note.id, corrects: [id] },
      { corrected_by: [note.id], internal: false },
    ]);
  });

  it('cannot be corrected before it was filed', async () => {
    const draft = Invoice.parse(checked(await acme.post('/v1/invoices', invoiceBody()), 201).json);
    const reference = { number: draft.number, issue_date: '2026-06-01' };
    const made = checked(
      await acme.post('/v1/invoices', invoiceBody({ type_code: '384', preceding_invoices: [reference] })),
      201,
    );
    expect(made.json).toMatchObject({ corrects: [draft.id], warnings: [{ severity: 'error' }] });
    const { id } = Invoice.parse(made.json);
    const refused = checked(await acme.post(`/v1/invoices/${id}/submit`), 422);
    expect(Problem.parse(refused.json).errors).toMatchObject([{ field: 'preceding_invoices[0].number' }]);
    expect((await credit(draft.id, { number: freshNumber('AV') })).status).toBe(409);
  });
});

describe('the guide docs/guides/rejections-and-corrections.md', () => {
  it('runs as it stands', async () => {
    const path = 'docs/guides/rejections-and-corrections.md';
    const { folder, status, stderr } = await runGuide(path, stack.api.url, (await stack.organisation()).apiKey);
    expect(status, stderr).toBe(0);
    const now = Invoice.parse(JSON.parse(await readFile(join(folder, 'invoice-now.json'), 'utf8')));
    const note = Invoice.parse(JSON.parse(await readFile(join(folder, 'credit-note.json'), 'utf8')));
    expect(now).toMatchObject({ status: 'PAID', corrected_by: [note.id] });
    await rm(folder, { recursive: true });
  });
});
