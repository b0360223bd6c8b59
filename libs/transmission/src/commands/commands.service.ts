import { Injectable } from '@nestjs/common';
import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError, type FieldFault } from '@onefacture/errors';
import { bodyOfInvoice, submissionFaults } from '@onefacture/invoice';
import {
  INTERNAL_SENTENCE,
  InvoiceRepository,
  InvoicesService,
  settleReferences,
  type Actor,
  type OpenInvoice,
  type ReferenceFinding,
} from '@onefacture/invoicing';
import { Clock } from '@onefacture/observability';
import { enqueue } from '@onefacture/queue';
import { officialFaults } from '@onefacture/validation';
import { uuidv7 } from 'uuidv7';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import { ConnectionRepository } from '../connections/connection.repository.js';
import { DeadLetterRepository } from '../dead-letters/dead-letter.repository.js';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';

/** What a caller says when he sends a failed or rejected invoice again. */
export interface Retry {
  /** Free text for the timeline. */
  readonly resolution_hint?: string | undefined;
  /** Number of the new invoice, where the old one was spent; a patch may name it too. */
  readonly number?: string | undefined;
  /** JSON merge patch (RFC 7396) of the invoice's body. */
  readonly patch?: Readonly<Record<string, unknown>> | undefined;
}

/** What callers may ask of an invoice, in their transaction; the worker does the rest. */
@Injectable()
export class CommandsService {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly recorder: LifecycleRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * Changes a DRAFT by a merge patch. One whose file the platform may hold stays as that file says.
   * @throws AppError as InvoicesService.patch, invoice.wrong_state also while the last attempt is in doubt
   */
  async patch(
    tx: OrganisationTransaction,
    actor: Actor,
    id: string,
    version: number,
    patch: unknown,
  ): Promise<OpenInvoice> {
    await this.invoices.lockFor(tx, id, 'patch', version);
    await assertFileNotInDoubt(tx, id);
    return this.invoices.patch(tx, actor, id, version, patch);
  }

  /**
   * Queues a DRAFT for its platform.
   * @throws AppError request.not_found, invoice.wrong_state, invoice.not_submittable with every fault
   */
  async submit(tx: OrganisationTransaction, actor: Actor, id: string): Promise<OpenInvoice> {
    const open = await this.invoices.lockFor(tx, id, 'submit');
    await this.assertReady(tx, open);
    return this.queue(tx, actor, open, 'invoice.submit');
  }

  /**
   * Cancels an invoice that no platform holds: a DRAFT, or one that was rejected. An unspent number is free again.
   * @throws AppError request.not_found, invoice.wrong_state also while the last attempt is in doubt
   */
  async cancel(tx: OrganisationTransaction, actor: Actor, id: string): Promise<OpenInvoice> {
    const open = await this.invoices.lockFor(tx, id, 'cancel');
    await assertFileNotInDoubt(tx, id);
    const { entity } = open;
    await this.recorder.record(tx, entity, {
      sourceKey: 'cancel',
      kind: 'cancel_command',
      at: this.clock.now(),
      origin: 'caller',
    });
    await recordAudit(tx, { actor: actor.name, action: 'invoice.cancel', subjectType: 'invoice', subjectId: id });
    return open;
  }

  /**
   * Sends again what failed, or was rejected before its number was spent: same id, same number, new attempt; a patch
   * changes it first. Where 200 was recorded the number is spent, and the retry is a new invoice linked by `retry_of`.
   * @throws AppError request.not_found, invoice.wrong_state, invoice.not_submittable, request.invalid without a number
   * and with each fault of the patched invoice
   */
  async retry(tx: OrganisationTransaction, actor: Actor, id: string, retry: Retry): Promise<OpenInvoice> {
    const open = await this.invoices.lockFor(tx, id, 'retry');
    const anew = open.entity.status === 'REJECTED' && open.entity.numberSpent;
    if (!anew) {
      const amended = await this.amended(tx, actor, open, retry.patch);
      // Refused before anything is written where nothing is amended, so that a caller of several retries keeps his
      // transaction.
      await this.assertReady(tx, amended);
      await this.recordRetry(tx, amended, retry);
      return this.queue(tx, actor, amended, 'invoice.retry');
    }
    await this.recordRetry(tx, open, retry);
    const { body, patch } = replacementOf(open, retry);
    const made = await this.invoices.createFrom(tx, actor, body, patch, { retryOf: id });
    await this.assertReady(tx, made);
    return this.queue(tx, actor, made, 'invoice.retry');
  }

  private async amended(
    tx: OrganisationTransaction,
    actor: Actor,
    open: OpenInvoice,
    patch: Retry['patch'],
  ): Promise<OpenInvoice> {
    if (patch === undefined) return open;
    const { entity } = open;
    if (entity.numberSpent) {
      const detail =
        `The number ${entity.number} was spent when the platform accepted it (200), and the invoice is not over: ` +
        'retry it as it is, or correct it with a credit note or a corrective invoice.';
      throw new AppError('invoice.wrong_state', { detail });
    }
    await assertFileNotInDoubt(tx, entity.id);
    return this.invoices.amend(tx, actor, open, patch);
  }

