import { Body, Controller, Delete, Headers, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { InvoicesService, OwnFilesService, type OpenInvoice, type OwnInvoice } from '@onefacture/invoicing';
import { BuyerWarnings, CommandsService } from '@onefacture/transmission';
import { z } from 'zod';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Consumes } from '../../http/content.js';
import { requireMatch } from '../../http/entity-tag.js';
import { Idempotent, Once, type OnceWork } from '../../http/idempotent.js';
import type { Reply, WrittenReply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { INVOICE_EXAMPLES } from './invoice-examples.js';
import { invoiceActor, invoiceReply } from './invoice-http.js';
import { CreateQuery, InvoiceIn, InvoiceOut } from './invoice-shapes.js';

const tag = 'Invoices';
const MERGE_PATCH = z.record(z.string(), z.unknown()).meta({ description: 'JSON merge patch (RFC 7396) of the body' });
const IF_MATCH = { 'If-Match': 'The ETag of the version you read' };

@Controller('v1/invoices')
export class InvoicesController {
  constructor(
    private readonly database: Database,
    private readonly invoices: InvoicesService,
    private readonly commands: CommandsService,
    private readonly files: OwnFilesService,
    private readonly buyers: BuyerWarnings,
  ) {}

  @Post()
  @Scopes('invoices:write')
  @Idempotent('handler')
  @Consumes('application/json', 'application/xml', 'text/xml', 'application/pdf')
  @Operation({
    id: 'createInvoice',
    tag,
    summary: 'Create an invoice',
    description:
      'Reads, computes, completes what French law wants (see `derived`) and stores a DRAFT. With `submit=true` it is ' +
      'queued for its platform in the same transaction: 202 instead of 201. A body of XML or PDF is your own document: ' +
      'it is read, stored as it is, and these very bytes are sent; nothing is completed, it cannot be changed, and ' +
      '`findings` says what the reader met in it.',
    body: { schema: InvoiceIn, examples: INVOICE_EXAMPLES },
    otherBodies: {
      'application/xml': 'Your own invoice as CII or UBL',
      'text/xml': 'Your own invoice as CII or UBL',
      'application/pdf': 'Your own Factur-X file',
    },
    query: CreateQuery,
    answers: {
      201: { description: 'Stored as DRAFT', schema: InvoiceOut, headers: { Location: 'Its address' } },
      202: { description: 'Stored and queued', schema: InvoiceOut },
    },
    faults: [
      ...(['invoice.duplicate_number', 'invoice.seller_not_ours', 'invoice.not_submittable'] as const),
      ...(['document.unreadable', 'document.too_heavy', 'service.busy'] as const),
    ],
  })
  async create(
    @Once() once: OnceWork,
    @CurrentCaller() caller: Caller,
    @Query(new ZodQuery(CreateQuery)) { submit }: CreateQuery,
    @Body() body: unknown,
  ): Promise<WrittenReply> {
    const actor = invoiceActor(caller);
    const answer = async (tx: OrganisationTransaction, open: OpenInvoice, findings?: OwnInvoice['findings']) => {
      const { id } = open.entity;
      const buyerWarnings = await this.buyers.of(tx, open);
      const more = { headers: { Location: `/v1/invoices/${id}` }, findings, buyerWarnings };
      if (submit !== 'true') return invoiceReply(tx, 201, open, more);
      return invoiceReply(tx, 202, await this.commands.submit(tx, actor, id), more);
    };
    if (!(body instanceof Uint8Array)) {
      return once.run(async (tx) => answer(tx, await this.invoices.create(tx, actor, body)));
    }
    return once.runPrepared(
      () => this.files.read(body),
      async (tx, file) => {
        const { open, findings } = await this.files.create(tx, actor, file);
        return answer(tx, open, findings);
      },
    );
  }

  @Patch(':id')
  @Scopes('invoices:write')
  @Operation({
    id: 'patchInvoice',
    tag,
    summary: 'Change a DRAFT',
    description:
      'A merge patch: null removes a member, an array replaces the array. Totals are computed anew. A page of your own ' +
      'that was put to the DRAFT goes with the change. 409 for an invoice that came as your own file, and while it is not ' +
      'known whether a platform holds the file of the last attempt.',
    headers: IF_MATCH,
    body: {
      schema: MERGE_PATCH,
      examples: { due: { summary: 'Another due date', value: { due_date: '2026-07-15' } } },
    },
    answers: { 200: { description: 'The invoice', schema: InvoiceOut, headers: { ETag: 'Its new version' } } },
    faults: [
      'request.not_found',
      'invoice.wrong_state',
      'invoice.duplicate_number',
      'request.precondition_failed',
      'request.precondition_required',
    ],
  })
  async patch(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Headers('if-match') match: string | undefined,
    @Body() patch: unknown,
  ): Promise<Reply> {
    return this.database.inOrganisation(caller.organizationId, async (tx) => {
      const { entity } = await this.invoices.get(tx, id);
      requireMatch(match, entity.version);
      const open = await this.commands.patch(tx, invoiceActor(caller), id, entity.version, patch);
      return invoiceReply(tx, 200, open, { buyerWarnings: await this.buyers.of(tx, open) });
    });
  }

  @Delete(':id')
  @HttpCode(204)
  @Scopes('invoices:write')
  @Operation({
    id: 'deleteInvoice',
    tag,
    summary: 'Delete a DRAFT',
    description: 'Its number is free again. 409 for one that was submitted: cancel it.',
    headers: IF_MATCH,
    answers: { 204: { description: 'Gone' } },
    faults: [
      'request.not_found',
      'invoice.wrong_state',
      'request.precondition_failed',
      'request.precondition_required',
    ],
  })
  async delete(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Headers('if-match') match: string | undefined,
  ): Promise<void> {
    await this.database.inOrganisation(caller.organizationId, async (tx) => {
      const { entity } = await this.invoices.get(tx, id);
      requireMatch(match, entity.version);
      await this.invoices.delete(tx, invoiceActor(caller), id, entity.version);
    });
  }
}
