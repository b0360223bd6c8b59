import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database } from '@onefacture/database';
import {
  correctedReferences,
  InvoiceRepository,
  InvoicesService,
  linksOfMany,
  presentInvoiceSummary,
} from '@onefacture/invoicing';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { entityTag, isUnchanged } from '../../http/entity-tag.js';
import { pageOf, type Page } from '../../http/paging.js';
import { Reply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { invoiceReply } from './invoice-http.js';
import { InvoiceListQuery, InvoiceOut, InvoiceSummaryOut } from './invoice-shapes.js';

const tag = 'Invoices';

@Scopes('invoices:read', 'invoices:write')
@Controller('v1/invoices')
export class InvoiceReadsController {
  constructor(
    private readonly database: Database,
    private readonly invoices: InvoicesService,
  ) {}

  @Get()
  @Operation({
    id: 'listInvoices',
    tag,
    summary: 'List invoices',
    query: InvoiceListQuery,
    answers: { 200: { description: 'One page, newest first', schema: pageSchema(InvoiceSummaryOut) } },
  })
  async list(
    @CurrentCaller() caller: Caller,
    @Query(new ZodQuery(InvoiceListQuery)) query: InvoiceListQuery,
  ): Promise<Page<unknown>> {
    const { rows, links } = await this.database.inOrganisation(caller.organizationId, async (tx) => {
      const found = await new InvoiceRepository(tx).list({
        status: query.status,
        number: query.number,
        buyerSiren: query.buyer_siren,
        issuedFrom: query.issued_from,
        issuedTo: query.issued_to,
        before: query.cursor,
        limit: query.limit + 1,
      });
      return {
        rows: found,
        links: await linksOfMany(
          tx,
          found.map(({ id }) => id),
        ),
      };
    });
    return pageOf(rows, query.limit, (row) => ({ ...presentInvoiceSummary(row), ...links.get(row.id) }));
  }

  @Get(':id')
  @Operation({
    id: 'getInvoice',
    tag,
    summary: 'Get an invoice',
    headers: { 'If-None-Match': 'An ETag you hold: 304 when nothing changed' },
    answers: {
      200: { description: 'The invoice', schema: InvoiceOut, headers: { ETag: 'Its version' } },
      304: { description: 'Nothing changed since the version you hold' },
    },
    faults: ['request.not_found'],
  })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Headers('if-none-match') known: string | undefined,
  ): Promise<Reply> {
    return this.database.inOrganisation(caller.organizationId, async (tx) => {
      const open = await this.invoices.get(tx, id);
      const { version } = open.entity;
      // Warnings of a DRAFT speak of other invoices, which change without it.
      const settled = open.entity.status !== 'DRAFT' || correctedReferences(open.invoice).length === 0;
      if (settled && isUnchanged(known, version)) return new Reply(304, undefined, { ETag: entityTag(version) });
      return invoiceReply(tx, 200, open);
    });
  }
}
