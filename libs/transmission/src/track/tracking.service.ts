import { Injectable, Logger } from '@nestjs/common';
import { PlatformFault, PlatformGateway, type Connection, type PlatformFlow } from '@onefacture/adapters';
import { CallSettings, QueueSettings } from '@onefacture/config';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { readCdar, type LifecycleMessage, type MessageReference } from '@onefacture/formats';
import { InvoiceRepository } from '@onefacture/invoicing';
import { Clock } from '@onefacture/observability';
import type { JobPayload } from '@onefacture/queue';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import type { ConnectionEntity } from '../connections/connection.entity.js';
import { ConnectionRepository } from '../connections/connection.repository.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { Acknowledgements } from './acknowledgements.js';
import { factOf } from './lifecycle-facts.js';
import { plannedPoll, schedulePoll } from './polling.js';

const CLOCK_SKEW_MS = 250;

/** Reads what changed at a platform account and records it; a cursor is moved only after its flows were handled. */
@Injectable()
export class TrackingService {
  private readonly logger = new Logger(TrackingService.name);

  constructor(
    private readonly database: Database,
    private readonly gateway: PlatformGateway,
    private readonly connections: ConnectionsService,
    private readonly recorder: LifecycleRecorder,
    private readonly acknowledgements: Acknowledgements,
    private readonly calls: CallSettings,
    private readonly queues: QueueSettings,
    private readonly clock: Clock,
  ) {}

  /** One poll of one connection; nothing when it is not due. */
  async track(job: JobPayload): Promise<void> {
    const entity = await this.database.inOrganisation(job.organization_id, (tx) => this.claim(tx, job.id));
    if (!entity) return;
    let fault: PlatformFault | undefined;
    try {
      await this.readChanges(entity);
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      fault = error;
    }
    await this.database.inOrganisation(job.organization_id, (tx) => this.settle(tx, entity.id, fault));
  }

  private async claim(tx: OrganisationTransaction, id: string): Promise<ConnectionEntity | undefined> {
    const connections = new ConnectionRepository(tx);
    const connection = await connections.lock(id);
    const now = this.clock.now().getTime();
    if (!connection?.pollDueAt || connection.pollDueAt.getTime() > now + CLOCK_SKEW_MS) return undefined;
    await connections.update(id, { pollDueAt: new Date(now + 2 * this.calls.deadlineMs + 5_000) });
    return connection;
  }

  private async readChanges(entity: ConnectionEntity): Promise<void> {
    const connection = await this.connections.open(entity);
    let cursor = entity.cursor;
    for (let more = true; more;) {
      const page = await this.gateway.listChanges(connection, cursor);
      for (const flow of page.flows) await this.handle(connection, flow);
      if (page.unreadable > 0) this.logger.error(`${page.unreadable} flows of ${entity.platform} cannot be followed`);
      cursor = page.next_cursor;
      more = page.more;
      await this.database.inOrganisation(entity.organizationId, (tx) =>
        new ConnectionRepository(tx).update(entity.id, { cursor }),
      );
    }
  }

  private async handle(connection: Connection, flow: PlatformFlow): Promise<void> {
    if (flow.tracking_id !== undefined && flow.direction === 'Out') {
      await this.database.inOrganisation(connection.organization_id, (tx) => this.acknowledgements.record(tx, flow));
      return;
    }
    if (flow.syntax === 'CDAR' && flow.direction === 'In') return this.readStatus(connection, flow);
    return undefined;
  }

  private async readStatus(connection: Connection, flow: PlatformFlow): Promise<void> {
    const { bytes } = await this.gateway.fetchDocument(connection, flow.flow_id);
    let message: LifecycleMessage;
    try {
      message = readCdar(bytes);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.logger.error(
        `flow ${flow.flow_id} of ${connection.platform} is no readable lifecycle message`,
        error.message,
      );
      return;
    }
    for (const reference of message.references) {
      await this.database.inOrganisation(connection.organization_id, (tx) =>
        this.recordStatus(tx, { message, reference, flow, bytes }),
      );
    }
  }

  private async recordStatus(
    tx: OrganisationTransaction,
    told: { message: LifecycleMessage; reference: MessageReference; flow: PlatformFlow; bytes: Uint8Array },
  ): Promise<void> {
    const { message, reference, flow, bytes } = told;
    const invoices = new InvoiceRepository(tx);
    const known = await invoices.findByNumber({
      number: reference.number,
      sellerSiren: reference.seller_siren,
      issueDate: reference.issue_date,
    });
    if (!known) {
      this.logger.log(`status ${reference.lifecycle_code} is about an invoice that is not ours (flow ${flow.flow_id})`);
      return;
    }
    const invoice = await invoices.lock(known.id);
    const fact = factOf(message, reference, flow, bytes);
    const attempt = await new AttemptRepository(tx).latest(invoice.id);
    const recorded = await this.recorder.record(tx, invoice, {
      ...fact,
      ...(attempt ? { attempt: attempt.number } : {}),
    });
    if (recorded && (fact.code === '221' || fact.code === '501')) {
      await invoices.update(invoice.id, { submissionState: 'failed', submissionDueAt: null });
    }
  }

  private async settle(tx: OrganisationTransaction, id: string, fault: PlatformFault | undefined): Promise<void> {
    const connections = new ConnectionRepository(tx);
    const connection = await connections.lock(id);
    if (!connection) return;
    const now = this.clock.now();
    const waitMs = (fault?.options.retryAfterSeconds ?? 0) * 1_000;
    const planned = await plannedPoll(tx, id, { fastMs: this.queues.pollFastMs, slowMs: this.queues.pollSlowMs }, now);
    const dueAt = planned && new Date(Math.max(planned.getTime(), now.getTime() + waitMs));
    await schedulePoll(tx, connection, dueAt);
    const error = fault ? { code: fault.code, message: fault.message, at: now.toISOString() } : null;
    await connections.setLastError(id, error);
  }
}
