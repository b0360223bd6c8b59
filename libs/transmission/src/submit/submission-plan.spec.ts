import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSubmission, type SubmissionOutcome, type SubmissionProgress } from './submission-plan.js';

const now = new Date('2026-11-21T10:00:00Z');
const times = { settleMs: 30_000, scheduleMs: [5_000, 30_000] };
const sending: SubmissionProgress = { asked: 'send', sentAt: now, notFoundLooks: 0, failures: 0 };
const looking = (secondsAgo: number, notFoundLooks: number): SubmissionProgress => ({
  asked: 'look',
  sentAt: new Date(now.getTime() - secondsAgo * 1_000),
  notFoundLooks,
  failures: 0,
});
const secondsUntil = (due: Date | null) => (due === null ? null : (due.getTime() - now.getTime()) / 1_000);

describe(planSubmission.name, () => {
  it('ends with acceptance, whether told at once or found later', () => {
    for (const progress of [sending, looking(5, 1)]) {
      expect(planSubmission({ kind: 'accepted' }, progress, times, now)).toMatchObject({
        attempt: 'ACKED',
        submission: 'accepted',
        dueAt: null,
      });
    }
  });

  it('ends with a refusal and waits for the caller', () => {
    expect(planSubmission({ kind: 'refused' }, sending, times, now)).toMatchObject({
      attempt: 'REJECTED',
      submission: 'failed',
      dueAt: null,
    });
  });

  it('sends again without asking when no byte was sent', () => {
    const step = planSubmission({ kind: 'failed', sent: 'no' }, sending, times, now);
    expect(step).toMatchObject({ attempt: 'PREPARED', submission: 'queued', failures: 1 });
    expect(secondsUntil(step.dueAt)).toBe(5);
  });

  it('asks for the tracking id soon when the file may have arrived', () => {
    const step = planSubmission({ kind: 'failed', sent: 'maybe' }, sending, times, now);
    expect(step).toMatchObject({ attempt: 'UNKNOWN', submission: 'unknown' });
    expect(secondsUntil(step.dueAt)).toBe(1);
  });

  it.each([
    { secondsAgo: 1, looks: 0, attempt: 'UNKNOWN', due: 29 },
    { secondsAgo: 29, looks: 1, attempt: 'UNKNOWN', due: 1 },
    { secondsAgo: 40, looks: 0, attempt: 'UNKNOWN', due: 1 },
    { secondsAgo: 30, looks: 1, attempt: 'PREPARED', due: 0 },
  ])('believes "not found" only after the settle time and two looks: $secondsAgo s, $looks before', (given) => {
    const step = planSubmission({ kind: 'not_found' }, looking(given.secondsAgo, given.looks), times, now);
    expect(step.attempt).toBe(given.attempt);
    expect(secondsUntil(step.dueAt)).toBe(given.due);
  });

  it('waits for an open circuit without burning an attempt', () => {
    const step = planSubmission({ kind: 'postponed', waitMs: 12_000 }, { ...sending, failures: 1 }, times, now);
    expect(step).toMatchObject({ attempt: 'PREPARED', submission: 'queued', failures: 1 });
    expect(secondsUntil(step.dueAt)).toBe(12);
  });

  it('is dead after the whole schedule, and keeps the doubt about what was sent', () => {
    const worn = { ...sending, failures: 2 };
    expect(planSubmission({ kind: 'failed', sent: 'no' }, worn, times, now)).toMatchObject({
      attempt: 'PREPARED',
      submission: 'dead',
      dueAt: null,
    });
    expect(planSubmission({ kind: 'failed', sent: 'maybe' }, worn, times, now).attempt).toBe('UNKNOWN');
  });

  it('never sends again while the platform may hold the file', () => {
    const outcome: fc.Arbitrary<SubmissionOutcome> = fc.oneof(
      fc.constant({ kind: 'not_found' as const }),
      fc.record({ kind: fc.constant('postponed' as const), waitMs: fc.nat(60_000) }),
      fc.record({ kind: fc.constant('failed' as const), sent: fc.constantFrom('no' as const, 'maybe' as const) }),
    );
    fc.assert(
      fc.property(outcome, fc.nat(120), fc.nat(5), fc.nat(5), (one, secondsAgo, looks, failures) => {
        const progress = { ...looking(secondsAgo, looks), failures };
        const { attempt } = planSubmission(one, progress, times, now);
        const sure = one.kind === 'not_found' && looks + 1 >= 2 && secondsAgo >= 30;
        expect(attempt).toBe(sure ? 'PREPARED' : 'UNKNOWN');
      }),
    );
  });
});
