import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock, parisDay } from '@onefacture/observability';
import type { InvoiceEntity } from '../invoices/invoice.entity.js';
import { InvoiceRepository } from '../invoices/invoice.repository.js';
import { InvoicesService, type Actor, type OpenInvoice } from '../invoices/invoices.service.js';
import { creditNoteOf, creditRefusal, type CreditNoteBody } from './credit-note.js';
import { isEndedByRefusal } from './reference-rules.js';

/** Credit notes made of invoices of ours, in the caller's transaction. */
@Injectable()
export class CreditNotesService {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the DRAFT of a credit note of an invoice that was filed: of all of it, of some lines, or patched. Of one that a
   * 210 or 213 ended it is internal.
   * @throws AppError request.not_found, request.invalid with every fault, invoice.wrong_state,
   * invoice.duplicate_number
   */
  async draft(tx: OrganisationTransaction, actor: Actor, id: string, asked: CreditNoteBody): Promise<OpenInvoice> {
    const entity = await new InvoiceRepository(tx).lock(id);
    const refusal = refusalOf(entity);
    if (refusal !== undefined) throw new AppError('invoice.wrong_state', { detail: refusal });
    const invoice = await this.invoices.open(entity);
    const internal = isEndedByRefusal(entity);
    const body = creditNoteOf(invoice, asked, { today: parisDay(this.clock.now()), internal });
    return this.invoices.createFrom(tx, actor, body, asked.patch ?? {}, { internal });
  }
}

function refusalOf(entity: InvoiceEntity): string | undefined {
  const { number, status, typeCode } = entity;
  if (status === 'DRAFT') return `${number} is a DRAFT: change it with PATCH; only what was filed is credited.`;
  if (!isEndedByRefusal(entity) && status === 'REJECTED') {
    return `${number} was rejected before it was filed (no 200), so there is nothing to credit: correct and retry it.`;
  }
  if (!isEndedByRefusal(entity) && status === 'CANCELLED') return `${number} is CANCELLED: there is nothing to credit.`;
  return creditRefusal(typeCode);
}
