import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedMs, isOverload, planNext, retryAfterSeconds, type Answer } from './retry-plan.js';

const schedule = [5_000, 300_000, 1_800_000];
const plan = { scheduleMs: schedule, overloadFloorMs: 10_000 };
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
        const { step } = planNext(answering(status), turn, plan, random);
        expect(step === 'delivered').toBe(status >= 200 && status < 300);
      }),
    );
  });

  it('gives up for good on 410, at whichever attempt, and only then', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.integer({ min: 1, max: 9 }), (status, turn) => {
        const next = planNext(answering(status), turn, plan, 0.5);
        expect(next.step === 'give_up' && next.why === 'gone').toBe(status === 410);
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
        const steps = Array.from(
          { length: waits.length + 1 },
          (_, at) => planNext(answer, at + 1, { ...plan, scheduleMs: waits }, random).step,
        );
        expect(steps).toEqual([...waits.map(() => 'retry'), 'give_up']);
      }),
    );
  });

  it('keeps within 20 % of the schedule', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: schedule.length }), unit, (turn, random) => {
        const next = planNext(failed, turn, plan, random);
        const wait = schedule[turn - 1] ?? 0;
        expect(next.step === 'retry' && next.waitMs >= 0.8 * wait && next.waitMs <= 1.2 * wait).toBe(true);
      }),
    );
  });

  it('waits as long as the receiver asks, not longer than twice what was planned, never shorter', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), unit, (seconds, random) => {
        const plain = planNext(answering(503), 1, plan, random);
        const asked = planNext(answering(503, seconds), 1, plan, random);
        if (plain.step !== 'retry' || asked.step !== 'retry') throw new Error('a retry was expected');
        expect(asked.waitMs).toBe(Math.min(Math.max(plain.waitMs, seconds * 1_000), 2 * plain.waitMs));
      }),
    );
  });
});

describe('a receiver that has too much to do', () => {
  const overloaded: Answer[] = [
    ...[429, 502, 504].map((status) => answering(status)),
    { kind: 'failure', timedOut: true },
  ];

  it.each(overloaded)('waits the floor at least: %j', (answer) => {
    expect(isOverload(answer)).toBe(true);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), unit, (turn, random) => {
        const next = planNext(answer, turn, plan, random);
        expect(next.step === 'retry' && next.waitMs >= plan.overloadFloorMs).toBe(true);
      }),
    );
  });

  it.each([answering(500), answering(503), answering(404), failed])('is not seen in %j', (answer) => {
    expect(isOverload(answer)).toBe(false);
  });

  it('may ask for time, in seconds', () => {
    expect(askedMs(answering(429, 90))).toBe(90_000);
    expect(askedMs(answering(429))).toBe(0);
    expect(askedMs(failed)).toBe(0);
  });
});

const abort = (status: number): Answer => ({ kind: 'status', status, abort: true });

describe('webhook-delivery: abort-message', () => {
  it('ends this message, whatever is left of the schedule, unless it was taken', () => {
    for (const status of [302, 400, 429, 500]) {
      expect(planNext(abort(status), 1, plan, 0.5)).toEqual({ step: 'give_up', why: 'aborted' });
    }
    expect(planNext(abort(200), 1, plan, 0.5)).toEqual({ step: 'delivered' });
    expect(planNext(abort(410), 1, plan, 0.5)).toEqual({ step: 'give_up', why: 'gone' });
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
