import type { AppError } from '@onefacture/errors';
import { Decimal } from '@onefacture/invoice';
import { stringify } from 'lossless-json';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickStart } from '../../../invoice/src/testing/bodies.js';
import { InvoiceRepository } from '../invoices/invoice.repository.js';
import { ACTOR, startInvoicing, type InvoicingBench } from '../testing/invoicing-bench.js';
import { settleReferences } from './correction-links.js';
import { creditNoteBodySchema } from './credit-note.js';
import { CreditNotesService } from './credit-notes.service.js';
import { linksOfMany, presentRelations, relationsOf } from './relations.js';

let bench: InvoicingBench;
let organisation: string;
beforeAll(async () => {
  bench = await startInvoicing();
  organisation = await bench.organisation();
});
afterAll(() => bench.stop());

const fresh = () => `N-${uuidv7().slice(-12)}`;
const make = async (change: object = {}, of = organisation) =>
  (await bench.create(of, { number: fresh(), ...change })).entity;
/** As a platform and a buyer leave it. */
const stand = (id: string, status: string, code: string | null, spent = true) =>
  bench.within(organisation, (tx) =>
    tx.manager.query(
      `UPDATE invoices SET status = $2, lifecycle_code = $3, number_spent = $4, submission_state = 'accepted',
         version = version + 1 WHERE id = $1`,
      [id, status, code, spent],
    ),
  );
const filed = async (change: object = {}) => {
  const entity = await make(change);
  await stand(entity.id, 'APPROVED', '205');
  return entity;
};
const reference = ({ number, issueDate }: { number: string; issueDate: string }) => ({
  preceding_invoices: [{ number, issue_date: issueDate }],
});
const relations = (id: string, of = organisation) =>
  bench.within(of, async (tx) => {
    const shown = presentRelations(await relationsOf(tx, await bench.invoices.get(tx, id)));
    return JSON.parse(stringify(shown) ?? '') as Record<string, { field: string; severity: string; message: string }[]>;
  });
const credit = (id: string, body: object) =>
  bench.within(organisation, (tx) =>
    bench.app.get(CreditNotesService).draft(tx, ACTOR, id, creditNoteBodySchema.parse(body)),
  );
const failure = (work: Promise<unknown>) => work.then(String, (error: AppError) => error);
const versionOf = (id: string) =>
  bench.within(organisation, async (tx) => (await bench.invoices.get(tx, id)).entity.version);

describe('a credit note that names an invoice of ours', () => {
  it('is linked on both sides, and the invoice has a new version', async () => {
    const original = await filed();
    const note = await make({ type_code: '381', ...reference(original) });
    expect(await relations(note.id)).toMatchObject({ corrects: [original.id], corrected_by: [], warnings: [] });
    expect(await relations(original.id)).toMatchObject({ corrects: [], corrected_by: [note.id] });
    expect(await versionOf(original.id)).toBe(3);
    const both = await bench.within(organisation, (tx) => linksOfMany(tx, [original.id, note.id]));
    expect(both.get(original.id)).toEqual({ corrects: [], corrected_by: [note.id] });
  });

  it('is linked anew when it is changed, and not at all once it is deleted', async () => {
    const [one, other] = [await filed(), await filed()];
    const note = await make({ type_code: '381', ...reference(one) });
    await bench.within(organisation, (tx) => bench.invoices.patch(tx, ACTOR, note.id, 1, reference(other)));
    expect(await relations(one.id)).toMatchObject({ corrected_by: [] });
    expect(await relations(other.id)).toMatchObject({ corrected_by: [note.id] });
    await bench.within(organisation, (tx) => bench.invoices.delete(tx, ACTOR, note.id, 2));
    expect(await relations(other.id)).toMatchObject({ corrected_by: [] });
    expect(await versionOf(other.id)).toBe(4);
  });

  it('is not linked by another date, nor to another organisation or seller, nor when it is an invoice', async () => {
    const original = await filed();
    const other = await make({ type_code: '381', ...reference({ ...original, issueDate: '2026-05-31' }) });
    expect(await relations(other.id)).toMatchObject({
      corrects: [],
      warnings: [{ field: 'preceding_invoices[0].issue_date', severity: 'warning' }],
    });
    const elsewhere = await bench.organisation();
    const foreign = await make({ type_code: '381', ...reference(original) }, elsewhere);
    expect(await relations(foreign.id, elsewhere)).toMatchObject({ corrects: [], warnings: [] });
    const final = await make(reference(original));
    expect(await relations(final.id)).toMatchObject({ corrects: [] });
  });

  it('warns of what does not go with the invoice, and counts what was credited before', async () => {
    const original = await filed();
    const first = await make({ type_code: '381', ...reference(original) });
    const second = await make({
      type_code: '381',
      buyer: { ...quickStart.buyer, siren: '732829320' },
      ...reference(original),
    });
    expect((await relations(first.id))['warnings']).toMatchObject([{ field: 'totals.gross' }]);
    expect((await relations(second.id))['warnings']).toMatchObject([
      { field: 'buyer.siren' },
      { field: 'totals.gross' },
    ]);
    await bench.within(organisation, (tx) => new InvoiceRepository(tx).update(second.id, { status: 'CANCELLED' }));
    expect((await relations(first.id))['warnings']).toEqual([]);
  });

  it('finds an invoice that came after it when it is about to be sent', async () => {
    const number = fresh();
    const note = await make({ type_code: '381', ...reference({ number, issueDate: '2026-06-01' }) });
    const original = await filed({ number });
    expect(await relations(note.id)).toMatchObject({ corrects: [] });
    await bench.within(organisation, async (tx) =>
      settleReferences(tx, await bench.invoices.get(tx, note.id), bench.clock.now()),
    );
    expect(await relations(note.id)).toMatchObject({ corrects: [original.id] });
  });
});

