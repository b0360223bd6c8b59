import { Decimal } from '@onefacture/invoice';
import { InvoiceRepository } from '@onefacture/invoicing';
import { stringify } from 'lossless-json';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTransmission, type TransmissionBench, type Travelling } from '../testing/transmission-bench.js';
import { LifecycleRecorder, type LifecycleFact } from './lifecycle-recorder.js';

let bench: TransmissionBench;
beforeAll(async () => {
  bench = await startTransmission();
});
afterAll(() => bench.stop());

const START = Date.parse('2030-01-01T10:00:00Z');
/** A status of the platform, `order` minutes after the first. */
const code = (value: string, order: number, change: Partial<LifecycleFact> = {}): LifecycleFact => ({
  sourceKey: `cdar:${value}:${order}`,
  kind: 'code',
  code: value,
  at: new Date(START + order * 60_000),
  origin: 'platform',
  ...change,
});
const collected = (amount: string, order: number): LifecycleFact =>
  code('212', order, { amounts: [{ type: 'MEN', amount: new Decimal(amount), vat_rate: new Decimal(20) }] });
const record = (one: Travelling, fact: LifecycleFact) =>
  bench.within(one.organisation, async (tx) =>
    bench.app.get(LifecycleRecorder).record(tx, await new InvoiceRepository(tx).lock(one.id), fact),
  );
const recordAll = async (one: Travelling, facts: readonly LifecycleFact[]) => {
  for (const fact of facts) await record(one, fact);
};
const types = async (one: Travelling) => (await bench.told(one.organisation, one.id)).map(({ type }) => type);
const shown = (value: unknown) => JSON.parse(stringify(value) ?? '') as Record<string, unknown>[];
const draft = () => bench.invoice({}, false);

const sameNumber = async (one: Travelling) => {
  try {
    await bench.create(one.organisation, { number: one.number });
    return 'free';
  } catch {
    return 'held';
  }
};

const LIFE = [code('200', 0), code('202', 1), code('203', 2), code('205', 3), collected('1800', 4)];

describe('a fact', () => {
  it('moves the invoice, is kept with what was said, and is told', async () => {
    const one = await draft();
    const state = await record(
      one,
      code('200', 0, { rawWord: 'Déposée', rawPayload: Buffer.from('<CDAR/>'), attempt: 1 }),
    );
    expect(state).toMatchObject({ status: 'SUBMITTED', lifecycle_code: '200', number_spent: true });
    expect(await one.invoice()).toMatchObject({
      status: 'SUBMITTED',
      lifecycleCode: '200',
      numberSpent: true,
      numberHeld: true,
      version: 2,
    });
    expect(shown(await one.timeline()).at(-1)).toMatchObject({
      event: 'invoice.submitted',
      status: 'SUBMITTED',
      raw: { word: 'Déposée', payload: '<CDAR/>' },
      attempt: 1,
      at: new Date(START).toISOString(),
      recorded_at: bench.clock.now().toISOString(),
    });
    expect(await bench.told(one.organisation, one.id)).toEqual([
      {
        type: 'invoice.submitted',
        timestamp: bench.clock.now().toISOString(),
        data: {
          invoice_id: one.id,
          status: 'SUBMITTED',
          previous_status: 'DRAFT',
          lifecycle_code: '200',
          sequence: 2,
        },
      },
    ]);
  });

  it('counts once, however often and in whatever company it is told', async () => {
    const one = await draft();
    expect(await record(one, code('200', 0))).toBeDefined();
    expect(await record(one, code('200', 0))).toBeUndefined();
    await Promise.all([record(one, code('202', 1)), record(one, code('202', 1)), record(one, code('202', 1))]);
    expect(await types(one)).toEqual(['invoice.submitted', 'invoice.received']);
    expect(await one.invoice()).toMatchObject({ status: 'RECEIVED', version: 3 });
  });

  it.each([
    ['as it happened', [0, 1, 2, 3, 4]],
    ['backwards', [4, 3, 2, 1, 0]],
    ['in disorder, with repeats', [3, 0, 4, 0, 2, 4, 1, 3]],
  ])('leads to the same end told %s', async (_, order) => {
    const one = await draft();
    await recordAll(
      one,
      order.flatMap((index) => LIFE[index] ?? []),
    );
    expect(await one.invoice()).toMatchObject({ status: 'PAID', lifecycleCode: '212', numberSpent: true });
    const entries = shown(await one.timeline()).slice(-5);
    expect(entries.map(({ lifecycle_code: value }) => value)).toEqual(['200', '202', '203', '205', '212']);
    expect((await types(one)).filter((type) => type === 'invoice.paid')).toHaveLength(1);
  });

  it('of the same status is a status_changed, not told twice as an arrival', async () => {
    const one = await draft();
    await recordAll(one, LIFE.slice(0, 3));
    expect(await types(one)).toEqual(['invoice.submitted', 'invoice.received', 'invoice.status_changed']);
  });

  it('that nobody knows is kept and moves nothing', async () => {
    const one = await draft();
    await recordAll(one, [code('200', 0), code('299', 1)]);
    expect(await one.invoice()).toMatchObject({ status: 'SUBMITTED', lifecycleCode: '200' });
    expect(shown(await one.timeline()).at(-1)).toMatchObject({ lifecycle_code: '299', status: 'SUBMITTED' });
  });

  it('tells nobody what the caller did himself to retry', async () => {
    const one = await draft();
    await record(one, { sourceKey: 'retry:1', kind: 'retry_command', at: bench.clock.now(), origin: 'caller' });
    expect(await types(one)).toEqual([]);
  });

  it('is gone with its transaction', async () => {
    const one = await draft();
    const broken = bench.within(one.organisation, async (tx) => {
      await bench.app.get(LifecycleRecorder).record(tx, await new InvoiceRepository(tx).lock(one.id), code('200', 0));
      throw new Error('taken back');
    });
    await expect(broken).rejects.toThrow('taken back');
    expect(await one.invoice()).toMatchObject({ status: 'DRAFT', version: 1 });
    expect(await types(one)).toEqual([]);
  });
});

