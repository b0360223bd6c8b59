import type { FlowStatus, ReportedStatus } from '@onefacture/adapters';
import { stringify } from 'lossless-json';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failing, page, taken, type ScriptedGateway } from '../testing/scripted-gateway.js';
import { startTransmission, type TransmissionBench, type Travelling } from '../testing/transmission-bench.js';
import { askAbout } from './polling.js';

let bench: TransmissionBench;
let gateway: ScriptedGateway;
beforeAll(async () => {
  bench = await startTransmission();
  ({ gateway } = bench);
});
afterAll(() => bench.stop());
beforeEach(() => {
  gateway.able = { ...gateway.able, tracks: 'one_by_one', inbox: false };
});
afterEach(() => {
  gateway.able = { ...gateway.able, tracks: 'by_change', inbox: false };
});

async function accepted(flowId: string): Promise<Travelling> {
  const one = await bench.invoice();
  gateway.onSubmit(taken(flowId));
  await one.step();
  return one;
}

const reported = (flow_id: string, change: Partial<ReportedStatus>): ReportedStatus => ({
  flow_id,
  at: bench.clock.now().toISOString(),
  word: 'a word',
  raw: { statut: 'a word' },
  ...change,
});
const says =
  (flow_id: string, statuses: readonly ReportedStatus[], word = 'Ok') =>
  (): FlowStatus => ({ flow_id, acknowledgement: { status: word, details: [] }, statuses });
const shown = (value: unknown) => JSON.parse(stringify(value) ?? '') as Record<string, unknown>[];
const secondsUntil = async (one: Travelling) => {
  const due = (await bench.connection(one.organisation))?.pollDueAt;
  return due ? (due.getTime() - bench.clock.now().getTime()) / 1_000 : null;
};

