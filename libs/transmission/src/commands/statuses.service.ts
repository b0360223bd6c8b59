import { Injectable } from '@nestjs/common';
import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { InvoiceEventRepository, InvoicesService, type Actor, type OpenInvoice } from '@onefacture/invoicing';
import { Clock } from '@onefacture/observability';
import { uuidv7 } from 'uuidv7';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { MessagesService } from '../messages/messages.service.js';
import { statusMessage } from '../messages/status-message.js';
import { sourceKeyOf } from '../track/lifecycle-facts.js';
import type { StatusBody } from './status-body.js';

/** What the seller says of his own invoice besides payments: counted at once and told to the platform. */
@Injectable()
export class StatusesService {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly messages: MessagesService,
    private readonly recorder: LifecycleRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * Records the status and queues its lifecycle message, in the caller's transaction.
   * @throws AppError request.not_found, invoice.wrong_state, request.invalid with what the code does not take
   */
  async state(tx: OrganisationTransaction, actor: Actor, id: string, body: StatusBody): Promise<OpenInvoice> {
    const open = await this.invoices.lockFor(tx, id, 'status');
    const { entity, invoice } = open;
    // Messages have whole seconds: the event and its message say the same time.
    const at = new Date(Math.floor(this.clock.now().getTime() / 1_000) * 1_000);
    const receivedAt = (await new InvoiceEventRepository(tx).list(id)).find(({ code }) => code === '200')?.at;
    const rowId = uuidv7();
    const messageId = `${invoice.number}_${body.code}_${rowId}`;
    const message = statusMessage(invoice, body, { id: messageId, at, receivedAt });
    await this.recorder.record(tx, entity, {
      sourceKey: sourceKeyOf(message, body.code),
      kind: 'code',
      code: body.code,
      at,
      origin: 'caller',
      reason: { code: body.reason_code ?? null, comment: body.comment ?? null, message_id: rowId },
    });
    await this.messages.queue(tx, entity, { id: rowId, code: body.code, message });
    await recordAudit(tx, {
      actor: actor.name,
      action: 'invoice.status',
      subjectType: 'invoice',
      subjectId: id,
      details: { code: body.code },
    });
    return open;
  }
}
