import type { AppError } from '@onefacture/errors';
import { stringify } from 'lossless-json';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickStart } from '../../../invoice/src/testing/bodies.js';
import { ACTOR, startInvoicing, type InvoicingBench } from '../testing/invoicing-bench.js';
import { InvoiceRepository, type InvoiceFilter } from './invoice.repository.js';
import { presentInvoiceSummary, presentStoredInvoice } from './present-invoice.js';

let bench: InvoicingBench;
beforeAll(async () => {
  bench = await startInvoicing();
});
afterAll(() => bench.stop());

const codeOf = (error: AppError) => error.code;
const failureOf = (work: Promise<unknown>) => work.catch((error: AppError) => error);
const get = (organisation: string, id: string) => bench.within(organisation, (tx) => bench.invoices.get(tx, id));
const patch = (organisation: string, id: string, version: number, change: unknown) =>
  bench.within(organisation, (tx) => bench.invoices.patch(tx, ACTOR, id, version, change));
const remove = (organisation: string, id: string, version: number) =>
  bench.within(organisation, (tx) => bench.invoices.delete(tx, ACTOR, id, version));
const set = (organisation: string, id: string, change: Parameters<InvoiceRepository['update']>[1]) =>
  bench.within(organisation, (tx) => new InvoiceRepository(tx).update(id, change));
const shown = (value: unknown): unknown => JSON.parse(stringify(value) ?? '');

describe('a new invoice', () => {
  it('is a DRAFT with totals, a history and an audit entry', async () => {
    const organisation = await bench.organisation();
    const { entity, invoice } = await bench.create(organisation);
    const stored = await get(organisation, entity.id);
    expect(stored.entity).toMatchObject({
      number: 'INV-2026-0001',
      status: 'DRAFT',
      submissionState: null,
      issueDate: '2026-06-01',
      dueDate: '2026-07-01',
      sellerSiren: '732829320',
      buyerSiren: '552120222',
      net: '1500.00',
      tax: '300.00',
      gross: '1800.00',
      due: '1800.00',
      version: 1,
      numberHeld: true,
      numberSpent: false,
    });
    expect(shown(stored.invoice)).toEqual(shown(invoice));
    const [audit] = await bench.within(organisation, (tx) =>
      tx.manager.query<object[]>('SELECT action, actor FROM audit_entries WHERE subject_id = $1', [entity.id]),
    );
    expect(audit).toEqual({ action: 'invoice.create', actor: 'key:1' });
  });

  it('keeps its model sealed: no address and no line in the rows of the database', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    const [row] = await bench.within(organisation, (tx) =>
      tx.manager.query<{ everything: string; model: Buffer }[]>(
        'SELECT row_to_json(i)::text AS everything, model FROM invoices i WHERE id = $1',
        [entity.id],
      ),
    );
    for (const secret of ['avenue Foch', 'Consulting', '75116']) {
      expect(row?.everything).not.toContain(secret);
      expect(row?.model.includes(secret)).toBe(false);
    }
    expect(row?.everything).toContain('Globex SAS');
  });

  it('cannot be opened in another row', async () => {
    const organisation = await bench.organisation();
    const [one, two] = [await bench.create(organisation), await bench.create(organisation, { number: 'F-2' })];
    await set(organisation, two.entity.id, { model: one.entity.model });
    await expect(get(organisation, two.entity.id).catch(codeOf)).resolves.toBe('data.undecryptable');
  });

  it('takes what it lacks from the settings of its company, and says so', async () => {
    const organisation = await bench.organisation({
      siren: '732829320',
      name: 'Acme SAS',
      vat_number: 'FR44732829320',
      billing_frame: 'S1',
      payment_terms: '30 jours fin de mois',
      mentions: { PMT: 'Indemnité de 40 €' },
    });
    const { invoice } = await bench.create(organisation, { due_date: undefined });
    expect(invoice).toMatchObject({
      seller: { vat_number: 'FR44732829320' },
      billing_frame: 'S1',
      payment_terms: '30 jours fin de mois',
    });
    expect(invoice.notes).toContainEqual(expect.objectContaining({ subject: 'PMT', content: 'Indemnité de 40 €' }));
    const derived = JSON.stringify(shown(invoice.derived));
    for (const field of ['seller.vat_number', 'billing_frame', 'payment_terms']) expect(derived).toContain(field);
  });

  it('makes its company on first use in test, and is refused in live', async () => {
    const organisation = await bench.organisation();
    const [one, two] = [await bench.create(organisation), await bench.create(organisation, { number: 'F-2' })];
    expect(two.entity.companyId).toBe(one.entity.companyId);
    const live = { name: 'key:1', mode: 'live' } as const;
    const stranger = { ...quickStart.seller, siren: '356000000' };
    await expect(bench.create(organisation, { seller: stranger }, live).catch(codeOf)).resolves.toBe(
      'invoice.seller_not_ours',
    );
  });

  it('is refused with every fault, and nothing of it is kept', async () => {
    const organisation = await bench.organisation();
    const failure = await failureOf(
      bench.create(organisation, { currency: 'EURO', lines: [], seller: { name: 'Acme' }, colour: 'red' }),
    );
    expect(failure).toMatchObject({ code: 'request.invalid' });
    const fields = (failure as AppError).options.errors?.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['currency', 'lines', 'colour']));
    const rows = await bench.within(organisation, (tx) =>
      tx.manager.query<object[]>('SELECT id FROM invoices UNION ALL SELECT id FROM companies'),
    );
    expect(rows).toEqual([]);
  });

  it('needs a seller with a SIREN', async () => {
    const organisation = await bench.organisation();
    const failure = await failureOf(bench.create(organisation, { seller: { ...quickStart.seller, siren: undefined } }));
    expect(failure).toMatchObject({ options: { errors: [{ field: 'seller.siren', code: 'REQUIRED' }] } });
  });
});

