import { Injectable } from '@nestjs/common';
import type { Connection, PlatformFlow } from '@onefacture/adapters';
import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { ReceivedInvoiceRepository, type Actor, type ReceivedInvoice } from '@onefacture/invoicing';
import { Clock } from '@onefacture/observability';
import { enqueue } from '@onefacture/queue';
import { uuidv7 } from 'uuidv7';
import { isReceivedInvoice } from './received-flow.js';
import { ReceivedRecorder } from './received-recorder.js';

/** Takes note of invoices that platforms list as come in, each once; the worker fetches them. */
@Injectable()
export class InboxService {
  constructor(
    private readonly recorder: ReceivedRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * Notes a flow that brings an invoice and asks for its file, in the caller's transaction; nothing for any other flow,
   * and for one that was noted before. Of a flow that changed since, the file is looked at once more.
   */
  async listed(tx: OrganisationTransaction, connection: Connection, flow: PlatformFlow): Promise<void> {
    if (!isReceivedInvoice(flow)) return;
    const received = new ReceivedInvoiceRepository(tx);
    const now = this.clock.now();
    const id = uuidv7();
    const isNew = await received.insertOnce(
      {
        id,
        connectionId: connection.connection_id,
        flowId: flow.flow_id,
        platform: connection.platform,
        flowName: flow.name ?? null,
        flowType: flow.type,
        flowSyntax: flow.syntax,
        flowUpdatedAt: new Date(flow.updated_at),
        receivedAt: new Date(flow.submitted_at),
      },
      now,
    );
    if (!isNew) return this.listedAgain(tx, connection, flow);
    await this.recorder.record(tx, await received.lock(id), {
      sourceKey: 'listed',
      kind: 'listed',
      at: new Date(flow.submitted_at),
      origin: 'platform',
      rawWord: `${flow.type} (flow ${flow.flow_id})`,
      rawPayload: Buffer.from(JSON.stringify(flow.raw)),
    });
    await enqueue(tx, { queue: 'receive-invoice', id, attempt: 1 });
  }

  /**
   * Asks for the file again: of an invoice that could not be fetched, or whose file could not be read.
   * @throws AppError request.not_found, invoice.wrong_state
   */
  async refetch(tx: OrganisationTransaction, actor: Actor, id: string): Promise<ReceivedInvoice> {
    const received = new ReceivedInvoiceRepository(tx);
    const invoice = await received.lock(id);
    if (invoice.state !== 'failed') throw new AppError('invoice.wrong_state', { detail: WHY_NOT[invoice.state] });
    const now = this.clock.now();
    const change = { state: 'listed' as const, failures: 0, tries: invoice.tries + 1, dueAt: now };
    await received.update(id, change);
    await received.setError(id, null);
    Object.assign(invoice, change, { error: null });
    await this.recorder.record(tx, invoice, {
      sourceKey: `refetch:${change.tries}`,
      kind: 'refetch_command',
      at: now,
      origin: 'caller',
    });
    await enqueue(tx, { queue: 'receive-invoice', id, attempt: change.tries });
    await recordAudit(tx, {
      actor: actor.name,
      action: 'inbox.refetch',
      subjectType: 'received_invoice',
      subjectId: id,
    });
    return invoice;
  }

  private async listedAgain(tx: OrganisationTransaction, connection: Connection, flow: PlatformFlow): Promise<void> {
    const received = new ReceivedInvoiceRepository(tx);
    const flowUpdatedAt = new Date(flow.updated_at);
    const invoice = await received.lockByFlow(connection.connection_id, flow.flow_id);
    if (!invoice || flowUpdatedAt <= invoice.flowUpdatedAt) return;
    // A file that is still to be fetched is the changed one anyway.
    if (invoice.dueAt || invoice.state === 'failed') return received.update(invoice.id, { flowUpdatedAt });
    const tries = invoice.tries + 1;
    await received.update(invoice.id, { flowUpdatedAt, tries, failures: 0, dueAt: this.clock.now() });
    await enqueue(tx, { queue: 'receive-invoice', id: invoice.id, attempt: tries });
  }
}

const WHY_NOT = {
  listed: 'The file is being fetched already.',
  stored: 'The file is there: GET …/documents/original gives it.',
  unreadable: 'The file was fetched and is kept as it came, but it cannot be read: ask its sender for another one.',
} as const;