describe('payments', () => {
  it('make it PAID when they cover what is due, in as many parts as they come', async () => {
    const one = await draft();
    await recordAll(one, [code('200', 0), collected('1000', 1)]);
    expect(await one.invoice()).toMatchObject({ status: 'APPROVED', lifecycleCode: '212' });
    await record(one, collected('799.99', 2));
    expect(await one.invoice()).toMatchObject({ status: 'APPROVED' });
    await record(one, collected('0.01', 3));
    expect(await one.invoice()).toMatchObject({ status: 'PAID' });
    expect(await types(one)).toEqual([
      'invoice.submitted',
      'invoice.approved',
      'invoice.status_changed',
      'invoice.paid',
    ]);
  });

  it('open it again when they are taken back', async () => {
    const one = await draft();
    await recordAll(one, [code('200', 0), collected('1800', 1), collected('-1800', 2)]);
    expect(await one.invoice()).toMatchObject({ status: 'APPROVED' });
    await record(one, collected('1800', 3));
    expect((await types(one)).filter((type) => type === 'invoice.paid')).toHaveLength(2);
  });
});

describe('a number', () => {
  it('is free when a draft is cancelled', async () => {
    const one = await draft();
    expect(await sameNumber(one)).toBe('held');
    await one.cancel();
    expect(await one.invoice()).toMatchObject({ status: 'CANCELLED', numberHeld: false });
    expect(await sameNumber(one)).toBe('free');
  });

  it('is free when an invoice is cancelled that the platform rejected without filing it', async () => {
    const one = await draft();
    await record(one, code('213', 0));
    expect(await one.invoice()).toMatchObject({ status: 'REJECTED', numberSpent: false, numberHeld: true });
    await one.cancel();
    expect(await sameNumber(one)).toBe('free');
  });

  it('stays spent once it was filed, whatever follows', async () => {
    const one = await draft();
    await recordAll(one, [code('200', 0), code('210', 1)]);
    await one.cancel();
    expect(await one.invoice()).toMatchObject({ status: 'CANCELLED', numberSpent: true, numberHeld: true });
    expect(await sameNumber(one)).toBe('held');
  });
});
