import { Injectable, Logger } from '@nestjs/common';
import { PlatformGateway } from '@onefacture/adapters';
import { CallSettings } from '@onefacture/config';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import type { InvoiceEntity, ReceivedInvoice } from '@onefacture/invoicing';
import { Clock } from '@onefacture/observability';
import { enqueue, type JobPayload } from '@onefacture/queue';
import { OPEN_ATTEMPT_STATES } from '../attempts/attempt.entity.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { askPlatform } from '../submit/platform-answer.js';
import { submissionFault } from '../submit/submission-fault.js';
import type { Answer } from '../submit/submission-work.js';
import { MessageFiles } from './message-files.js';
import { MessageSettlement, type MessageWork } from './message-settlement.js';
import { flowOf, newMessage, subjectOf, type MessageSubject, type QueuedMessage } from './message-subject.js';
import { OutgoingMessageRepository } from './outgoing-message.repository.js';

/** A job may arrive this much before its row is due: clocks of two machines differ. */
const CLOCK_SKEW_MS = 250;

/**
 * Brings lifecycle messages to the platform that holds their invoice, each once (design decision 6). What becomes of a
 * message never touches the submission of its invoice.
 */
@Injectable()
export class MessagesService {
  private readonly logger = new Logger(MessagesService.name);

  constructor(
    private readonly database: Database,
    private readonly gateway: PlatformGateway,
    private readonly connections: ConnectionsService,
    private readonly settlement: MessageSettlement,
    private readonly files: MessageFiles,
    private readonly calls: CallSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps a message about an invoice of ours sealed and asks for its sending, in the caller's transaction.
   * @throws AppError platform.misconfigured when the organisation has no platform connection
   */
  async queue(tx: OrganisationTransaction, invoice: InvoiceEntity, queued: QueuedMessage): Promise<void> {
    await this.keep(tx, await subjectOf(tx, invoice), queued);
  }

  /**
   * As `queue`, for a message that answers a received invoice: through the connection it came by, while there is one.
   * @throws AppError platform.misconfigured when the organisation has no platform connection
   */
  async answer(tx: OrganisationTransaction, received: ReceivedInvoice, queued: QueuedMessage): Promise<void> {
    const about = { invoiceId: null, receivedId: received.id, number: received.number ?? '' };
    await this.keep(tx, { ...about, connectionId: received.connectionId }, queued);
  }

  private async keep(tx: OrganisationTransaction, subject: MessageSubject, queued: QueuedMessage): Promise<void> {
    const connection = await this.connections.findOrChoose(tx, subject.connectionId);
    await new OutgoingMessageRepository(tx).insert({
      ...newMessage(subject, queued, connection.id, this.clock.now()),
      ...(await this.files.seal(tx.organizationId, queued.id, queued.message)),
    });
    await enqueue(tx, { queue: 'send-message', id: queued.id, attempt: 1 });
  }

  /**
   * Takes up a message that was given up, with its whole schedule before it.
   * @throws AppError request.not_found, invoice.wrong_state when it is under way or was refused by the platform
   */
  async resend(tx: OrganisationTransaction, id: string): Promise<void> {
    const messages = new OutgoingMessageRepository(tx);
    const message = await messages.lock(id);
    if (!message) throw new AppError('request.not_found');
    if (message.dueAt || !OPEN_ATTEMPT_STATES.has(message.state)) {
      const detail = message.dueAt
        ? 'The message is on its way to the platform.'
        : `The platform has answered the message: it is ${message.state}.`;
      throw new AppError('invoice.wrong_state', { detail });
    }
    const tries = message.tries + 1;
    await messages.update(id, { failures: 0, tries, dueAt: this.clock.now() });
    await enqueue(tx, { queue: 'send-message', id, attempt: tries });
  }

  /** One step of one message; nothing when it is not due or already over. */
  async send(job: JobPayload): Promise<void> {
    const inOrganisation = <T>(work: (tx: OrganisationTransaction) => Promise<T>) =>
      this.database.inOrganisation(job.organization_id, work);
    const work = await inOrganisation((tx) => this.claim(tx, job.id));
    if (!work) return;
    const answer = await this.ask(work);
    await inOrganisation((tx) => this.settlement.settle(tx, work, answer));
  }

  /** Takes the message for the time one step may need; SENT is committed before the call. */
  private async claim(tx: OrganisationTransaction, id: string): Promise<MessageWork | undefined> {
    const messages = new OutgoingMessageRepository(tx);
    const message = await messages.lock(id);
    const now = this.clock.now();
    if (!message?.dueAt || message.dueAt.getTime() > now.getTime() + CLOCK_SKEW_MS) return undefined;
    const connection = await this.connections.findOrChoose(tx, message.connectionId);
    const leaseUntil = new Date(now.getTime() + 2 * this.calls.deadlineMs + 5_000);
    const invoiceFlowId = await flowOf(tx, message);
    if (message.state !== 'PREPARED') {
      await messages.update(id, { dueAt: leaseUntil });
      return { message, invoiceFlowId, connection, asked: 'look', leaseUntil };
    }
    const sent = { state: 'SENT' as const, sentAt: now, dueAt: leaseUntil };
    await messages.update(id, sent);
    return { message: { ...message, ...sent }, invoiceFlowId, connection, asked: 'send', leaseUntil };
  }

  /** Never throws: whatever went wrong is the answer, so that it is counted. */
  private async ask({ message, invoiceFlowId, connection: stored, asked }: MessageWork): Promise<Answer> {
    let sent: 'no' | 'maybe' = 'no';
    try {
      const connection = await this.connections.open(stored);
      const { submission, ...said } = await this.files.responseOf(message);
      sent = 'maybe';
      const answers = { ...said, ...(invoiceFlowId === null ? {} : { invoice_flow_id: invoiceFlowId }) };
      const question = { asked, connection, submission, answers, requestId: message.id };
      const { failure, ...answer } = await askPlatform(this.gateway, question);
      return failure ? { ...answer, fault: { ...failure, origin: 'platform' } } : answer;
    } catch (error) {
      this.logger.error(`message ${message.id} broke off`, error instanceof Error ? error.stack : String(error));
      return { outcome: { kind: 'failed', sent }, fault: submissionFault(error, 'call') };
    }
  }
}
