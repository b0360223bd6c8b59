import { Injectable, Logger } from '@nestjs/common';
import {
  PlatformFault,
  PlatformGateway,
  type Connection,
  type FlowPage,
  type PlatformFlow,
  type ReportedStatus,
} from '@onefacture/adapters';
import { QueueSettings } from '@onefacture/config';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import type { JobPayload } from '@onefacture/queue';
import { ConnectionRepository } from '../connections/connection.repository.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { InboxService } from '../receive/inbox.service.js';
import { Acknowledgements } from './acknowledgements.js';
import { PollLease, type HeldPoll } from './poll-lease.js';
import { plannedPoll, schedulePoll } from './polling.js';
import { ReportedStatuses } from './reported-statuses.js';
import { StatusInquiry } from './status-inquiry.js';
import { StatusRecorder, type FetchedStatus } from './status-recorder.js';

/** Messages fetched side by side; they are recorded one after the other, in the platform's order. */
const FETCHED_TOGETHER = 5;

/** Reads what changed at a platform account and records it; a cursor is moved only after its flows were handled. */
@Injectable()
export class TrackingService {
  private readonly logger = new Logger(TrackingService.name);

  constructor(
    private readonly database: Database,
    private readonly gateway: PlatformGateway,
    private readonly connections: ConnectionsService,
    private readonly lease: PollLease,
    private readonly acknowledgements: Acknowledgements,
    private readonly statuses: StatusRecorder,
    private readonly inbox: InboxService,
    private readonly reported: ReportedStatuses,
    private readonly inquiry: StatusInquiry,
    private readonly queues: QueueSettings,
    private readonly clock: Clock,
  ) {}

  /** One poll of one connection; nothing when it is not due, or is being polled. */
  async track(job: JobPayload): Promise<void> {
    const poll = await this.database.inOrganisation(job.organization_id, (tx) => this.lease.take(tx, job.id));
    if (!poll) return;
    const failure = await this.readChanges(poll).then(() => undefined, pollFailure);
    if (failure?.defect) this.logger.error(`poll of connection ${job.id} broke off`, stackOf(failure.defect));
    await this.database.inOrganisation(job.organization_id, (tx) => this.settle(tx, poll, failure));
  }

  private async readChanges(poll: HeldPoll): Promise<void> {
    const connection = await this.connections.open(poll.connection);
    const { tracks, inbox } = this.gateway.capabilities(connection.platform);
    if (tracks === 'one_by_one') await this.inquiry.ask(connection, () => this.lease.keep(poll));
    if (tracks === 'one_by_one' && !inbox) return;
    for (let more = true; more;) {
      const page = await this.gateway.listChanges(connection, poll.cursor);
      if (page.unreadable > 0) this.logger.error(`${page.unreadable} flows of ${connection.platform} are unreadable`);
      const { incoming, others } = statusesOf(page);
      await this.report(connection, others);
      for (let next = 0; next < page.flows.length; next += FETCHED_TOGETHER) {
        await this.handle(connection, page.flows.slice(next, next + FETCHED_TOGETHER));
        if (!(await this.lease.keep(poll))) return;
      }
      await this.report(connection, incoming);
      if (!(await this.lease.keep(poll, page.next_cursor))) return;
      more = page.more;
    }
  }

  private async report(connection: Connection, statuses: readonly ReportedStatus[]): Promise<void> {
    await this.reported.record(connection.organization_id, connection.connection_id, statuses);
  }

  private async handle(connection: Connection, flows: readonly PlatformFlow[]): Promise<void> {
    const fetched = await Promise.all(flows.map((flow) => this.fetch(connection, flow)));
    for (const [index, flow] of flows.entries()) {
      const status = fetched[index];
      if (status) await this.statuses.record(connection.organization_id, status);
      else if (flow.tracking_id !== undefined && flow.direction === 'Out') await this.acknowledge(connection, flow);
      else if (flow.direction === 'In') await this.note(connection, flow);
    }
  }

  private async fetch(connection: Connection, flow: PlatformFlow): Promise<FetchedStatus | undefined> {
    if (flow.syntax !== 'CDAR' || flow.direction !== 'In') return undefined;
    try {
      return { flow, bytes: (await this.gateway.fetchDocument(connection, flow.flow_id)).bytes };
    } catch (error) {
      // Asking again for what the platform does not give out would stop everything behind it.
      if (!(error instanceof PlatformFault && error.fault === 'rejected')) throw error;
      this.logger.error(`flow ${flow.flow_id} of ${connection.platform} cannot be fetched: ${error.message}`);
      return undefined;
    }
  }

  private async acknowledge(connection: Connection, flow: PlatformFlow): Promise<void> {
    await this.database.inOrganisation(connection.organization_id, (tx) => this.acknowledgements.record(tx, flow));
  }

  /** What came in. */
  private async note(connection: Connection, flow: PlatformFlow): Promise<void> {
    await this.database.inOrganisation(connection.organization_id, (tx) => this.inbox.listed(tx, connection, flow));
  }

  private async settle(tx: OrganisationTransaction, poll: HeldPoll, failure: PollFailure | undefined): Promise<void> {
    const connection = await this.lease.release(tx, poll);
    if (!connection) return;
    const now = this.clock.now();
    const { id } = connection;
    const times = { fastMs: this.queues.pollFastMs, slowMs: this.queues.pollSlowMs };
    const { tracks, inbox } = this.gateway.capabilities(connection.platform);
    // An account that is switched off is followed for what was sent through it, and no longer read for what comes in.
    const followed = { tracks, inbox: inbox && connection.enabled };
    const planned = await plannedPoll(tx, id, followed, times, now);
    const waitMs = (failure?.retryAfterSeconds ?? 0) * 1_000;
    await schedulePoll(tx, connection, planned && new Date(Math.max(planned.getTime(), now.getTime() + waitMs)));
    const error = failure ? { code: failure.code, message: failure.message, at: now.toISOString() } : null;
    await new ConnectionRepository(tx).setLastError(id, error);
  }
}

/** What is said of invoices that this page lists as received comes after them. */
function statusesOf({ flows, statuses = [] }: FlowPage) {
  const listed = new Set(flows.flatMap(({ direction, flow_id }) => (direction === 'In' ? [flow_id] : [])));
  return {
    incoming: statuses.filter(({ flow_id }) => listed.has(flow_id)),
    others: statuses.filter(({ flow_id }) => !listed.has(flow_id)),
  };
}

interface PollFailure {
  readonly code: string;
  readonly message: string;
  readonly retryAfterSeconds?: number | undefined;
  /** What nobody threw on purpose. */
  readonly defect?: unknown;
}

/** Why a poll broke off, as the connection shows it; whatever it was, the connection is polled again. */
function pollFailure(error: unknown): PollFailure {
  if (!(error instanceof AppError)) return { code: 'service.internal', message: INTERNAL, defect: error };
  // Without a database nothing can be written either: the lease ends, and the sweeper brings the row back.
  if (error.code === 'service.unavailable') throw error;
  return { code: error.code, message: error.message, retryAfterSeconds: error.options.retryAfterSeconds };
}

const INTERNAL = 'The answer of the platform could not be handled: a fault in this program, which was logged.';
const stackOf = (error: unknown) => (error instanceof Error ? error.stack : String(error));
