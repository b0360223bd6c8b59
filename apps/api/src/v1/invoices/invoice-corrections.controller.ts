import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { creditNoteBodySchema, CreditNotesService, type CreditNoteBody } from '@onefacture/invoicing';
import { CorrectionsService, type RejectionPatch } from '@onefacture/transmission';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Idempotent, Transaction } from '../../http/idempotent.js';
import type { Reply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { CREDIT_NOTE_EXAMPLES } from './invoice-examples.js';
import { invoiceActor, invoiceReply } from './invoice-http.js';
import { InvoiceOut, RejectionPatchOut } from './invoice-shapes.js';

const tag = 'Invoices';

@Controller('v1/invoices/:id')
export class InvoiceCorrectionsController {
  constructor(
    private readonly database: Database,
    private readonly corrections: CorrectionsService,
    private readonly creditNotes: CreditNotesService,
  ) {}

  @Get('rejection-patch')
  @Scopes('invoices:read', 'invoices:write')
  @Operation({
    id: 'getRejectionPatch',
    tag,
    summary: 'Propose a correction of an invoice that came back',
    description:
      'For the reasons the buyer, the platform or our own check gave: a merge patch for `patch` of a retry, what only ' +
      'you can fill in, and what to do in words. Nothing is changed. 409 when nothing sent the invoice back.',
    answers: { 200: { description: 'The proposal', schema: RejectionPatchOut } },
    faults: ['request.not_found', 'invoice.wrong_state'],
  })
  async propose(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string): Promise<RejectionPatch> {
    return this.database.inOrganisation(caller.organizationId, (tx) => this.corrections.propose(tx, id));
  }

  @Post('credit-note')
  @Scopes('invoices:write')
  @Idempotent()
  @Operation({
    id: 'draftCreditNote',
    tag,
    summary: 'Make the DRAFT of a credit note of an invoice',
    description:
      'Of all of it, of some lines, or patched; the invoice is named and linked (`corrects`). After a 210 or 213 the ' +
      'credit note is `internal`: for your books alone, it cannot be submitted. A DRAFT, or an invoice that was never ' +
      'filed (200), is answered 409.',
    body: { schema: creditNoteBodySchema, examples: CREDIT_NOTE_EXAMPLES },
    answers: { 201: { description: 'Stored as DRAFT', schema: InvoiceOut, headers: { Location: 'Its address' } } },
    faults: ['request.not_found', 'invoice.wrong_state', 'invoice.duplicate_number'],
  })
  async credit(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body(new ZodBody(creditNoteBodySchema, { exactNumbers: true })) body: CreditNoteBody,
  ): Promise<Reply> {
    const open = await this.creditNotes.draft(tx, invoiceActor(caller), id, body);
    return invoiceReply(tx, 201, open, { headers: { Location: `/v1/invoices/${open.entity.id}` } });
  }
}
