import { Injectable, Logger } from '@nestjs/common';
import { PlatformFault, PlatformGateway } from '@onefacture/adapters';
import { CallSettings, FilePoolSettings } from '@onefacture/config';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import {
  ReceivedInvoiceRepository,
  ReceivedReading,
  type ReadReceived,
  type ReceivedError,
  type ReceivedInvoice,
} from '@onefacture/invoicing';
import { Clock } from '@onefacture/observability';
import { enqueue, type JobPayload } from '@onefacture/queue';
import { ConnectionRepository } from '../connections/connection.repository.js';
import type { ConnectionEntity } from '../connections/connection.entity.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { ReceivedRecorder } from './received-recorder.js';
import { ReceivedStatuses } from './received-statuses.js';

/** A job may arrive this much before its row is due: clocks of two machines differ. */
const CLOCK_SKEW_MS = 250;
/** When the platform, or our own pool of file processes, asks to wait without saying how long. */
const DEFAULT_WAIT_MS = 5_000;

/** A fetch under way. Whoever takes it up later has another lease. */
interface Fetch {
  readonly invoice: ReceivedInvoice;
  readonly connection: ConnectionEntity | null;
  readonly leaseUntil: Date;
}

/** What a fetch came to. */
type Outcome =
  | { readonly kind: 'read'; readonly file: ReadReceived }
  /** Nothing was wrong with the file or the platform: not counted. */
  | { readonly kind: 'postponed'; readonly waitMs: number; readonly error: ReceivedError }
  | { readonly kind: 'failed'; readonly error: ReceivedError };

/** Fetches the files of invoices that came in: each is stored once, whatever dies on the way. */
@Injectable()
export class ReceivingService {
  private readonly logger = new Logger(ReceivingService.name);

  constructor(
    private readonly database: Database,
    private readonly gateway: PlatformGateway,
    private readonly connections: ConnectionsService,
    private readonly reading: ReceivedReading,
    private readonly recorder: ReceivedRecorder,
    private readonly statuses: ReceivedStatuses,
    private readonly calls: CallSettings,
    private readonly pool: FilePoolSettings,
    private readonly clock: Clock,
  ) {}

  /** One fetch of one invoice; nothing when it is not due. */
  async receive(job: JobPayload): Promise<void> {
    const { organization_id: organization, id } = job;
    const fetch = await this.database.inOrganisation(organization, (tx) => this.claim(tx, id));
    if (!fetch) return;
    const outcome = await this.fetch(fetch);
    await this.database.inOrganisation(organization, (tx) => this.settle(tx, fetch, outcome));
  }

  private async claim(tx: OrganisationTransaction, id: string): Promise<Fetch | undefined> {
    const received = new ReceivedInvoiceRepository(tx);
    const invoice = await received.lock(id);
    const now = this.clock.now();
    if (!invoice.dueAt || invoice.dueAt.getTime() > now.getTime() + CLOCK_SKEW_MS) return undefined;
    const leaseUntil = new Date(now.getTime() + 2 * (this.calls.deadlineMs + this.pool.timeoutMs) + 5_000);
    await received.update(id, { dueAt: leaseUntil });
    return { invoice, connection: await new ConnectionRepository(tx).find(invoice.connectionId), leaseUntil };
  }

  /** Never throws: whatever went wrong is the outcome, so that it is counted. */
  private async fetch({ invoice, connection }: Fetch): Promise<Outcome> {
    try {
      if (!connection) return { kind: 'failed', error: GONE };
      const opened = await this.connections.open(connection);
      const file = await this.gateway.fetchDocument(opened, invoice.flowId, 'Original', { request_id: invoice.id });
      return { kind: 'read', file: await this.reading.read(invoice.organizationId, invoice.id, file) };
    } catch (error) {
      if (!(error instanceof AppError)) {
        const stack = error instanceof Error ? error.stack : String(error);
        this.logger.error(`fetch of received invoice ${invoice.id} broke off`, stack);
        return { kind: 'failed', error: INTERNAL };
      }
      const told = { code: error.code, message: error.message };
      const { retryAfterSeconds } = error.options;
      if (!mayWait(error)) return { kind: 'failed', error: told };
      return {
        kind: 'postponed',
        waitMs: retryAfterSeconds ? retryAfterSeconds * 1_000 : DEFAULT_WAIT_MS,
        error: told,
      };
    }
  }

