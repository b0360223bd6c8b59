import type { AppError } from '@onefacture/errors';
import { Envelope } from '@onefacture/security';
import { Decimal } from '@onefacture/invoice';
import { stringify } from 'lossless-json';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startInvoicing, type InvoicingBench } from '../testing/invoicing-bench.js';
import { InvoiceEventRepository, type NewInvoiceEvent } from './invoice-event.repository.js';
import { amountsOf, lifecycleEventOf, rawPayloadContext, storedAmount } from './stored-event.js';
import { TimelineService } from './timeline.service.js';

let bench: InvoicingBench;
let organisation: string;
let invoiceId: string;
beforeAll(async () => {
  bench = await startInvoicing();
  organisation = await bench.organisation();
  invoiceId = (await bench.create(organisation)).entity.id;
});
afterAll(() => bench.stop());

const event = (sourceKey: string, at: string, change: Partial<NewInvoiceEvent> = {}): NewInvoiceEvent => ({
  id: uuidv7(),
  invoiceId,
  sourceKey,
  kind: 'code',
  code: '200',
  at: new Date(at),
  recordedAt: new Date('2026-11-21T10:00:00Z'),
  event: 'invoice.submitted',
  status: 'SUBMITTED',
  lifecycleCode: '200',
  origin: 'platform',
  reason: null,
  amounts: [],
  rawWord: null,
  rawPayload: null,
  attempt: null,
  durationMs: null,
  ...change,
});
const add = (one: NewInvoiceEvent) => bench.within(organisation, (tx) => new InvoiceEventRepository(tx).add(one));
const known = (key: string) =>
  bench.within(organisation, (tx) => new InvoiceEventRepository(tx).exists(invoiceId, key));
const read = async () => {
  const entries = await bench.within(organisation, (tx) => bench.app.get(TimelineService).read(tx, invoiceId));
  return JSON.parse(stringify(entries) ?? '') as Record<string, unknown>[];
};

describe('the timeline', () => {
  it('starts with the creation', async () => {
    expect(await read()).toMatchObject([
      { event: 'invoice.created', status: 'DRAFT', lifecycle_code: null, origin: 'caller', raw: null, amounts: [] },
    ]);
  });

  it('is in the order of official times, whatever came first', async () => {
    const far = bench.clock.now().getTime() + 86_400_000;
    const day = (days: number) => new Date(far + days * 86_400_000).toISOString();
    for (const [key, days] of [
      ['c', 3],
      ['a', 1],
      ['b', 2],
    ] as const) {
      await add(event(key, day(days), { lifecycleCode: null, code: null, rawWord: key }));
    }
    const words = (await read()).map(({ raw }) => (raw as { word: string } | null)?.word);
    expect(words).toEqual([undefined, 'a', 'b', 'c']);
  });

  it('puts what has one official time in the order of the codes', async () => {
    const at = '2026-12-31T10:00:00Z';
    for (const code of ['205', '203', '210', '202']) await add(event(`tie ${code}`, at, { code }));
    const tied = (await read()).filter((entry) => entry['at'] === new Date(at).toISOString());
    expect(tied.map(({ lifecycle_code: code }) => code)).toEqual(['202', '203', '205', '210']);
  });

  it('takes one source once', async () => {
    const before = (await read()).length;
    const both = await Promise.all([add(event('once', '2027-01-01')), add(event('once', '2027-01-02'))]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await add(event('once', '2027-01-03'))).toBe(false);
    expect(await read()).toHaveLength(before + 1);
    expect([await known('once'), await known('never')]).toEqual([true, false]);
  });

  it('opens what the platform sent, which is sealed at rest', async () => {
    const id = uuidv7();
    const payload = '<CDAR>collected from Globex</CDAR>';
    const sealed = await bench.app.get(Envelope).sealText(payload, rawPayloadContext(organisation, id));
    const amounts = [{ type: 'MEN', amount: '1800.005', vat_rate: '20' }];
    const more = { id, code: '212', lifecycleCode: '212', status: 'PAID', amounts, attempt: 2, durationMs: 341 };
    const reason = { code: 'X', message: 'why' };
    await add(event('paid', '2028-01-01', { ...more, reason, rawWord: 'Encaissée', rawPayload: Buffer.from(sealed) }));
    const [row] = await bench.within(organisation, (tx) =>
      tx.manager.query<{ raw_payload: Buffer }[]>('SELECT raw_payload FROM invoice_events WHERE id = $1', [id]),
    );
    expect(row?.raw_payload.includes('Globex')).toBe(false);
    expect((await read()).at(-1)).toMatchObject({
      id,
      at: '2028-01-01T00:00:00.000Z',
      lifecycle_code: '212',
      raw: { word: 'Encaissée', payload },
      amounts: [{ type: 'MEN', amount: 1800.005, vat_rate: 20 }],
      attempt: 2,
      duration_ms: 341,
      reason,
    });
  });

  it('is not there for another organisation', async () => {
    const other = await bench.organisation();
    const foreign = bench.within(other, (tx) => bench.app.get(TimelineService).read(tx, invoiceId));
    await expect(foreign.catch((error: AppError) => error.code)).resolves.toBe('request.not_found');
  });
});

describe('a stored event', () => {
  it('keeps amounts to the last digit', () => {
    const amount = { type: 'MEN', amount: new Decimal('99999999999999.99'), vat_rate: new Decimal('5.5') };
    const stored = JSON.parse(JSON.stringify([storedAmount(amount)])) as Record<string, unknown>[];
    expect(stored).toEqual([{ type: 'MEN', amount: '99999999999999.99', vat_rate: '5.5' }]);
    expect(amountsOf({ amounts: stored })).toEqual([amount]);
    expect(amountsOf({ amounts: [{ type: 'ESC', amount: '-0.10' }] })[0]?.amount.toString()).toBe('-0.1');
  });

  it('is folded by its own code, not by the one the invoice showed', async () => {
    const events = await bench.within(organisation, (tx) => new InvoiceEventRepository(tx).list(invoiceId));
    expect(events.map(lifecycleEventOf).filter(({ kind }) => kind === 'created')).toHaveLength(1);
    expect(events.map(lifecycleEventOf).find(({ code }) => code === '212')).toMatchObject({
      kind: 'code',
      at: '2028-01-01T00:00:00.000Z',
    });
  });

  it('of an unknown kind is not folded in silence', async () => {
    const [one] = await bench.within(organisation, (tx) => new InvoiceEventRepository(tx).list(invoiceId));
    if (!one) throw new Error('no event');
    expect(() => lifecycleEventOf({ ...one, kind: 'guessed' })).toThrow('acknowledgement_error');
    expect(() => amountsOf({ amounts: [{ type: 'MEN' }] })).toThrow('amount');
  });
});