describe('a corrective invoice', () => {
  it('of one that was never filed cannot be submitted', async () => {
    const draft = await make();
    const corrective = await make({ type_code: '384', ...reference(draft) });
    expect((await relations(corrective.id))['warnings']).toMatchObject([
      { severity: 'error', field: 'preceding_invoices[0].number', message: expect.stringContaining('never filed') },
    ]);
    await stand(draft.id, 'RECEIVED', '202');
    expect((await relations(corrective.id))['warnings']).toEqual([]);
  });
});

describe('the credit note that is made of an invoice', () => {
  it('credits all of it, names it, and asks for nothing to be paid', async () => {
    const original = await filed({
      order_reference: 'PO-1',
      payment_means: { type_code: '58', iban: 'FR7630006000011234567890189' },
    });
    const { entity, invoice } = await credit(original.id, { number: fresh(), reason: 'Commande annulée' });
    expect(entity).toMatchObject({
      typeCode: '381',
      status: 'DRAFT',
      internal: false,
      gross: '1800.00',
      dueDate: null,
    });
    expect(invoice).toMatchObject({
      preceding_invoices: [{ number: original.number, issue_date: '2026-06-01' }],
      order_reference: 'PO-1',
      issue_date: bench.clock.now().toISOString().slice(0, 10),
    });
    expect(invoice.payment_means).toBeUndefined();
    expect(invoice.notes).toContainEqual({
      subject: 'AAI',
      content: `Avoir sur la facture ${original.number} du 2026-06-01 : Commande annulée`,
    });
    expect(await relations(entity.id)).toMatchObject({ corrects: [original.id], warnings: [] });
  });

  it('credits part of it by lines or by a patch', async () => {
    const original = await filed();
    const part = await credit(original.id, { number: fresh(), lines: [{ id: '1', quantity: '2.5' }] });
    expect(part.entity).toMatchObject({ gross: '450.00' });
    const patched = await credit(original.id, {
      number: fresh(),
      patch: { buyer_reference: 'SVC', issue_date: '2026-11-20' },
    });
    expect(patched.invoice).toMatchObject({ buyer_reference: 'SVC', issue_date: '2026-11-20' });
    expect((await relations(patched.entity.id))['warnings']).toMatchObject([
      { message: expect.stringContaining('1350.00') },
    ]);
  });

  it('is refused with the member that is wrong', async () => {
    const original = await filed();
    const lines = [{ id: '9' }, { id: '1', quantity: '11' }];
    expect(await failure(credit(original.id, { number: fresh(), lines }))).toMatchObject({
      code: 'request.invalid',
      options: {
        errors: [
          { field: 'lines[0].id', code: 'UNKNOWN' },
          { field: 'lines[1].quantity', code: 'INVALID' },
        ],
      },
    });
    expect(await failure(credit(original.id, { number: original.number }))).toMatchObject({
      options: { errors: [{ field: 'preceding_invoices[0].number' }] },
    });
    const bad = { number: fresh(), patch: { buyer: { siren: '1' }, lines: [] } };
    expect(await failure(credit(original.id, bad))).toMatchObject({
      options: { errors: expect.arrayContaining([expect.objectContaining({ field: 'buyer.siren' })]) },
    });
  });

  it.each([
    ['DRAFT', null, false],
    ['REJECTED', '213', false],
    ['CANCELLED', null, false],
    ['CANCELLED', '220', true],
  ])('is not made of an invoice that is %s %s', async (status, code, spent) => {
    const original = await make();
    await stand(original.id, status, code, spent);
    expect(await failure(credit(original.id, { number: fresh() }))).toMatchObject({ code: 'invoice.wrong_state' });
  });

  it('is not made of a credit note', async () => {
    const note = await filed({ type_code: '381', ...reference(await filed()) });
    expect(await failure(credit(note.id, { number: fresh() }))).toMatchObject({ code: 'invoice.wrong_state' });
  });

  it.each(['210', '213'])('of an invoice that %s ended is internal, and takes the proposal away', async (code) => {
    const original = await make();
    await stand(original.id, 'REJECTED', code);
    const before = await relations(original.id);
    expect(before['proposed_actions']).toMatchObject([
      { action: 'internal_credit_note' },
      { action: 'retry_with_new_number' },
    ]);
    const { entity, invoice } = await credit(original.id, { number: fresh() });
    expect(entity.internal).toBe(true);
    expect(invoice.notes).toContainEqual({ subject: 'BAR', content: 'ARCHIVEONLY' });
    expect((await relations(entity.id))['warnings']).toEqual([]);
    expect((await relations(original.id))['proposed_actions']).toMatchObject([{ action: 'retry_with_new_number' }]);
    const sent = await make({ type_code: '381', ...reference(original) });
    expect((await relations(sent.id))['warnings']).toMatchObject([{ severity: 'error' }, { field: 'totals.gross' }]);
  });

  it('counts amounts to the cent', async () => {
    const line = { ...quickStart.lines[0], quantity: 3, unit_price: '33.335' };
    const original = await filed({ lines: [line] });
    const { invoice } = await credit(original.id, { number: fresh() });
    expect(invoice.totals.gross).toEqual(new Decimal(original.gross));
  });
});
