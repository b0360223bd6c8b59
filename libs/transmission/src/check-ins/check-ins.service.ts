import { Injectable } from '@nestjs/common';
import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Decimal, foldLifecycle, type LifecycleState } from '@onefacture/invoice';
import {
  amountsOf,
  InvoiceEventRepository,
  InvoicesService,
  lifecycleEventOf,
  type Actor,
} from '@onefacture/invoicing';
import type { OpenInvoice } from '@onefacture/invoicing';
import { Clock, parisDay } from '@onefacture/observability';
import { PaymentsService } from '../commands/payments.service.js';
import { CheckInRepository, type CheckInRow } from './check-in.repository.js';
import { leftByRate } from './left-by-rate.js';

const ASK_AGAIN_MS = 7 * 86_400_000;

/** What somebody says about an overdue invoice: the rest was paid, or it is still awaited. */
export type CheckInAnswer = 'paid' | 'pending';

/** The question whether an overdue invoice was paid, and its answers (E15). */
@Injectable()
export class CheckInsService {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly payments: PaymentsService,
    private readonly clock: Clock,
  ) {}

  /** Invoices that wait for an answer: sent, past their due date in Paris, not paid, not put off. Newest first. */
  async list(tx: OrganisationTransaction, limit: number, before?: string): Promise<CheckInRow[]> {
    const now = this.clock.now();
    return new CheckInRepository(tx).list({ today: parisDay(now), now, limit, before });
  }

  /**
   * Takes an answer. `paid` reports all that is left as paid today, which the platform is told (212); one that is paid
   * already stays so. `pending` puts the question off for a week.
   * @throws AppError request.not_found, invoice.wrong_state
   */
  async answer(tx: OrganisationTransaction, actor: Actor, id: string, answer: CheckInAnswer): Promise<OpenInvoice> {
    const open = await this.invoices.get(tx, id);
    if (open.entity.status === 'PAID') return open;
    if (answer === 'paid') return this.payRest(tx, actor, id);
    if (!['SUBMITTED', 'RECEIVED', 'APPROVED'].includes(open.entity.status)) {
      throw new AppError('invoice.wrong_state', {
        detail: `No payment is awaited for an invoice that is ${open.entity.status}.`,
      });
    }
    const now = this.clock.now();
    await new CheckInRepository(tx).postpone(id, now, new Date(now.getTime() + ASK_AGAIN_MS));
    await recordAudit(tx, { actor: actor.name, action: 'check_in.pending', subjectType: 'invoice', subjectId: id });
    return open;
  }

  private async payRest(tx: OrganisationTransaction, actor: Actor, id: string): Promise<OpenInvoice> {
    const open = await this.invoices.lockFor(tx, id, 'payments');
    const { entity, invoice } = open;
    if (entity.status === 'PAID') return open;
    const events = await new InvoiceEventRepository(tx).list(id);
    const due = new Decimal(entity.due);
    const state: LifecycleState = foldLifecycle(events.map(lifecycleEventOf), due);
    const left = due.minus(state.paid_amount).minus(state.discount_amount);
    const amounts = leftByRate(invoice, events.flatMap(amountsOf), left);
    const date = parisDay(this.clock.now());
    return this.payments.report(tx, actor, id, { payments: [{ date, amounts }] });
  }
}
