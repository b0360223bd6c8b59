import { Body, Controller, Param, Post } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import {
  CommandsService,
  paymentsBodySchema,
  PaymentsService,
  statusBodySchema,
  StatusesService,
  type PaymentsBody,
  type StatusBody,
} from '@onefacture/transmission';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Idempotent, Transaction } from '../../http/idempotent.js';
import type { Reply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { PAYMENT_EXAMPLES, RETRY_EXAMPLES, STATUS_EXAMPLES } from './invoice-examples.js';
import { invoiceActor, invoiceReply } from './invoice-http.js';
import { InvoiceOut, RetryIn } from './invoice-shapes.js';

const tag = 'Invoices';

@Scopes('invoices:write')
@Controller('v1/invoices/:id')
export class InvoiceCommandsController {
  constructor(
    private readonly commands: CommandsService,
    private readonly payments: PaymentsService,
    private readonly statuses: StatusesService,
  ) {}

  @Post('submit')
  @Idempotent()
  @Operation({
    id: 'submitInvoice',
    tag,
    summary: 'Submit a DRAFT to its platform',
    description: 'The status stays DRAFT until the platform has taken it; follow `submission` and the timeline.',
    answers: { 202: { description: 'Queued', schema: InvoiceOut } },
    faults: ['request.not_found', 'invoice.wrong_state', 'invoice.not_submittable'],
  })
  async submit(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<Reply> {
    return invoiceReply(tx, 202, await this.commands.submit(tx, invoiceActor(caller), id));
  }

  @Post('retry')
  @Idempotent()
  @Operation({
    id: 'retryInvoice',
    tag,
    summary: 'Send a failed or rejected invoice again',
    description:
      'Same id and number while the number is not spent; once 200 was recorded, a new invoice with `number`, linked ' +
      'by `retry_of`. A `patch` changes the invoice, or the new one, in the same step; faults are listed with their ' +
      'JSON paths, and nothing is changed then. Your own file is not patched: 409.',
    body: { schema: RetryIn, examples: RETRY_EXAMPLES },
    answers: { 202: { description: 'Queued', schema: InvoiceOut } },
    faults: ['request.not_found', 'invoice.wrong_state', 'invoice.not_submittable', 'invoice.duplicate_number'],
  })
  async retry(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body(new ZodBody(RetryIn, { exactNumbers: true })) retry: RetryIn,
  ): Promise<Reply> {
    const open = await this.commands.retry(tx, invoiceActor(caller), id, retry);
    return invoiceReply(tx, 202, open, { headers: { Location: `/v1/invoices/${open.entity.id}` } });
  }

  @Post('cancel')
  @Idempotent()
  @Operation({
    id: 'cancelInvoice',
    tag,
    summary: 'Cancel a DRAFT or a rejected invoice',
    description:
      'What a platform holds is cancelled by a credit note or a corrective invoice instead. 409 also while it is not ' +
      'known whether a platform holds it: a retry asks.',
    answers: { 200: { description: 'Cancelled', schema: InvoiceOut } },
    faults: ['request.not_found', 'invoice.wrong_state'],
  })
  async cancel(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<Reply> {
    return invoiceReply(tx, 200, await this.commands.cancel(tx, invoiceActor(caller), id));
  }

  @Post('payments')
  @Idempotent()
  @Operation({
    id: 'reportPayments',
    tag,
    summary: 'Report payments of an invoice the platform has accepted',
    description:
      'You state what came in (212 Encaissée), per VAT rate, with VAT; a negative amount takes an earlier payment ' +
      'back. It counts at once: PAID as soon as the amounts cover `totals.due`. Each payment is sent to the platform as ' +
      'a lifecycle message; a refusal of the message shows in the timeline and leaves `submission` as it is. Every ' +
      'call counts: send an Idempotency-Key. A DRAFT, a rejected or a cancelled invoice is answered 409.',
    body: { schema: paymentsBodySchema, examples: PAYMENT_EXAMPLES },
    answers: { 202: { description: 'Recorded, and queued for the platform', schema: InvoiceOut } },
    faults: ['request.not_found', 'invoice.wrong_state', 'invoice.not_submittable'],
  })
  async pay(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body(new ZodBody(paymentsBodySchema, { exactNumbers: true })) body: PaymentsBody,
  ): Promise<Reply> {
    return invoiceReply(tx, 202, await this.payments.report(tx, invoiceActor(caller), id, body));
  }

  @Post('status')
  @Idempotent()
  @Operation({
    id: 'stateStatus',
    tag,
    summary: 'State another status of an invoice the platform holds',
    description:
      'The codes of the seller: 209 completed (after the buyer suspended it), 220 cancelled, 225 factored, 226 factored ' +
      'without disclosure, 227 another account to pay, 228 no longer factored. It counts at once and is sent to the ' +
      'platform as a lifecycle message; a refusal of the message shows in the timeline. Payments have a route of ' +
      'their own.',
    body: { schema: statusBodySchema, examples: STATUS_EXAMPLES },
    answers: { 202: { description: 'Recorded, and queued for the platform', schema: InvoiceOut } },
    faults: ['request.not_found', 'invoice.wrong_state', 'invoice.not_submittable'],
  })
  async state(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body(new ZodBody(statusBodySchema)) body: StatusBody,
  ): Promise<Reply> {
    return invoiceReply(tx, 202, await this.statuses.state(tx, invoiceActor(caller), id, body));
  }
}