describe('a platform that tells statuses one by one', () => {
  it('is asked about each open invoice, and what it says moves the invoice as a lifecycle message would', async () => {
    const one = await accepted('flow-1');
    const refusal = {
      code: '210',
      word: 'REJETEE',
      reason_code: 'TX_TVA_ERR',
      reason: 'Taux erroné',
      at: new Date(bench.clock.now().getTime() + 1_000).toISOString(),
    };
    gateway.onStatus(
      says('flow-1', [reported('flow-1', { code: '200', word: 'DEPOSEE' }), reported('flow-1', refusal)]),
    );
    await bench.poll(one.organisation);
    expect(gateway.asked.at(-1)).toMatchObject({ flow_id: 'flow-1', invoice: { number: one.number } });
    expect(await one.invoice()).toMatchObject({ status: 'REJECTED', lifecycleCode: '210', numberSpent: true });
    expect(shown(await one.timeline()).at(-1)).toMatchObject({
      raw: { word: 'REJETEE', payload: '{"statut":"a word"}' },
      attempt: 1,
      reason: { code: 'TX_TVA_ERR', message: expect.stringMatching(/VAT/), issuer: { role: 'BY' } },
    });
    expect(await secondsUntil(one)).toBeNull();
  });

  it('tells the same again without an effect, and keeps a word without a code', async () => {
    const one = await accepted('flow-2');
    const filed = reported('flow-2', { code: '200', word: 'DEPOSEE' });
    const odd = reported('flow-2', { word: 'EN_MAGIE' });
    gateway.onStatus(says('flow-2', [filed, odd]), says('flow-2', [filed, odd]));
    await bench.poll(one.organisation);
    await bench.poll(one.organisation);
    const entries = shown(await one.timeline());
    expect(entries.map(({ raw }) => (raw as { word: string } | null)?.word)).toEqual([
      undefined,
      'DEPOSEE',
      'EN_MAGIE',
    ]);
    expect(await one.invoice()).toMatchObject({ status: 'SUBMITTED' });
  });

  it('that shows the present state only tells something new when that changes, and also when it changes back', async () => {
    const one = await accepted('flow-9');
    const now = bench.clock.now().getTime();
    const present = (code: string, word: string, seconds: number) =>
      says('flow-9', [
        reported('flow-9', { code, word, key: `${word}:`, at: new Date(now + seconds * 1_000).toISOString() }),
      ]);
    gateway.onStatus(present('207', 'in_dispute', 1), present('207', 'in_dispute', 2));
    gateway.onStatus(present('205', 'accepted', 3), present('207', 'in_dispute', 4));
    for (let polls = 0; polls < 4; polls += 1) await bench.poll(one.organisation);
    expect(shown(await one.timeline()).map(({ lifecycle_code: code }) => code)).toEqual([null, '207', '205', '207']);
    expect(await one.invoice()).toMatchObject({ status: 'RECEIVED', lifecycleCode: '207' });
  });

  it('counts amounts it reports', async () => {
    const one = await accepted('flow-3');
    const due = (await one.invoice()).due;
    const paid = reported('flow-3', { code: '212', word: 'ENCAISSEE', amounts: [{ type: 'MEN', amount: due }] });
    gateway.onStatus(says('flow-3', [paid]));
    await bench.poll(one.organisation);
    expect(await one.invoice()).toMatchObject({ status: 'PAID' });
  });

  it('is asked often while an invoice is young, then less', async () => {
    const one = await accepted('flow-4');
    const waits: (number | null)[] = [await secondsUntil(one)];
    gateway.onStatus(...Array.from({ length: 2 }, () => says('flow-4', [])));
    await bench.poll(one.organisation);
    waits.push(await secondsUntil(one));
    bench.clock.pass(3_600_000);
    await bench.poll(one.organisation);
    waits.push(await secondsUntil(one));
    expect(waits).toEqual([5, 5, 360.5]);
  });

  it('that fails keeps what is left for the next poll; a fault of one invoice stops no other', async () => {
    const one = await accepted('flow-5');
    gateway.onStatus(failing('rate_limited', { retryAfterSeconds: 60 }));
    await bench.poll(one.organisation);
    expect(await secondsUntil(one)).toBe(60);
    gateway.onStatus(failing('malformed'));
    await bench.poll(one.organisation);
    expect(await bench.connection(one.organisation)).toMatchObject({ lastError: null });
    expect(await secondsUntil(one)).toBeGreaterThan(0);
  });

  it('fails the submission with an acknowledgement in Error, once', async () => {
    const one = await accepted('flow-6');
    gateway.onStatus(() => ({
      flow_id: 'flow-6',
      acknowledgement: { status: 'Error', details: [{ level: 'Error', code: 'IN_REJETE', message: 'No such SIRET' }] },
      statuses: [],
    }));
    await bench.poll(one.organisation);
    expect(await one.invoice()).toMatchObject({
      submissionState: 'failed',
      submissionError: { code: 'platform.rejected', message: 'No such SIRET' },
    });
  });

  it('is asked at once when it calls back', async () => {
    const one = await accepted('flow-7');
    gateway.onStatus(says('flow-7', []));
    await bench.poll(one.organisation);
    bench.clock.pass(1_000);
    const { id = '' } = (await bench.connection(one.organisation)) ?? {};
    await bench.within(one.organisation, (tx) => askAbout(tx, id, ['flow-7'], bench.clock.now()));
    expect(await secondsUntil(one)).toBe(0);
    const asked = gateway.asked.length;
    gateway.onStatus(says('flow-7', []));
    await bench.poll(one.organisation);
    expect(gateway.asked).toHaveLength(asked + 1);
  });
});

describe('a platform with an inbox', () => {
  it('is read at the slow pace also while no invoice of ours is open', async () => {
    gateway.able = { ...gateway.able, tracks: 'by_change', inbox: true };
    const one = await accepted('flow-8');
    gateway.onChanges(
      page([], { statuses: [reported('flow-8', { code: '213', word: 'REJETEE', reason_code: 'DEST_INC' })] }),
    );
    await bench.poll(one.organisation);
    expect(await one.invoice()).toMatchObject({ status: 'REJECTED' });
    expect(await secondsUntil(one)).toBe(900);
  });
});
