import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planNext, retryAfterSeconds, type Answer } from './retry-plan.js';

const schedule = [5_000, 300_000, 1_800_000];
const answering = (status: number, seconds?: number): Answer => ({
  kind: 'status',
  status,
  ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
});
const failed: Answer = { kind: 'failure' };
const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const DAY_MS = 86_400_000;

describe(planNext.name, () => {
  it('delivers on any 2xx and on nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.integer({ min: 1, max: 9 }), unit, (status, turn, random) => {
        const { step } = planNext(answering(status), turn, schedule, random);
        expect(step === 'delivered').toBe(status >= 200 && status < 300);
      }),
    );
  });

  it('disables the endpoint on 410, at whichever attempt, and only then', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.integer({ min: 1, max: 9 }), (status, turn) => {
        const next = planNext(answering(status), turn, schedule, 0.5);
        expect(next.step === 'give_up' && next.disableEndpoint).toBe(status === 410);
      }),
    );
  });

  it('makes one attempt more than the schedule has waits, whatever is answered', () => {
    const anyAnswer = fc.oneof(
      fc.constant(failed),
      fc
        .integer({ min: 300, max: 599 })
        .filter((status) => status !== 410)
        .map((status) => answering(status)),
    );
    fc.assert(
      fc.property(anyAnswer, fc.array(fc.nat(DAY_MS), { maxLength: 10 }), unit, (answer, waits, random) => {
        const steps = Array.from({ length: waits.length + 1 }, (_, at) => planNext(answer, at + 1, waits, random).step);
        expect(steps).toEqual([...waits.map(() => 'retry'), 'give_up']);
      }),
    );
  });

  it('keeps within 20 % of the schedule', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: schedule.length }), unit, (turn, random) => {
        const next = planNext(failed, turn, schedule, random);
        const wait = schedule[turn - 1] ?? 0;
        expect(next.step === 'retry' && next.waitMs >= 0.8 * wait && next.waitMs <= 1.2 * wait).toBe(true);
      }),
    );
  });

  it('waits as long as the receiver asks, not longer than a day, never shorter than planned', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), unit, (seconds, random) => {
        const plain = planNext(answering(503), 1, schedule, random);
        const asked = planNext(answering(503, seconds), 1, schedule, random);
        if (plain.step !== 'retry' || asked.step !== 'retry') throw new Error('a retry was expected');
        expect(asked.waitMs).toBe(Math.max(plain.waitMs, Math.min(seconds * 1_000, DAY_MS)));
      }),
    );
  });
});

describe(retryAfterSeconds.name, () => {
  const now = new Date('2026-11-21T10:00:00Z');

  it.each([
    ['120', 120],
    [' 7 ', 7],
    ['0', 0],
    ['Sat, 21 Nov 2026 10:01:30 GMT', 90],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j as %j', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});
