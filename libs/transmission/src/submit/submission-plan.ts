import type { AttemptState } from '../attempts/attempt.entity.js';

/** What the platform was asked, and how it answered. */
export type SubmissionOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused' }
  /** A look-up found nothing. */
  | { readonly kind: 'not_found' }
  /** The circuit is open or the platform asked to wait: nothing was taken, no attempt is burnt. */
  | { readonly kind: 'postponed'; readonly waitMs: number }
  /** No answer, or none that can be believed. */
  | { readonly kind: 'failed'; readonly sent: 'no' | 'maybe' };

/** Where the submission stands before the outcome. */
export interface SubmissionProgress {
  /** Whether the platform was sent the file, or asked for the tracking id. */
  readonly asked: 'send' | 'look';
  readonly sentAt: Date;
  /** "Not found" answers so far, this one not included. */
  readonly notFoundLooks: number;
  /** Failures so far, this one not included. */
  readonly failures: number;
}

/** `submission.state` of the API. */
export type SubmissionState = 'queued' | 'sending' | 'unknown' | 'accepted' | 'failed' | 'dead';

/** What is written after the outcome. `dueAt` null: nothing more to do by itself. */
export interface SubmissionStep {
  readonly attempt: AttemptState;
  readonly submission: SubmissionState;
  readonly notFoundLooks: number;
  readonly failures: number;
  readonly dueAt: Date | null;
}

/** Times of the plan, from settings. */
export interface SubmissionTimes {
  /** How long after sending "not found" is not yet believed. */
  readonly settleMs: number;
  /** Waits between failures; after the last the submission is dead. */
  readonly scheduleMs: readonly number[];
}

/** "Not found" is believed after this many looks. */
const LOOKS_BELIEVED = 2;
/** How soon after an unclear answer the platform is first asked for the tracking id. */
const FIRST_LOOK_MS = 1_000;

const later = (now: Date, ms: number) => new Date(now.getTime() + ms);

/**
 * The next step of a submission (design decision 6): sent again only when it is sure that the platform has nothing,
 * dead only after the whole schedule.
 */
export function planSubmission(
  outcome: SubmissionOutcome,
  progress: SubmissionProgress,
  times: SubmissionTimes,
  now: Date,
): SubmissionStep {
  const { notFoundLooks, failures } = progress;
  const unclear = progress.asked === 'look';
  switch (outcome.kind) {
    case 'accepted':
      return { attempt: 'ACKED', submission: 'accepted', notFoundLooks, failures, dueAt: null };
    case 'refused':
      return { attempt: 'REJECTED', submission: 'failed', notFoundLooks, failures, dueAt: null };
    case 'postponed': {
      const dueAt = later(now, outcome.waitMs);
      return unclear
        ? { attempt: 'UNKNOWN', submission: 'unknown', notFoundLooks, failures, dueAt }
        : { attempt: 'PREPARED', submission: 'queued', notFoundLooks, failures, dueAt };
    }
    case 'not_found': {
      const looks = notFoundLooks + 1;
      const believedAt = later(progress.sentAt, times.settleMs);
      return looks >= LOOKS_BELIEVED && now >= believedAt
        ? { attempt: 'PREPARED', submission: 'queued', notFoundLooks: 0, failures, dueAt: now }
        : {
            attempt: 'UNKNOWN',
            submission: 'unknown',
            notFoundLooks: looks,
            failures,
            dueAt: believedAt > now ? believedAt : later(now, FIRST_LOOK_MS),
          };
    }
    case 'failed':
      return planFailure(outcome.sent, progress, times, now);
  }
}

function planFailure(
  sent: 'no' | 'maybe',
  { asked, notFoundLooks, failures }: SubmissionProgress,
  { scheduleMs }: SubmissionTimes,
  now: Date,
): SubmissionStep {
  const unclear = asked === 'look' || sent === 'maybe';
  const attempt = unclear ? 'UNKNOWN' : 'PREPARED';
  const wait = scheduleMs[failures];
  if (wait === undefined) return { attempt, submission: 'dead', notFoundLooks, failures: failures + 1, dueAt: null };
  // What may have arrived is looked for soon; the schedule is for a platform that does not answer at all.
  const waitMs = asked === 'send' && sent === 'maybe' ? Math.min(FIRST_LOOK_MS, wait) : wait;
  return {
    attempt,
    submission: unclear ? 'unknown' : 'queued',
    notFoundLooks,
    failures: failures + 1,
    dueAt: later(now, waitMs),
  };
}
