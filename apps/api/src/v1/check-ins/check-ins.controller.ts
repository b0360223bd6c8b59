import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { CheckInLinks, CheckInsService } from '@onefacture/transmission';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Idempotent, Transaction } from '../../http/idempotent.js';
import { pageOf, PageQuery, type Page } from '../../http/paging.js';
import type { Reply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { invoiceActor, invoiceReply } from '../invoices/invoice-http.js';
import { InvoiceOut } from '../invoices/invoice-shapes.js';
import { CheckInOut, presentCheckIn } from './check-in-shapes.js';

const tag = 'Check-ins';

@Controller('v1/check-ins')
export class CheckInsController {
  constructor(
    private readonly database: Database,
    private readonly checkIns: CheckInsService,
    private readonly links: CheckInLinks,
  ) {}

  @Get()
  @Scopes('invoices:read', 'invoices:write')
  @Operation({
    id: 'listCheckIns',
    tag,
    summary: 'List invoices that should have been paid by now',
    description: 'Sent, past their due date, not paid, and not said to be pending within a week.',
    query: PageQuery,
    answers: { 200: { description: 'One page, newest first', schema: pageSchema(CheckInOut) } },
  })
  async list(
    @CurrentCaller() { organizationId, mode }: Caller,
    @Query(new ZodQuery(PageQuery)) { limit, cursor }: PageQuery,
  ): Promise<Page<unknown>> {
    const rows = await this.database.inOrganisation(organizationId, (tx) => this.checkIns.list(tx, limit + 1, cursor));
    return pageOf(rows, limit, (row) => presentCheckIn(row, this.links.urlOf({ organizationId, mode, id: row.id })));
  }

  @Post(':id/paid')
  @HttpCode(200)
  @Scopes('invoices:write')
  @Idempotent()
  @Operation({
    id: 'checkInPaid',
    tag,
    summary: 'Say that the rest was paid',
    description: 'Reports all that is left as paid today (212), split over the VAT rates. A PAID one stays as it is.',
    answers: { 200: { description: 'The invoice, now PAID', schema: InvoiceOut } },
    faults: ['request.not_found', 'invoice.wrong_state'],
  })
  async paid(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<Reply> {
    return invoiceReply(tx, 200, await this.checkIns.answer(tx, invoiceActor(caller), id, 'paid'));
  }

  @Post(':id/pending')
  @HttpCode(200)
  @Scopes('invoices:write')
  @Idempotent()
  @Operation({
    id: 'checkInPending',
    tag,
    summary: 'Say that the payment is still awaited',
    description: 'The question is put off for a week.',
    answers: { 200: { description: 'The invoice, as it was', schema: InvoiceOut } },
    faults: ['request.not_found', 'invoice.wrong_state'],
  })
  async pending(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<Reply> {
    return invoiceReply(tx, 200, await this.checkIns.answer(tx, invoiceActor(caller), id, 'pending'));
  }
}