describe('a number', () => {
  it('is taken once, however many ask at the same moment', async () => {
    const organisation = await bench.organisation({ siren: '732829320', name: 'Acme SAS' });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => bench.create(organisation)));
    const codes = results.map((one) => (one.status === 'fulfilled' ? 'stored' : (one.reason as AppError).code));
    expect(codes.toSorted()).toEqual([...Array.from({ length: 7 }, () => 'invoice.duplicate_number'), 'stored']);
    const rows = await bench.within(organisation, (tx) => new InvoiceRepository(tx).list({ limit: 10 }));
    expect(rows).toHaveLength(1);
  });

  it('is named in the refusal', async () => {
    const organisation = await bench.organisation();
    await bench.create(organisation);
    expect(await failureOf(bench.create(organisation))).toMatchObject({
      code: 'invoice.duplicate_number',
      options: { errors: [{ field: 'number', code: 'DUPLICATE' }] },
    });
  });

  it('is free in another year, for another seller and in another organisation', async () => {
    const organisation = await bench.organisation();
    await bench.create(organisation);
    const again = [
      bench.create(organisation, { issue_date: '2025-12-31', due_date: '2026-01-31' }),
      bench.create(organisation, { seller: { ...quickStart.seller, siren: '356000000' } }),
      bench.create(await bench.organisation()),
    ];
    expect((await Promise.all(again)).map(({ entity }) => entity.number)).toEqual(again.map(() => quickStart.number));
    await expect(
      bench.create(organisation, { issue_date: '2026-12-31', due_date: undefined }).catch(codeOf),
    ).resolves.toBe('invoice.duplicate_number');
  });

  it('is free again once its draft is gone or no longer holds it', async () => {
    const organisation = await bench.organisation();
    const first = await bench.create(organisation);
    await remove(organisation, first.entity.id, 1);
    const second = await bench.create(organisation);
    await set(organisation, second.entity.id, { status: 'CANCELLED', numberHeld: false });
    await bench.create(organisation);
    await expect(
      set(organisation, second.entity.id, { number: quickStart.number, numberHeld: true }).catch(codeOf),
    ).resolves.toBe('invoice.duplicate_number');
  });
});

describe('a draft', () => {
  it('is patched as a merge, completed anew, its version counted', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    const line = { ...quickStart.lines[0], quantity: 3 };
    const patched = await patch(organisation, entity.id, 1, { number: 'F-9', due_date: null, lines: [line] });
    expect(patched.entity).toMatchObject({ number: 'F-9', dueDate: null, net: '450.00', gross: '540.00', version: 2 });
    const stored = await get(organisation, entity.id);
    expect(stored.entity).toMatchObject({ number: 'F-9', dueDate: null, gross: '540.00', version: 2 });
    expect(stored.invoice.buyer.name).toBe('Globex SAS');
  });

  it('is patched and removed only at the version that was read', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    await patch(organisation, entity.id, 1, { number: 'F-9' });
    await expect(patch(organisation, entity.id, 1, { number: 'F-10' }).catch(codeOf)).resolves.toBe(
      'request.precondition_failed',
    );
    await expect(remove(organisation, entity.id, 1).catch(codeOf)).resolves.toBe('request.precondition_failed');
    await remove(organisation, entity.id, 2);
    await expect(get(organisation, entity.id).catch(codeOf)).resolves.toBe('request.not_found');
  });

  it('takes one of two patches made at the same moment', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    const both = await Promise.allSettled([
      patch(organisation, entity.id, 1, { number: 'F-10' }),
      patch(organisation, entity.id, 1, { number: 'F-11' }),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await get(organisation, entity.id)).entity.version).toBe(2);
  });

  it('refuses a patch with its faults, and stays as it was', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    await bench.create(organisation, { number: 'F-2' });
    await expect(patch(organisation, entity.id, 1, { currency: 'EURO' }).catch(codeOf)).resolves.toBe(
      'request.invalid',
    );
    await expect(patch(organisation, entity.id, 1, { number: 'F-2' }).catch(codeOf)).resolves.toBe(
      'invoice.duplicate_number',
    );
    expect((await get(organisation, entity.id)).entity).toMatchObject({ number: quickStart.number, version: 1 });
  });

  it.each([
    { status: 'SUBMITTED', submissionState: 'accepted' },
    { status: 'PAID', submissionState: 'accepted' },
    { status: 'DRAFT', submissionState: 'queued' },
  ] as const)('is no draft any more: $status $submissionState', async (standing) => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    await set(organisation, entity.id, standing);
    await expect(patch(organisation, entity.id, 1, { number: 'F-9' }).catch(codeOf)).resolves.toBe(
      'invoice.wrong_state',
    );
    await expect(remove(organisation, entity.id, 1).catch(codeOf)).resolves.toBe('invoice.wrong_state');
  });

  it('is not there for another organisation', async () => {
    const [one, two] = [await bench.organisation(), await bench.organisation()];
    const { entity } = await bench.create(one);
    const attempts = [get(two, entity.id), patch(two, entity.id, 1, {}), remove(two, entity.id, 1)];
    const codes = await Promise.all(attempts.map((attempt) => attempt.catch(codeOf)));
    expect(codes).toEqual(attempts.map(() => 'request.not_found'));
  });
});