  private async settle(tx: OrganisationTransaction, { invoice: { id }, leaseUntil }: Fetch, outcome: Outcome) {
    const received = new ReceivedInvoiceRepository(tx);
    const invoice = await received.lock(id);
    // A lease that ran out was taken by another worker, who has the word.
    if (invoice.dueAt?.getTime() !== leaseUntil.getTime()) return;
    if (outcome.kind !== 'read') return this.later(tx, invoice, outcome);
    if (invoice.sha256 === null) return this.store(tx, invoice, outcome.file);
    await received.update(id, { dueAt: null, tries: invoice.tries + 1 });
    const { sha256 } = outcome.file.columns;
    if (sha256 === invoice.sha256) return;
    // What came first is what was received; that the platform now has other bytes is only noted.
    await this.recorder.record(tx, invoice, {
      sourceKey: `document:${sha256}`,
      kind: 'document_changed',
      at: invoice.flowUpdatedAt,
      origin: 'platform',
      reason: { message: CHANGED, message_fr: CHANGED_FR, sha256: sha256 ?? null, kept_sha256: invoice.sha256 },
    });
  }

  private async store(tx: OrganisationTransaction, invoice: ReceivedInvoice, file: ReadReceived): Promise<void> {
    const received = new ReceivedInvoiceRepository(tx);
    const now = this.clock.now();
    const { original, model, report, ...plain } = file.columns;
    const change = { ...plain, state: file.state, storedAt: now, dueAt: null, failures: 0, tries: invoice.tries + 1 };
    await received.update(invoice.id, { ...change, original, model, report });
    await received.setError(invoice.id, file.error);
    Object.assign(invoice, change, { error: file.error });
    await this.recorder.record(tx, invoice, {
      sourceKey: 'file',
      kind: file.state,
      at: now,
      origin: 'gateway',
      ...(file.error ? { reason: { ...file.error } } : {}),
    });
    await this.statuses.recordWaiting(tx, invoice);
  }

  private async later(
    tx: OrganisationTransaction,
    invoice: ReceivedInvoice,
    outcome: Exclude<Outcome, { kind: 'read' }>,
  ): Promise<void> {
    const received = new ReceivedInvoiceRepository(tx);
    const now = this.clock.now();
    const failures = invoice.failures + (outcome.kind === 'failed' ? 1 : 0);
    const waitMs = outcome.kind === 'failed' ? this.calls.submitRetryScheduleMs[failures - 1] : outcome.waitMs;
    const dueAt = waitMs === undefined ? null : new Date(now.getTime() + waitMs);
    const tries = invoice.tries + 1;
    await received.update(invoice.id, { failures, tries, dueAt });
    if (dueAt) await enqueue(tx, { queue: 'receive-invoice', id: invoice.id, attempt: tries, dueAt });
    // Of a file that is there, a second look that fails says nothing.
    if (invoice.sha256 !== null) return;
    await received.setError(invoice.id, outcome.error);
    if (dueAt) return;
    this.logger.error(`received invoice ${invoice.id} cannot be fetched: ${outcome.error.message}`);
    await received.update(invoice.id, { state: 'failed' });
    await this.recorder.record(
      tx,
      { ...invoice, state: 'failed' },
      {
        sourceKey: `fetch:${tries}`,
        kind: 'fetch_failed',
        at: now,
        origin: 'platform',
        reason: { ...outcome.error },
      },
    );
  }
}

/** Faults that say nothing of this file: the circuit is open, the platform or our pool asks to wait. */
function mayWait(error: AppError): boolean {
  if (!(error instanceof PlatformFault)) return error.kind === 'unavailable';
  return error.circuitOpen || error.fault === 'rate_limited' || error.fault === 'aborted';
}

const GONE = { code: 'platform.misconfigured', message: 'The connection through which the invoice came was removed.' };
const INTERNAL = {
  code: 'service.internal',
  message: 'The file could not be handled: a fault in this program, which was logged.',
};
const CHANGED = 'The platform now has another file for this flow; the one that came first is kept.';
const CHANGED_FR = 'La plateforme détient désormais un autre fichier pour ce flux ; le premier reçu est conservé.';
