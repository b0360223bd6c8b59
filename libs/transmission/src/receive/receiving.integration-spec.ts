import type { PlatformFlow, ReportedStatus } from '@onefacture/adapters';
import { lifecycleMessageFor, writeCdar } from '@onefacture/formats';
import { ReceivedDocumentsService, ReceivedVault } from '@onefacture/invoicing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTOR } from '../../../invoicing/src/testing/invoicing-bench.js';
import { inboxScene, supplierFile, supplierFlow, type InboxScene } from '../testing/inbox-scene.js';
import { breaking, failing, flow, page, type ScriptedGateway } from '../testing/scripted-gateway.js';
import { startTransmission, type TransmissionBench } from '../testing/transmission-bench.js';
import { InboxService } from './inbox.service.js';
import { ReceivingService } from './receiving.service.js';

let bench: TransmissionBench;
let gateway: ScriptedGateway;
let scene: InboxScene;
beforeAll(async () => {
  bench = await startTransmission();
  ({ gateway } = bench);
  scene = await inboxScene(bench);
});
afterAll(() => bench.stop());

/** A flow that is listed, with its row. */
async function listed(file: Uint8Array | (() => never), change: Parameters<typeof supplierFlow>[0] = {}) {
  const one = supplierFlow(change);
  gateway.files.set(one.flow_id, file);
  await scene.list(one);
  const row = (await scene.all()).find(({ flowId }) => flowId === one.flow_id);
  if (!row) throw new Error('it was not listed');
  return { flow: one, row };
}
const kinds = async (id: string) => (await scene.timeline(id)).map(({ kind }) => kind);
const told = (id: string) => bench.told(scene.organisation, id);

