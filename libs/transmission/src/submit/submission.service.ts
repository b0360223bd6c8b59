import { Injectable, Logger } from '@nestjs/common';
import { PlatformFault, PlatformGateway, type Acknowledgement, type PlatformReason } from '@onefacture/adapters';
import { CallSettings, QueueSettings } from '@onefacture/config';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { DocumentsService, InvoiceRepository, type InvoiceEntity } from '@onefacture/invoicing';
import { Clock, Metrics } from '@onefacture/observability';
import { enqueue, type JobPayload } from '@onefacture/queue';
import { uuidv7 } from 'uuidv7';
import type { AttemptEntity } from '../attempts/attempt.entity.js';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import type { ConnectionEntity } from '../connections/connection.entity.js';
import { ConnectionRepository } from '../connections/connection.repository.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { pollBy } from '../track/polling.js';
import { planSubmission, type SubmissionOutcome } from './submission-plan.js';
import { submissionOf } from './submission-file.js';

/** A job may arrive this much before its row is due: clocks of two machines differ. */
const CLOCK_SKEW_MS = 250;
/** When the platform asks to wait without saying how long. */
const DEFAULT_WAIT_MS = 5_000;

interface Work {
  readonly invoice: InvoiceEntity;
  readonly attempt: AttemptEntity;
  readonly connection: ConnectionEntity;
  readonly asked: 'send' | 'look';
}

interface Answer {
  readonly outcome: SubmissionOutcome;
  readonly flowId?: string | undefined;
  readonly acknowledgement?: Acknowledgement;
  readonly fault?: PlatformFault;
}

/**
 * Brings an invoice to its platform once (design decision 6). Each step commits what it is about to do before it
 * does it, so a process killed anywhere leaves a row that says where to go on.
 */
@Injectable()
export class SubmissionService {
  private readonly logger = new Logger(SubmissionService.name);

