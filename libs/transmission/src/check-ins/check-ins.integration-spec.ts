import { randomUUID } from 'node:crypto';
import { AppError } from '@onefacture/errors';
import { InvoiceRepository } from '@onefacture/invoicing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ACTOR } from '../../../invoicing/src/testing/invoicing-bench.js';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { OutgoingMessageRepository } from '../messages/outgoing-message.repository.js';
import { startTransmission, type TransmissionBench, type Travelling } from '../testing/transmission-bench.js';
import { CheckInsService, type CheckInAnswer } from './check-ins.service.js';

let bench: TransmissionBench;
let checkIns: CheckInsService;
beforeAll(async () => {
  bench = await startTransmission();
  checkIns = bench.app.get(CheckInsService);
});
afterAll(() => bench.stop());

const OVERDUE = { issue_date: '2026-06-01', due_date: '2026-07-01' };

/** An invoice of the past on which the platform has said these codes. */
async function told(change: object, ...codes: string[]): Promise<Travelling> {
  const one = await bench.invoice(change);
  for (const code of codes) {
    await bench.within(one.organisation, async (tx) =>
      bench.app.get(LifecycleRecorder).record(tx, await new InvoiceRepository(tx).lock(one.id), {
        sourceKey: `test:${code}:${randomUUID()}`,
        ...{ kind: 'code', code, at: new Date('2026-11-20T10:00:00Z'), origin: 'platform' },
      }),
    );
  }
  return one;
}
const listed = (one: Travelling) =>
  bench.within(one.organisation, async (tx) => (await checkIns.list(tx, 10)).map(({ id }) => id));
const answer = (one: Travelling, word: CheckInAnswer) =>
  bench.within(one.organisation, (tx) => checkIns.answer(tx, ACTOR, one.id, word));
const messages = (one: Travelling) =>
  bench.within(one.organisation, (tx) => new OutgoingMessageRepository(tx).list(one.id));
const stored = (one: Travelling) => bench.within(one.organisation, (tx) => new InvoiceRepository(tx).get(one.id));

describe('the list', () => {
  it.each<[string, object, string[], number]>([
    ['an overdue invoice that was filed', OVERDUE, ['200'], 1],
    ['one that the buyer approved', OVERDUE, ['200', '205'], 1],
    ['one without a due date, 30 days later', { ...OVERDUE, due_date: undefined }, ['200'], 1],
    ['no draft', OVERDUE, [], 0],
    ['none that came back', OVERDUE, ['200', '210'], 0],
    ['none that is due later', { issue_date: '2026-06-01', due_date: '2099-07-01' }, ['200'], 0],
  ])('holds %s', async (_, change, codes, count) => {
    const one = await told(change, ...codes);
    expect(await listed(one)).toHaveLength(count);
  });
});

describe('the answer', () => {
  it('paid reports all that is left once, however often it is given', async () => {
    const one = await told(OVERDUE, '200', '205');
    await Promise.all([answer(one, 'paid'), answer(one, 'paid'), answer(one, 'paid')]);
    expect((await stored(one)).status).toBe('PAID');
    expect((await messages(one)).map(({ code }) => code)).toEqual(['212']);
    expect(await listed(one)).toEqual([]);
  });

  it('pending puts the question off for a week', async () => {
    const one = await told(OVERDUE, '200');
    await answer(one, 'pending');
    expect([(await stored(one)).status, await listed(one)]).toEqual(['SUBMITTED', []]);
    const now = bench.clock.now().getTime();
    vi.spyOn(bench.clock, 'now').mockReturnValue(new Date(now + 7 * 86_400_000));
    const again = await listed(one);
    vi.restoreAllMocks();
    expect(again).toEqual([one.id]);
  });

  it.each<CheckInAnswer>(['paid', 'pending'])('%s is refused for a draft', async (word) => {
    const one = await told(OVERDUE);
    const error: unknown = await answer(one, word).catch((reason: unknown) => reason);
    expect(error instanceof AppError && error.code).toBe('invoice.wrong_state');
  });
});