describe('an invoice that a platform lists', () => {
  it('is noted once, fetched once, read, reported on and told', async () => {
    const file = await supplierFile({ number: 'F-2026-77' });
    const { flow: one, row } = await listed(file);
    await scene.list(one);
    expect((await scene.all()).filter(({ flowId }) => flowId === one.flow_id)).toHaveLength(1);
    expect(row).toMatchObject({ state: 'listed', status: 'RECEIVED', number: null, platform: 'sandbox' });
    expect(await bench.asked(row.id)).toEqual([{ queue: 'receive-invoice', attempt: 1, due_at: null }]);
    const stored = await scene.fetch(row.id);
    expect(stored).toMatchObject({
      state: 'stored',
      number: 'F-2026-77',
      issueDate: '2026-06-01',
      sellerSiren: '732829320',
      sellerName: 'Acme SAS',
      buyerSiren: '552120222',
      gross: '1800.00',
      due: '1800.00',
      currency: 'EUR',
      format: 'cii',
      profile: 'EN16931',
      dueAt: null,
      error: null,
    });
    expect(await kinds(row.id)).toEqual(['listed', 'stored']);
    expect(await told(row.id)).toMatchObject([
      { type: 'inbox.received', data: { inbox_id: row.id, state: 'stored', status: 'RECEIVED', sequence: 2 } },
    ]);
    const { original, report, contents } = await bench.within(scene.organisation, async (tx) => {
      const vault = bench.app.get(ReceivedVault);
      return {
        original: await vault.file(tx, row.id),
        report: await vault.report(tx, row.id),
        contents: await vault.contents(tx, row.id),
      };
    });
    expect(Buffer.from(original ?? []).equals(Buffer.from(file))).toBe(true);
    expect(JSON.parse(report ?? '{}')).toMatchObject({ format: 'cii', layers: expect.any(Array) });
    expect(contents?.document.lines).toHaveLength(1);
  });

  it('is stored once, however many jobs and workers take it up', async () => {
    const { row } = await listed(await supplierFile({ number: 'F-2026-78' }));
    const receiving = bench.app.get(ReceivingService);
    const job = () => receiving.receive({ organization_id: scene.organisation, id: row.id });
    await Promise.all([job(), job(), job()]);
    await job();
    expect(await kinds(row.id)).toEqual(['listed', 'stored']);
    expect(await told(row.id)).toHaveLength(1);
  });

  it('is taken up again when a worker died between the call and the commit', async () => {
    const { row } = await listed(await supplierFile({ number: 'F-2026-79' }));
    const lease = new Date(bench.clock.now().getTime() + 60_000);
    await bench.within(scene.organisation, (tx) =>
      tx.manager.query('UPDATE received_invoices SET due_at = $1 WHERE id = $2', [lease, row.id]),
    );
    await bench.app.get(ReceivingService).receive({ organization_id: scene.organisation, id: row.id });
    expect(await scene.get(row.id)).toMatchObject({ state: 'listed' });
    const due = await bench.database.source.query<{ queue: string; subject_id: string }[]>(
      'SELECT * FROM due_work($1, 1000)',
      [lease],
    );
    expect(due.filter(({ subject_id }) => subject_id === row.id)).toMatchObject([{ queue: 'receive-invoice' }]);
    expect(await scene.fetch(row.id)).toMatchObject({ state: 'stored' });
  });

  it.each([
    ['a lifecycle message', { syntax: 'CDAR', type: 'SupplierInvoiceLC' }],
    ['a lifecycle message of unknown syntax', { syntax: 'Undefined', type: 'CustomerInvoiceLC' }],
    ['a report', { syntax: 'FRR', type: 'MultiFlowReport' }],
    ['one of ours', { direction: 'Out' }],
  ])('is none when it is %s', async (_, change) => {
    const before = (await scene.all()).length;
    const one = supplierFlow(change);
    gateway.files.set(one.flow_id, Buffer.from('<x/>'));
    await scene.list(one);
    expect(await scene.all()).toHaveLength(before);
  });

  it('is one too when the platform does not say its syntax', async () => {
    const { row } = await listed(await supplierFile({ number: 'F-2026-80' }, 'ubl'), {
      syntax: 'Undefined',
      type: 'Undefined',
    });
    expect(await scene.fetch(row.id)).toMatchObject({ state: 'stored', format: 'ubl', number: 'F-2026-80' });
  });

  it('is told apart from another with the same number of the same seller', async () => {
    const file = await supplierFile({ number: 'TWICE-1' });
    const [first, second] = [(await listed(file)).row, (await listed(file)).row];
    await scene.fetch(first.id);
    await scene.fetch(second.id);
    const report = await bench.within(scene.organisation, (tx) => bench.app.get(ReceivedVault).report(tx, second.id));
    const { findings } = JSON.parse(report ?? '{}') as {
      findings: { severity: string; layer: string; message: string }[];
    };
    expect(findings.filter(({ message }) => /TWICE-1|number/i.test(message))).toEqual(
      expect.arrayContaining([expect.objectContaining({ layer: 'business', severity: 'warning' })]),
    );
  });
});