  private async recordRetry(tx: OrganisationTransaction, { entity }: OpenInvoice, retry: Retry): Promise<void> {
    await this.recorder.record(tx, entity, {
      sourceKey: `retry:${uuidv7()}`,
      kind: 'retry_command',
      at: this.clock.now(),
      origin: 'caller',
      ...(retry.resolution_hint ? { reason: { message: retry.resolution_hint } } : {}),
    });
  }

  private async assertReady(tx: OrganisationTransaction, open: OpenInvoice): Promise<void> {
    if (open.entity.internal) {
      throw new AppError('invoice.not_submittable', {
        detail: INTERNAL_SENTENCE.en,
        hint: 'Keep it in your books; send the corrected invoice with POST …/retry of the rejected one.',
      });
    }
    assertSubmittable(open, await settleReferences(tx, open, this.clock.now()));
    await assertConnected(tx);
  }

  private async queue(
    tx: OrganisationTransaction,
    actor: Actor,
    open: OpenInvoice,
    action: 'invoice.submit' | 'invoice.retry',
  ): Promise<OpenInvoice> {
    const now = this.clock.now();
    const { entity } = open;
    const change = {
      submissionState: 'queued' as const,
      submissionAttempts: 0,
      submissionClaims: 0,
      submissionTries: entity.submissionTries + 1,
      submissionDueAt: now,
      version: entity.version + 1,
      updatedAt: now,
    };
    const invoices = new InvoiceRepository(tx);
    await invoices.update(entity.id, change);
    await invoices.setSubmissionError(entity.id, null);
    await new DeadLetterRepository(tx).settle('submission', entity.id, now, actor.name);
    await enqueue(tx, { queue: 'submit-invoice', id: entity.id, attempt: change.submissionTries });
    await recordAudit(tx, { actor: actor.name, action, subjectType: 'invoice', subjectId: entity.id });
    return { ...open, entity: { ...entity, ...change, submissionError: null } };
  }
}

/** What we ask before we make a document, then the official rules; of a file, the worker looks at the file itself. */
function faultsOf({ invoice, entity }: OpenInvoice): readonly FieldFault[] {
  if (entity.source !== 'json') return submissionFaults(invoice, 'file');
  const asked = submissionFaults(invoice, 'body');
  const fields = new Set(asked.map(({ field }) => field));
  return [...asked, ...officialFaults(invoice, 'all').filter(({ field }) => !fields.has(field))];
}

function assertSubmittable(open: OpenInvoice, references: readonly ReferenceFinding[]): void {
  const refused = references.filter(({ severity }) => severity === 'error');
  const errors = [...faultsOf(open), ...refused.map(({ field, code, message }) => ({ field, code, message }))];
  const [first] = errors;
  if (first) throw new AppError('invoice.not_submittable', { detail: told(first), errors });
}

/** The body and the patch of the invoice that takes the place of one whose number was spent. */
function replacementOf({ entity, invoice }: OpenInvoice, { number, patch = {} }: Retry) {
  if (entity.source !== 'json') {
    const detail =
      `The number ${invoice.number} was spent when the platform accepted it (200), and your own file is not ` +
      'rewritten: send the corrected file, with a new number, to POST /v1/invoices.';
    throw new AppError('invoice.wrong_state', { detail });
  }
  const patched = patch['number'];
  if (number === undefined && (patched === undefined || patched === null)) {
    const message = `is required: number ${invoice.number} was spent when the platform accepted it (200)`;
    throw new AppError('request.invalid', { errors: [{ field: 'number', code: 'REQUIRED', message }] });
  }
  if (number !== undefined && patched !== undefined && patched !== number) {
    const message = `must be the number of the patch, or be left out on one side; got ${number}`;
    throw new AppError('request.invalid', { errors: [{ field: 'number', code: 'MISMATCH', message }] });
  }
  return { body: bodyOfInvoice(invoice), patch: { ...patch, number: number ?? patched } };
}

/** Our own faults are told of their field; the rules speak in sentences. */
const told = ({ field, message }: FieldFault): string => (message.endsWith('.') ? message : `${field} ${message}.`);

async function assertConnected(tx: OrganisationTransaction): Promise<void> {
  if (await new ConnectionRepository(tx).findDefault()) return;
  const detail = 'This organisation has no platform connection yet, so the invoice cannot go anywhere.';
  throw new AppError('invoice.not_submittable', { detail, hint: 'Connect a platform, then submit again.' });
}

/** @throws AppError invoice.wrong_state where the last attempt's outcome is not known */
async function assertFileNotInDoubt(tx: OrganisationTransaction, invoiceId: string): Promise<void> {
  const latest = await new AttemptRepository(tx).latest(invoiceId);
  if (latest?.state !== 'SENT' && latest?.state !== 'UNKNOWN') return;
  const detail =
    'It is not known whether the platform holds the file of the last attempt: retry it as it is (POST …/retry without ' +
    'a patch), which asks the platform first.';
  throw new AppError('invoice.wrong_state', { detail });
}
