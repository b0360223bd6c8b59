import { Injectable } from '@nestjs/common';
import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError, type FieldFault } from '@onefacture/errors';
import { Decimal, type LifecycleState } from '@onefacture/invoice';
import { InvoiceEventRepository, InvoicesService, type Actor, type OpenInvoice } from '@onefacture/invoicing';
import { Clock, parisDay } from '@onefacture/observability';
import { uuidv7 } from 'uuidv7';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { MessagesService } from '../messages/messages.service.js';
import { paymentMessage } from '../messages/payment-message.js';
import { sourceKeyOf } from '../track/lifecycle-facts.js';
import { paymentFaults, type Payment, type PaymentsBody } from './payments-body.js';

/** What was paid, said by the seller himself: 212 for each payment, counted at once and told to the platform. */
@Injectable()
export class PaymentsService {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly messages: MessagesService,
    private readonly recorder: LifecycleRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * Records the payments and queues a lifecycle message for each, in the caller's transaction. The status is PAID as
   * soon as the amounts cover what is due, whatever becomes of the messages.
   * @throws AppError request.not_found, invoice.wrong_state, request.invalid with every fault
   */
  async report(tx: OrganisationTransaction, actor: Actor, id: string, body: PaymentsBody): Promise<OpenInvoice> {
    const open = await this.invoices.lockFor(tx, id, 'payments');
    // Messages have whole seconds: the event and its message say the same time.
    const at = new Date(Math.floor(this.clock.now().getTime() / 1_000) * 1_000);
    assertFaultless(paymentFaults(body, open.invoice, parisDay(at)));
    const filed = (await new InvoiceEventRepository(tx).list(id)).find(({ code }) => code === '200');
    for (const payment of body.payments) await this.state(tx, open, payment, { at, receivedAt: filed?.at });
    await recordAudit(tx, {
      actor: actor.name,
      action: 'invoice.payments',
      subjectType: 'invoice',
      subjectId: id,
      details: { payments: body.payments.length },
    });
    return open;
  }

  private async state(
    tx: OrganisationTransaction,
    { entity, invoice }: OpenInvoice,
    { date, amounts }: Payment,
    times: { readonly at: Date; readonly receivedAt: Date | undefined },
  ): Promise<void> {
    const id = uuidv7();
    const messageId = `${invoice.number}_212_${id}`;
    const issuer = { role: 'SE', id: { scheme: '0002', value: entity.sellerSiren } };
    const after = await this.recorder.record(tx, entity, {
      sourceKey: sourceKeyOf({ id: messageId, issuer }, '212'),
      kind: 'code',
      code: '212',
      at: times.at,
      origin: 'caller',
      amounts: amounts.map((one) => ({ type: 'MEN', ...one })),
      reason: { value_date: date, message_id: id },
    });
    const left = leftToPay(new Decimal(entity.due), after);
    const message = paymentMessage(invoice, { id: messageId, date, amounts, left, ...times });
    await this.messages.queue(tx, entity, { id, code: '212', message });
  }
}

function leftToPay(due: Decimal, after: LifecycleState | undefined): Decimal {
  return after ? due.minus(after.paid_amount).minus(after.discount_amount) : due;
}

function assertFaultless(errors: readonly FieldFault[]): void {
  const [first] = errors;
  if (!first) return;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new AppError('request.invalid', { detail: `${first.field} ${first.message}${more}.`, errors });
}