describe('a file that cannot be read', () => {
  it.each<[string, Buffer, RegExp]>([
    ['empty', Buffer.alloc(0), /neither XML nor PDF/],
    ['a web page', Buffer.from('<html><body>Sorry</body></html>'), /./],
    ['cut off', Buffer.from('<rsm:CrossIndustryInvoice xmlns:rsm="urn:x"'), /./],
    ['with a DOCTYPE', Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><Invoice>&a;</Invoice>'), /DOCTYPE|doctype/i],
    ['a PDF without an invoice', Buffer.from('%PDF-1.7\n%%EOF'), /./],
    ['a lifecycle message', Buffer.from(cdar('X-1', '200')), /lifecycle message/],
  ])('%s is kept, listed and told', async (_, file, why) => {
    const { row } = await listed(file);
    const kept = await scene.fetch(row.id);
    expect(kept).toMatchObject({
      state: 'unreadable',
      size: file.length,
      error: { message: expect.stringMatching(why) },
      dueAt: null,
    });
    expect(await kinds(row.id)).toEqual(['listed', 'unreadable']);
    expect(await told(row.id)).toMatchObject([{ type: 'inbox.received', data: { state: 'unreadable' } }]);
    const documents = bench.app.get(ReceivedDocumentsService);
    const original = await documents.get(scene.organisation, row.id, { kind: 'original' });
    expect(Buffer.from(original.bytes).equals(file)).toBe(true);
    await expect(documents.get(scene.organisation, row.id, { kind: 'readable' })).rejects.toMatchObject({
      code: 'document.not_available',
    });
  });
});

describe('a platform that fails', () => {
  it('is asked again on the schedule, then no more, until somebody asks', async () => {
    const { row, flow: one } = await listed(failing('server_error', { detail: 'Out of order.' }) as () => never);
    expect(await scene.fetch(row.id)).toMatchObject({ state: 'listed', failures: 1, tries: 2 });
    expect((await bench.asked(row.id)).map(({ attempt }) => attempt)).toEqual([1, 2]);
    await scene.fetch(row.id);
    const dead = await scene.fetch(row.id);
    expect(dead).toMatchObject({ state: 'failed', dueAt: null, error: { message: 'Out of order.' } });
    expect(await kinds(row.id)).toEqual(['listed', 'fetch_failed']);
    expect(await told(row.id)).toMatchObject([{ data: { state: 'failed' } }]);
    gateway.files.set(one.flow_id, await supplierFile({ number: 'LATE-1' }));
    const inbox = bench.app.get(InboxService);
    const refetch = () => bench.within(scene.organisation, (tx) => inbox.refetch(tx, ACTOR, row.id));
    expect(await refetch()).toMatchObject({ state: 'listed', failures: 0 });
    await expect(refetch()).rejects.toMatchObject({ code: 'invoice.wrong_state' });
    expect(await scene.fetch(row.id)).toMatchObject({ state: 'stored', number: 'LATE-1', error: null });
    expect(await told(row.id)).toMatchObject([{ data: { state: 'failed' } }, { data: { state: 'stored' } }]);
  });

  it('is waited for without losing an attempt while its circuit is open', async () => {
    const { row } = await listed(failing('circuit_open', { sent: 'no', retryAfterSeconds: 30 }) as () => never);
    const waiting = await scene.fetch(row.id);
    expect(waiting).toMatchObject({ state: 'listed', failures: 0, tries: 2 });
    expect((waiting.dueAt?.getTime() ?? 0) - bench.clock.now().getTime()).toBe(30_000);
  });

  it('is asked again after a defect, which is shown without its words', async () => {
    const { row } = await listed(breaking('x is not iterable') as () => never);
    const failed = await scene.fetch(row.id);
    expect(failed).toMatchObject({ state: 'listed', failures: 1, error: { code: 'service.internal' } });
    expect(JSON.stringify(failed.error)).not.toContain('iterable');
  });
});

describe('a flow that changes after its file was stored', () => {
  it('keeps the first file and notes that the platform has another', async () => {
    const first = await supplierFile({ number: 'CHANGED-1' });
    const { row, flow: one } = await listed(first);
    await scene.fetch(row.id);
    await scene.list({ ...one, updated_at: '2026-11-21T11:00:00.000Z' });
    expect(await scene.fetch(row.id)).toMatchObject({ dueAt: null });
    expect(await kinds(row.id)).toEqual(['listed', 'stored']);
    gateway.files.set(one.flow_id, await supplierFile({ number: 'CHANGED-2' }));
    await scene.list({ ...one, updated_at: '2026-11-21T12:00:00.000Z' });
    expect(await scene.fetch(row.id)).toMatchObject({ number: 'CHANGED-1', state: 'stored' });
    expect((await kinds(row.id)).toSorted()).toEqual(['document_changed', 'listed', 'stored']);
    const documents = bench.app.get(ReceivedDocumentsService);
    const { bytes } = await documents.get(scene.organisation, row.id, { kind: 'original' });
    expect(Buffer.from(bytes).equals(Buffer.from(first))).toBe(true);
  });
});

/** A lifecycle message about a supplier's invoice. */
function cdar(number: string, code: string, role: 'WK' | 'SE' = 'WK'): string {
  const seller = { scheme: '0002', value: '732829320' };
  return writeCdar(
    lifecycleMessageFor({
      invoice: { number, type_code: '380', issue_date: '2026-06-01', seller_siren: '732829320' },
      code,
      at: '2026-11-21T09:00:00.000Z',
      id: randomUUID(),
      from: { role, id: role === 'WK' ? { scheme: '0238', value: '1234' } : seller },
      to: [
        role === 'WK'
          ? { role: 'SE', electronic_address: { scheme: '0225', value: '732829320' } }
          : { role: 'BY', electronic_address: { scheme: '0225', value: '552120222' } },
      ],
    }),
  );
}

const say = (number: string, code: string, role?: 'SE') => {
  const one = flow({ type: 'SupplierInvoiceLC' });
  gateway.files.set(one.flow_id, Buffer.from(cdar(number, code, role)));
  return one;
};

describe('what others say of a received invoice', () => {
  it('is on its timeline, moves it, and is told', async () => {
    const { id, number } = await scene.received();
    await scene.list(say(number ?? '', '203'), say(number ?? '', '220', 'SE'));
    expect(await scene.get(id)).toMatchObject({ status: 'CANCELLED', lifecycleCode: '220' });
    const entries = (await scene.timeline(id)).filter(({ kind }) => kind === 'code');
    expect(entries).toMatchObject([
      { lifecycle_code: '203', status: 'RECEIVED', origin: 'platform' },
      { lifecycle_code: '220', status: 'CANCELLED', raw: { payload: expect.stringContaining('220') } },
    ]);
    expect((await told(id)).at(-1)).toMatchObject({
      type: 'inbox.status_changed',
      data: { status: 'CANCELLED', lifecycle_code: '220' },
    });
  });

  it('waits when it comes before the file', async () => {
    const { row } = await listed(await supplierFile({ number: 'EARLY-1' }));
    await scene.list(say('EARLY-1', '220', 'SE'));
    expect(await scene.get(row.id)).toMatchObject({ status: 'RECEIVED' });
    expect(await scene.fetch(row.id)).toMatchObject({ state: 'stored', status: 'CANCELLED' });
    expect((await kinds(row.id)).toSorted()).toEqual(['code', 'listed', 'stored']);
  });
});

const reported = (flow_id: string, change: Partial<ReportedStatus>): ReportedStatus => ({
  ...{ flow_id, at: '2026-11-21T10:00:00.000Z', word: 'a word', raw: { status: 'a word' } },
  ...change,
});
/** The platform lists these, and is polled. */
async function says(flows: PlatformFlow[], statuses: ReportedStatus[]): Promise<void> {
  await bench.within(scene.organisation, (tx) =>
    tx.manager.query('UPDATE platform_connections SET poll_due_at = $1', [bench.clock.now()]),
  );
  gateway.onChanges(page(flows, { statuses }));
  await bench.poll(scene.organisation);
}
const codes = async (id: string) =>
  (await scene.timeline(id))
    .filter(({ kind }) => kind === 'code')
    .map(({ lifecycle_code: code, raw }) => [code, (raw as { word: string }).word]);

describe('what a platform says of a received invoice in its own words', () => {
  it('moves it once, also when it comes with the invoice itself', async () => {
    const one = supplierFlow();
    gateway.files.set(one.flow_id, await supplierFile({ number: 'TOLD-1' }));
    const cancelled = reported(one.flow_id, { code: '220', word: 'ANNULEE', reason: 'double' });
    await says([one], [cancelled]);
    await says([], [cancelled, reported('of nobody', { code: '205' })]);
    const row = (await scene.all()).find(({ flowId }) => flowId === one.flow_id);
    expect(row).toMatchObject({ status: 'CANCELLED', lifecycleCode: '220' });
    expect(await codes(row?.id ?? '')).toEqual([['220', 'ANNULEE']]);
    expect((await told(row?.id ?? '')).at(-1)).toMatchObject({ data: { status: 'CANCELLED', lifecycle_code: '220' } });
  });

  it('is no news while the state it shows is the one we know', async () => {
    const { id, flowId } = await scene.received();
    const state = (word: string, code: string | undefined, at: string) =>
      reported(flowId, { word, at, key: word, ...(code === undefined ? {} : { code }) });
    await says([], [state('disputed', '207', '2026-11-21T10:00:00.000Z')]);
    await says([], [state('in_dispute', '207', '2026-11-21T11:00:00.000Z')]);
    await says([], [state('approved', undefined, '2026-11-21T12:00:00.000Z')]);
    await says([], [state('approved', undefined, '2026-11-21T13:00:00.000Z')]);
    expect(await codes(id)).toHaveLength(2);
    expect(await scene.get(id)).toMatchObject({ status: 'RECEIVED', lifecycleCode: '207' });
  });
});
