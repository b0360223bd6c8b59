import { Injectable, Logger } from '@nestjs/common';
import { CallSettings, QueueSettings } from '@onefacture/config';
import type { OrganisationTransaction } from '@onefacture/database';
import { InvoiceRepository, ReceivedInvoiceRepository } from '@onefacture/invoicing';
import { Clock } from '@onefacture/observability';
import { enqueue } from '@onefacture/queue';
import { OPEN_ATTEMPT_STATES } from '../attempts/attempt.entity.js';
import type { ConnectionEntity } from '../connections/connection.entity.js';
import { bury } from '../dead-letters/bury.js';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { ReceivedRecorder } from '../receive/received-recorder.js';
import { acknowledgementFailure } from '../submit/platform-answer.js';
import { planSubmission } from '../submit/submission-plan.js';
import type { Answer, SubmissionFault } from '../submit/submission-work.js';
import type { AcknowledgedFlow } from '../track/acknowledged-flow.js';
import { pollBy } from '../track/polling.js';
import type { OutgoingMessageEntity } from './outgoing-message.entity.js';
import { OutgoingMessageRepository } from './outgoing-message.repository.js';

/** One step of one message, committed before the platform is asked. */
export interface MessageWork {
  readonly message: OutgoingMessageEntity;
  /** What the platform calls the flow of the invoice it speaks of. */
  readonly invoiceFlowId: string | null;
  readonly connection: ConnectionEntity;
  readonly asked: 'send' | 'look';
  /** Whoever claims the message later has another lease. */
  readonly leaseUntil: Date;
}

/** Writes what became of a message; the submission of its invoice is never touched. */
@Injectable()
export class MessageSettlement {
  private readonly logger = new Logger(MessageSettlement.name);

  constructor(
    private readonly recorder: LifecycleRecorder,
    private readonly received: ReceivedRecorder,
    private readonly calls: CallSettings,
    private readonly queues: QueueSettings,
    private readonly clock: Clock,
  ) {}

  /** The technical acknowledgement of a flow that may be one of our messages. Only `Error` says something. */
  async acknowledge(tx: OrganisationTransaction, trackingId: string, flow: AcknowledgedFlow): Promise<void> {
    const messages = new OutgoingMessageRepository(tx);
    const message = await messages.lockByTrackingId(trackingId);
    const { status } = flow.acknowledgement;
    if (!message || message.acknowledgement === status) return;
    await messages.update(message.id, { acknowledgement: status, flowId: flow.flow_id });
    if (status !== 'Error') return;
    const failure = acknowledgementFailure(flow.acknowledgement);
    await messages.update(message.id, { state: 'REJECTED', dueAt: null });
    await messages.setError(message.id, failure.error);
    await this.tellFailure(tx, { ...message, state: 'REJECTED' }, { ...failure, origin: 'platform' }, flow);
  }

  /** Writes what a step came to, and when the next one is due. */
  async settle(tx: OrganisationTransaction, work: MessageWork, answer: Answer): Promise<void> {
    const { message, asked } = work;
    const messages = new OutgoingMessageRepository(tx);
    const now = this.clock.now();
    const row = await messages.lock(message.id);
    if (!row || !isLast(row, work, answer)) return;
    const step = planSubmission(
      answer.outcome,
      { asked, sentAt: message.sentAt ?? now, notFoundLooks: message.notFoundLooks, failures: row.failures },
      { settleMs: this.calls.unknownSettleMs, scheduleMs: this.calls.submitRetryScheduleMs },
      now,
    );
    const tries = row.tries + 1;
    await messages.update(row.id, {
      state: step.attempt,
      failures: step.failures,
      notFoundLooks: step.notFoundLooks,
      dueAt: step.dueAt,
      tries,
      ...(answer.flowId ? { flowId: answer.flowId } : {}),
      ...(answer.acknowledgement && (row.acknowledgement ?? 'Pending') === 'Pending'
        ? { acknowledgement: answer.acknowledgement.status }
        : {}),
    });
    await messages.setError(row.id, answer.fault?.error ?? null);
    if (step.dueAt) await enqueue(tx, { queue: 'send-message', id: row.id, attempt: tries, dueAt: step.dueAt });
    if (step.submission === 'accepted') {
      await pollBy(tx, row.connectionId, new Date(now.getTime() + this.queues.pollFastMs));
    }
    if (answer.fault && (step.submission === 'failed' || step.submission === 'dead')) {
      const state = step.submission === 'failed' ? 'REJECTED' : step.attempt;
      await this.tellFailure(tx, { ...row, state }, answer.fault);
    }
    if (step.submission === 'dead') await this.giveUp(tx, { ...row, failures: step.failures }, work, answer.fault);
  }

  private async giveUp(
    tx: OrganisationTransaction,
    { id, invoiceId, receivedId, connectionId, failures }: OutgoingMessageEntity,
    { connection }: MessageWork,
    fault: SubmissionFault | undefined,
  ): Promise<void> {
    const number = invoiceId
      ? (await new InvoiceRepository(tx).get(invoiceId)).number
      : (await new ReceivedInvoiceRepository(tx).get(receivedId ?? '')).number;
    await bury(tx, {
      kind: 'message',
      subjectId: id,
      invoiceId,
      number: number ?? '',
      connectionId,
      platform: connection.platform,
      attempts: failures,
      diedAt: this.clock.now(),
      error: fault?.error,
    });
  }

  /** What the invoice's timeline says of a message that did not get through. */
  private async tellFailure(
    tx: OrganisationTransaction,
    message: OutgoingMessageEntity,
    { error, origin, word }: SubmissionFault,
    flow?: AcknowledgedFlow,
  ): Promise<void> {
    const { id, code, invoiceId, receivedId } = message;
    this.logger.warn(`message ${id} (${code}) of invoice ${invoiceId ?? receivedId} failed: ${error.message}`);
    const told = {
      sourceKey: flow ? `acknowledgement:${flow.flow_id}` : `message:${id}:${message.tries}`,
      at: flow ? new Date(flow.updated_at) : this.clock.now(),
      origin,
      reason: { ...error, message_id: id, message_code: code },
      ...(word === undefined ? {} : { rawWord: word }),
      ...(flow ? { rawPayload: Buffer.from(JSON.stringify(flow.raw)) } : {}),
    };
    if (receivedId !== null) {
      const kind = message.state === 'REJECTED' ? 'answer_refused' : 'answer_unclear';
      const invoice = await new ReceivedInvoiceRepository(tx).lock(receivedId);
      await this.received.record(tx, invoice, { ...told, kind, messageId: id });
    } else if (invoiceId !== null) {
      const invoice = await new InvoiceRepository(tx).lock(invoiceId);
      await this.recorder.record(tx, invoice, { ...told, kind: 'acknowledgement_error' });
    }
  }
}

/**
 * Whether the step still has the word. A lease that ran out may have been taken by another worker, and a poll may have
 * read an acknowledgement in Error first; then only an acceptance of a message that is still open is news.
 */
function isLast(row: OutgoingMessageEntity, { leaseUntil }: MessageWork, { outcome }: Answer): boolean {
  if (row.dueAt?.getTime() === leaseUntil.getTime()) return true;
  return outcome.kind === 'accepted' && OPEN_ATTEMPT_STATES.has(row.state);
}
