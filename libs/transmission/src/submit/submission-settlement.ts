import { Injectable, Logger } from '@nestjs/common';
import { PlatformGateway } from '@onefacture/adapters';
import { CallSettings, QueueSettings } from '@onefacture/config';
import type { OrganisationTransaction } from '@onefacture/database';
import { InvoiceRepository, type InvoiceEntity } from '@onefacture/invoicing';
import { Clock, Metrics } from '@onefacture/observability';
import { enqueue } from '@onefacture/queue';
import { OPEN_ATTEMPT_STATES, type AttemptEntity } from '../attempts/attempt.entity.js';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import { bury } from '../dead-letters/bury.js';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { pollBy } from '../track/polling.js';
import { planSubmission, type SubmissionStep } from './submission-plan.js';
import type { Answer, Claim, Question, SubmissionFault } from './submission-work.js';

/** Writes what a step came to, and when the next one is due. */
@Injectable()
export class SubmissionSettlement {
  private readonly logger = new Logger(SubmissionSettlement.name);

  constructor(
    private readonly gateway: PlatformGateway,
    private readonly recorder: LifecycleRecorder,
    private readonly calls: CallSettings,
    private readonly queues: QueueSettings,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /**
   * @param question left out when the step failed before there was one; the attempt of an earlier step may then still
   *   be open
   */
  async settle(tx: OrganisationTransaction, claim: Claim, answer: Answer, question?: Question): Promise<void> {
    const row = await new InvoiceRepository(tx).lock(claim.invoice.id);
    const attempts = new AttemptRepository(tx);
    const attempt = openOf(await attempts.latest(row.id), question);
    if (!isLast(row, claim, answer, attempt)) return;
    const now = this.clock.now();
    const step = planSubmission(
      answer.outcome,
      {
        asked: question?.asked ?? askedBy(attempt),
        sentAt: attempt?.sentAt ?? now,
        notFoundLooks: attempt?.notFoundLooks ?? 0,
        failures: row.submissionAttempts,
      },
      { settleMs: this.settleMs(attempt), scheduleMs: this.calls.submitRetryScheduleMs },
      now,
    );
    this.metrics.submissionAttempt(attempt?.platform ?? 'none', answer.outcome.kind);
    if (attempt) {
      await attempts.update(attempt.id, settled(attempt, step, answer, { now, askAt: this.firstPoll(now) }));
      await attempts.setError(attempt.id, answer.fault?.error ?? null);
    }
    await this.moveInvoice(tx, row, step, answer.fault);
    if (step.submission === 'accepted' && attempt) {
      await pollBy(tx, attempt.connectionId, this.firstPoll(now));
    }
    if (step.submission === 'failed' || step.submission === 'dead') {
      await this.recordFailure(tx, row, attempt, answer.fault);
    }
  }

  /** Puts an invoice aside whose steps never come to an end, such as one that takes its worker down each time. */
  async giveUp(tx: OrganisationTransaction, { invoice, leaseUntil, claims }: Claim): Promise<void> {
    const row = await new InvoiceRepository(tx).lock(invoice.id);
    if (row.submissionDueAt?.getTime() !== leaseUntil.getTime()) return;
    const attempt = openOf(await new AttemptRepository(tx).latest(row.id), undefined);
    const message = `Its submission was begun ${claims - 1} times and never came to an end; it is not tried again by itself.`;
    const step = {
      attempt: attempt?.state ?? 'PREPARED',
      submission: 'dead',
      notFoundLooks: attempt?.notFoundLooks ?? 0,
      failures: row.submissionAttempts,
      dueAt: null,
    } as const;
    const fault: SubmissionFault = { error: { code: 'service.internal', message }, origin: 'gateway' };
    await this.moveInvoice(tx, row, step, fault);
    await this.recordFailure(tx, row, attempt, fault);
  }

  private settleMs(attempt: AttemptEntity | undefined): number {
    const own = attempt && this.gateway.capabilities(attempt.platform).settles_within_ms;
    return Math.max(this.calls.unknownSettleMs, own ?? 0);
  }

  private firstPoll(now: Date): Date {
    return new Date(now.getTime() + this.queues.pollFastMs);
  }

  private async moveInvoice(
    tx: OrganisationTransaction,
    row: InvoiceEntity,
    step: SubmissionStep,
    fault: SubmissionFault | undefined,
  ): Promise<void> {
    const invoices = new InvoiceRepository(tx);
    const change = {
      submissionState: step.submission,
      submissionAttempts: step.failures,
      submissionDueAt: step.dueAt,
      submissionTries: row.submissionTries + 1,
      submissionClaims: 0,
      version: row.version + 1,
      updatedAt: this.clock.now(),
    };
    await invoices.update(row.id, change);
    Object.assign(row, change);
    await invoices.setSubmissionError(row.id, fault?.error ?? null);
    if (!step.dueAt) return;
    await enqueue(tx, { queue: 'submit-invoice', id: row.id, attempt: change.submissionTries, dueAt: step.dueAt });
  }

  private async recordFailure(
    tx: OrganisationTransaction,
    invoice: InvoiceEntity,
    attempt: AttemptEntity | undefined,
    fault: SubmissionFault | undefined,
  ): Promise<void> {
    this.logger.warn(
      `submission of invoice ${invoice.id} is ${invoice.submissionState}: ${fault?.error.message ?? ''}`,
    );
    const now = this.clock.now();
    if (invoice.submissionState === 'dead') {
      await bury(tx, {
        kind: 'submission',
        subjectId: invoice.id,
        invoiceId: invoice.id,
        number: invoice.number,
        connectionId: attempt?.connectionId ?? null,
        platform: attempt?.platform ?? null,
        attempts: invoice.submissionAttempts,
        diedAt: now,
        error: fault?.error,
      });
    }
    await this.recorder.record(tx, invoice, {
      sourceKey: `submission:${invoice.submissionTries}`,
      kind: 'acknowledgement_error',
      at: now,
      origin: fault?.origin ?? 'gateway',
      ...(attempt ? { attempt: attempt.number } : {}),
      ...(attempt?.sentAt ? { durationMs: now.getTime() - attempt.sentAt.getTime() } : {}),
      ...(fault ? { reason: { ...fault.error } } : {}),
      ...(fault?.word === undefined ? {} : { rawWord: fault.word }),
    });
  }
}

/** The attempt the step was about, or an earlier step's, while its outcome is open. */
function openOf(latest: AttemptEntity | null, question: Question | undefined): AttemptEntity | undefined {
  if (!latest || !OPEN_ATTEMPT_STATES.has(latest.state)) return undefined;
  return question === undefined || question.attempt.id === latest.id ? latest : undefined;
}

/**
 * Whether the step still has the word. A lease that ran out may have been taken by another worker, and a poll may have
 * learnt the outcome first; then only an acceptance of an attempt that is still open is news.
 */
function isLast(row: InvoiceEntity, claim: Claim, answer: Answer, open: AttemptEntity | undefined): boolean {
  if (row.submissionDueAt?.getTime() === claim.leaseUntil.getTime()) return true;
  return answer.outcome.kind === 'accepted' && open !== undefined;
}

/** What an open attempt is in for when its step failed before asking. */
const askedBy = (attempt: AttemptEntity | undefined) =>
  attempt === undefined || attempt.state === 'PREPARED' ? 'send' : 'look';

function settled(
  attempt: AttemptEntity,
  step: SubmissionStep,
  { flowId, acknowledgement }: Answer,
  { now, askAt }: { readonly now: Date; readonly askAt: Date },
) {
  // A poll may have read more than the answer to the call says.
  const waits = (attempt.acknowledgement ?? 'Pending') === 'Pending';
  return {
    state: step.attempt,
    notFoundLooks: step.notFoundLooks,
    answeredAt: now,
    calls: attempt.calls + 1,
    statusDueAt: step.submission === 'accepted' ? askAt : null,
    ...(flowId ? { flowId } : {}),
    ...(acknowledgement && waits ? { acknowledgement: acknowledgement.status } : {}),
  };
}
