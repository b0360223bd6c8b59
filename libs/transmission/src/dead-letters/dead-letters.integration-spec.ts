import type { OrganisationTransaction } from '@onefacture/database';
import type { Actor } from '@onefacture/invoicing';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SubmissionClaims } from '../submit/submission-claims.js';
import { failing, taken, type ScriptedGateway } from '../testing/scripted-gateway.js';
import { startTransmission, type TransmissionBench, type Travelling } from '../testing/transmission-bench.js';
import { DeadLetterRepository, type DeadLetterFilter } from './dead-letter.repository.js';
import { DeadLettersService } from './dead-letters.service.js';

const ACTOR: Actor = { name: 'key:test', mode: 'test' };

let bench: TransmissionBench;
let gateway: ScriptedGateway;
let letters: DeadLettersService;
beforeAll(async () => {
  bench = await startTransmission({ ONEFACTURE_SUBMIT_STALLS: '2' });
  ({ gateway } = bench);
  letters = bench.app.get(DeadLettersService);
});
afterAll(() => bench.stop());

const within = <T>(one: Travelling, work: (tx: OrganisationTransaction) => Promise<T>) =>
  bench.within(one.organisation, work);
const list = (one: Travelling, filter: DeadLetterFilter = {}) =>
  within(one, (tx) => new DeadLetterRepository(tx).list(filter, 10));

/** An invoice whose platform never answers. */
async function dead(): Promise<Travelling> {
  const one = await bench.invoice();
  for (let step = 0; step < 3; step += 1) {
    gateway.onSubmit(failing('network', { sent: 'no', detail: 'Nobody is there.' }));
    await one.step();
  }
  expect(await one.invoice()).toMatchObject({ submissionState: 'dead' });
  return one;
}

describe('a submission that failed through its whole schedule', () => {
  it('is a dead letter with its reason, and its attempt says the same', async () => {
    const one = await dead();
    expect(await list(one)).toMatchObject([
      {
        kind: 'submission',
        subjectId: one.id,
        number: one.number,
        platform: 'sandbox',
        code: 'platform.unavailable',
        message: 'Nobody is there.',
        attempts: 3,
        replayedAt: null,
      },
    ]);
    expect(await one.attempts()).toMatchObject([
      { calls: 3, error: { code: 'platform.unavailable', message: 'Nobody is there.' } },
    ]);
  });

  it('is replayed once, with its whole schedule before it', async () => {
    const one = await dead();
    const [letter] = await list(one);
    const replayed = await within(one, (tx) => letters.replay(tx, ACTOR, letter?.id ?? ''));
    expect(replayed).toMatchObject({ replayedBy: 'key:test', replayedAt: bench.clock.now() });
    expect(await one.invoice()).toMatchObject({ submissionState: 'queued', submissionAttempts: 0 });
    await expect(within(one, (tx) => letters.replay(tx, ACTOR, letter?.id ?? ''))).rejects.toMatchObject({
      code: 'invoice.wrong_state',
    });
    gateway.onSubmit(taken());
    await one.step();
    expect(await one.invoice()).toMatchObject({ submissionState: 'accepted' });
    expect(await list(one, { replayed: false })).toEqual([]);
    expect(await list(one, { replayed: true })).toHaveLength(1);
  });

  it('no longer waits when it was retried another way, and dies anew as another letter', async () => {
    const one = await dead();
    await one.retry('unused');
    expect(await list(one, { replayed: false })).toEqual([]);
    for (let step = 0; step < 3; step += 1) {
      gateway.onSubmit(failing('network', { sent: 'no' }));
      await one.step();
    }
    expect(await list(one)).toMatchObject([{ replayedAt: null }, { replayedAt: expect.any(Date) }]);
  });

  it('is found by what narrows the list, and by no other organisation', async () => {
    const [one, other] = [await dead(), await dead()];
    const found = async (filter: DeadLetterFilter) => (await list(one, filter)).map(({ subjectId }) => subjectId);
    expect(await found({})).toEqual([one.id]);
    expect(await found({ platform: 'sandbox', code: 'platform.unavailable', kind: 'submission' })).toEqual([one.id]);
    expect(await found({ platform: 'chorus' })).toEqual([]);
    expect(await found({ invoiceId: other.id })).toEqual([]);
    const [letter] = await list(other);
    await expect(within(one, (tx) => letters.get(tx, letter?.id ?? ''))).rejects.toMatchObject({
      code: 'request.not_found',
    });
  });
});

describe('a bulk replay', () => {
  it('takes up what matches, and tells what it cannot take up', async () => {
    const one = await dead();
    await within(one, (tx) =>
      new DeadLetterRepository(tx).add({
        id: uuidv7(),
        kind: 'message',
        subjectId: uuidv7(),
        invoiceId: one.id,
        number: one.number,
        connectionId: null,
        platform: 'sandbox',
        code: 'platform.unavailable',
        message: 'Its message is gone.',
        reasons: [],
        attempts: 3,
        diedAt: bench.clock.now(),
      }),
    );
    const outcome = await within(one, (tx) => letters.replayAll(tx, ACTOR, {}));
    expect(outcome.replayed).toMatchObject([{ subjectId: one.id }]);
    expect(outcome.skipped).toHaveLength(1);
    expect(outcome.remaining).toBe(1);
    expect(await one.invoice()).toMatchObject({ submissionState: 'queued' });
  });
});

describe('a submission that takes its worker down each time', () => {
  it('is put aside after as many beginnings as are set', async () => {
    const one = await bench.invoice();
    const claims = bench.app.get(SubmissionClaims);
    for (let death = 0; death < 2; death += 1) {
      bench.clock.reach((await one.invoice()).submissionDueAt);
      await within(one, (tx) => claims.claim(tx, one.id));
    }
    await one.step();
    expect(await one.invoice()).toMatchObject({ submissionState: 'dead', submissionDueAt: null });
    expect(await list(one)).toMatchObject([{ subjectId: one.id, message: expect.stringContaining('begun 2 times') }]);
  });

  it('is not, when a step came to its end in between', async () => {
    const one = await bench.invoice();
    const claims = bench.app.get(SubmissionClaims);
    for (let round = 0; round < 2; round += 1) {
      bench.clock.reach((await one.invoice()).submissionDueAt);
      await within(one, (tx) => claims.claim(tx, one.id));
      gateway.onSubmit(failing('network', { sent: 'no' }));
      await one.step();
    }
    expect(await one.invoice()).toMatchObject({ submissionState: 'queued', submissionClaims: 0 });
    expect(await list(one)).toEqual([]);
  });
});