describe('the list', () => {
  let organisation: string;
  let ids: string[];
  beforeAll(async () => {
    organisation = await bench.organisation();
    const bodies = [
      { number: 'A-1', issue_date: '2026-01-10' },
      { number: 'A-2', issue_date: '2026-02-10', buyer: { ...quickStart.buyer, siren: '356000000' } },
      { number: 'A-3', issue_date: '2026-03-10' },
      { number: 'A-4', issue_date: '2026-04-10' },
    ];
    ids = [];
    for (const body of bodies) ids.push((await bench.create(organisation, { ...body, due_date: undefined })).entity.id);
    await set(organisation, ids[2] ?? '', { status: 'PAID' });
  });

  const numbers = async (filter: Partial<InvoiceFilter>) => {
    const rows = await bench.within(organisation, (tx) => new InvoiceRepository(tx).list({ limit: 10, ...filter }));
    return rows.map(({ number }) => number);
  };

  it.each<[Partial<InvoiceFilter>, string[]]>([
    [{}, ['A-4', 'A-3', 'A-2', 'A-1']],
    [{ status: 'PAID' }, ['A-3']],
    [{ number: 'A-2' }, ['A-2']],
    [{ buyerSiren: '356000000' }, ['A-2']],
    [{ issuedFrom: '2026-02-10' }, ['A-4', 'A-3', 'A-2']],
    [{ issuedTo: '2026-02-10' }, ['A-2', 'A-1']],
    [{ issuedFrom: '2026-02-01', issuedTo: '2026-03-31' }, ['A-3', 'A-2']],
    [{ status: 'DRAFT', buyerSiren: '552120222', issuedTo: '2026-03-31' }, ['A-1']],
    [{ number: 'none' }, []],
  ])('narrows by %j', async (filter, wanted) => {
    expect(await numbers(filter)).toEqual(wanted);
  });

  it('goes on after the last one seen, newest first', async () => {
    expect(await numbers({ limit: 2 })).toEqual(['A-4', 'A-3']);
    expect(await numbers({ limit: 2, before: ids[2] })).toEqual(['A-2', 'A-1']);
    expect(await numbers({ limit: 2, before: ids[0] })).toEqual([]);
  });

  it('shows a summary without the model', async () => {
    const [row] = await bench.within(organisation, (tx) => new InvoiceRepository(tx).list({ limit: 1 }));
    if (!row) throw new Error('no row');
    expect(Object.values(row)).not.toContainEqual(expect.any(Buffer));
    expect(shown(presentInvoiceSummary(row))).toMatchObject({
      id: row.id,
      number: 'A-4',
      status: 'DRAFT',
      totals: { net: 1500, tax: 300, gross: 1800, due: 1800 },
      submission: null,
    });
    expect(stringify(presentInvoiceSummary(row))).not.toContain('lines');
    expect(stringify(presentInvoiceSummary(row))).toContain('"gross":1800.00');
  });

  it('shows where a submission stands', async () => {
    const id = ids[3] ?? '';
    await set(organisation, id, { submissionState: 'dead', submissionAttempts: 7 });
    await bench.within(organisation, (tx) =>
      new InvoiceRepository(tx).setSubmissionError(id, { code: 'platform.unavailable', message: 'No answer.' }),
    );
    expect(shown(presentStoredInvoice(await get(organisation, id)))).toMatchObject({
      number: 'A-4',
      lines: [{ quantity: 10 }],
      submission: {
        state: 'dead',
        attempts: 7,
        last_error: { code: 'platform.unavailable', message: 'No answer.', reasons: [] },
      },
    });
  });
});