  constructor(
    private readonly database: Database,
    private readonly gateway: PlatformGateway,
    private readonly connections: ConnectionsService,
    private readonly documents: DocumentsService,
    private readonly recorder: LifecycleRecorder,
    private readonly calls: CallSettings,
    private readonly queues: QueueSettings,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** One step of one submission; nothing when it is not due or already over. */
  async submit(job: JobPayload): Promise<void> {
    const inOrganisation = <T>(work: (tx: OrganisationTransaction) => Promise<T>) =>
      this.database.inOrganisation(job.organization_id, work);
    const invoice = await inOrganisation((tx) => this.claim(tx, job.id));
    if (!invoice) return;
    const frozen = await this.documents.freeze(invoice);
    const work = await inOrganisation((tx) => this.prepare(tx, invoice));
    const answer = await this.ask(work, frozen);
    await inOrganisation((tx) => this.settle(tx, work, answer));
  }

  /** Takes the invoice for the time one step may need; a worker that dies costs that time, nothing else. */
  private async claim(tx: OrganisationTransaction, id: string): Promise<InvoiceEntity | undefined> {
    const invoices = new InvoiceRepository(tx);
    const invoice = await invoices.lock(id);
    const now = this.clock.now().getTime();
    if (!invoice.submissionDueAt || invoice.submissionDueAt.getTime() > now + CLOCK_SKEW_MS) return undefined;
    const leaseMs = 2 * this.calls.deadlineMs + 5_000;
    const submissionState = invoice.submissionState === 'unknown' ? 'unknown' : 'sending';
    await invoices.update(id, { submissionState, submissionDueAt: new Date(now + leaseMs) });
    return invoice;
  }

  /** The attempt in hand: the last one while its outcome is open, else a new one; committed as SENT before the call. */
  private async prepare(tx: OrganisationTransaction, invoice: InvoiceEntity): Promise<Work> {
    const attempts = new AttemptRepository(tx);
    const last = await attempts.latest(invoice.id);
    const failed = last?.state === 'REJECTED' || last?.acknowledgement === 'Error' || invoice.status === 'REJECTED';
    const now = this.clock.now();
    if (last && last.state !== 'ACKED' && !failed) {
      const connection = await this.connectionOf(tx, last);
      if (last.state !== 'PREPARED') return { invoice, attempt: last, connection, asked: 'look' };
      await attempts.update(last.id, { state: 'SENT', sentAt: now });
      return { invoice, attempt: { ...last, state: 'SENT', sentAt: now }, connection, asked: 'send' };
    }
    const connection = await this.connections.choose(tx);
    const attempt = {
      id: uuidv7(),
      invoiceId: invoice.id,
      connectionId: connection.id,
      number: (last?.number ?? 0) + 1,
      platform: connection.platform,
      trackingId: uuidv7(),
      state: 'SENT' as const,
      syntax: connection.syntax,
      flowId: null,
      acknowledgement: null,
      notFoundLooks: 0,
      preparedAt: now,
      sentAt: now,
      answeredAt: null,
    };
    await attempts.insert(attempt);
    const stored = { ...attempt, organizationId: tx.organizationId, error: null };
    return { invoice, attempt: stored, connection, asked: 'send' };
  }

  private async connectionOf(tx: OrganisationTransaction, attempt: AttemptEntity): Promise<ConnectionEntity> {
    return (await new ConnectionRepository(tx).find(attempt.connectionId)) ?? this.connections.choose(tx);
  }

  private async ask(work: Work, frozen: Awaited<ReturnType<DocumentsService['freeze']>>): Promise<Answer> {
    const { attempt, asked } = work;
    try {
      const connection = await this.connections.open(work.connection);
      const context = { request_id: attempt.id };
      if (asked === 'look') {
        const flow = await this.gateway.findByTrackingId(connection, attempt.trackingId, context);
        if (!flow) return { outcome: { kind: 'not_found' } };
        return { outcome: { kind: 'accepted' }, flowId: flow.flow_id, acknowledgement: flow.acknowledgement };
      }
      const submission = submissionOf(attempt, frozen);
      const result = await this.gateway.submit(connection, submission, context);
      return result.outcome === 'accepted'
        ? { outcome: { kind: 'accepted' }, flowId: result.flow_id, acknowledgement: result.acknowledgement }
        : { outcome: { kind: 'accepted' }, flowId: result.flow_id };
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      return { outcome: outcomeOf(error, asked), fault: error };
    }
  }

  private async settle(tx: OrganisationTransaction, { invoice, attempt, asked }: Work, answer: Answer): Promise<void> {
    const invoices = new InvoiceRepository(tx);
    const row = await invoices.lock(invoice.id);
    const now = this.clock.now();
    const step = planSubmission(
      answer.outcome,
      { asked, sentAt: attempt.sentAt ?? now, notFoundLooks: attempt.notFoundLooks, failures: row.submissionAttempts },
      { settleMs: this.calls.unknownSettleMs, scheduleMs: this.calls.submitRetryScheduleMs },
      now,
    );
    this.metrics.submissionAttempt(attempt.platform, answer.outcome.kind);
    await new AttemptRepository(tx).update(attempt.id, {
      state: step.attempt,
      notFoundLooks: step.notFoundLooks,
      answeredAt: now,
      ...(answer.flowId ? { flowId: answer.flowId } : {}),
      ...(answer.acknowledgement ? { acknowledgement: answer.acknowledgement.status } : {}),
    });
    const submissionTries = row.submissionTries + 1;
    const change = {
      submissionState: step.submission,
      submissionAttempts: step.failures,
      submissionDueAt: step.dueAt,
      submissionTries,
      version: row.version + 1,
      updatedAt: now,
    };
    await invoices.update(row.id, change);
    Object.assign(row, change);
    await invoices.setSubmissionError(row.id, answer.fault ? errorOf(answer.fault) : null);
    if (step.dueAt) {
      await enqueue(tx, { queue: 'submit-invoice', id: row.id, attempt: submissionTries, dueAt: step.dueAt });
    }
    if (step.submission === 'accepted') {
      await pollBy(tx, attempt.connectionId, new Date(now.getTime() + this.queues.pollFastMs));
    }
    if (step.submission === 'failed' || step.submission === 'dead') {
      await this.recordFailure(tx, row, attempt, answer.fault);
    }
  }

  private async recordFailure(
    tx: OrganisationTransaction,
    invoice: InvoiceEntity,
    attempt: AttemptEntity,
    fault: PlatformFault | undefined,
  ): Promise<void> {
    this.logger.warn(`submission of invoice ${invoice.id} is ${invoice.submissionState}: ${fault?.message ?? ''}`);
    const now = this.clock.now();
    await this.recorder.record(tx, invoice, {
      sourceKey: `attempt:${attempt.id}:${invoice.submissionTries}`,
      kind: 'acknowledgement_error',
      at: now,
      origin: 'platform',
      attempt: attempt.number,
      ...(attempt.sentAt ? { durationMs: now.getTime() - attempt.sentAt.getTime() } : {}),
      ...(fault ? { reason: errorOf(fault), rawWord: fault.fault } : {}),
    });
  }
}

function outcomeOf(fault: PlatformFault, asked: 'send' | 'look'): SubmissionOutcome {
  if (fault.circuitOpen || fault.fault === 'rate_limited' || fault.fault === 'aborted') {
    if (fault.fault === 'aborted' && asked === 'send' && fault.sent === 'maybe') {
      return { kind: 'failed', sent: 'maybe' };
    }
    const seconds = fault.options.retryAfterSeconds;
    return { kind: 'postponed', waitMs: seconds === undefined ? DEFAULT_WAIT_MS : seconds * 1_000 };
  }
  if (fault.fault === 'rejected' && asked === 'send') return { kind: 'refused' };
  const clear = fault.fault === 'unauthorised' || fault.fault === 'misconfigured';
  return { kind: 'failed', sent: clear ? 'no' : fault.sent };
}

function errorOf(fault: PlatformFault) {
  return {
    code: fault.code,
    message: fault.message,
    reasons: fault.reasons.map(({ code, message }: PlatformReason) => ({ code, message })),
  };
}
