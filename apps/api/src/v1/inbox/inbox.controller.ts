import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import {
  presentContents,
  presentReceived,
  RECEIVED_KINDS,
  ReceivedInvoiceRepository,
  ReceivedTimelineService,
  ReceivedVault,
} from '@onefacture/invoicing';
import { givenAnswers, InboxService, possibleAnswers } from '@onefacture/transmission';
import { z } from 'zod';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Idempotent, Transaction } from '../../http/idempotent.js';
import { pageOf, type Page } from '../../http/paging.js';
import { Reply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { invoiceActor } from '../invoices/invoice-http.js';
import { InboxQuery, ReceivedInvoiceOut, ReceivedSummaryOut, ReceivedTimelineEntryOut } from './inbox-shapes.js';

const tag = 'Inbox';

@Scopes('inbox')
@Controller('v1/inbox')
export class InboxController {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxService,
    private readonly vault: ReceivedVault,
    private readonly timelines: ReceivedTimelineService,
  ) {}

  @Get()
  @Operation({
    id: 'listReceivedInvoices',
    tag,
    summary: 'List received invoices',
    description: 'All that platforms listed for you, also what is still to be fetched or cannot be read.',
    query: InboxQuery,
    answers: { 200: { description: 'One page, newest first', schema: pageSchema(ReceivedSummaryOut) } },
  })
  async list(
    @CurrentCaller() caller: Caller,
    @Query(new ZodQuery(InboxQuery)) query: InboxQuery,
  ): Promise<Page<unknown>> {
    const { limit, cursor, state, status, number, seller_siren: sellerSiren } = query;
    const receivedFrom = query.received_from === undefined ? undefined : new Date(query.received_from);
    const receivedTo = query.received_to === undefined ? undefined : new Date(`${query.received_to}T23:59:59.999Z`);
    const filter = { state, status, number, sellerSiren, receivedFrom, receivedTo, before: cursor, limit: limit + 1 };
    const rows = await this.database.inOrganisation(caller.organizationId, (tx) =>
      new ReceivedInvoiceRepository(tx).list(filter),
    );
    return pageOf(rows, limit, presentReceived);
  }

  @Get(':id')
  @Operation({
    id: 'getReceivedInvoice',
    tag,
    summary: 'Get a received invoice',
    description:
      'What it says with the members of our own invoices, as far as it says it; the validation report on it; what you ' +
      'answered and what you can answer now.',
    answers: { 200: { description: 'The invoice', schema: ReceivedInvoiceOut } },
    faults: ['request.not_found'],
  })
  async get(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string): Promise<object> {
    return this.database.inOrganisation(caller.organizationId, async (tx) => {
      const answers = await givenAnswers(tx, id);
      const received = await new ReceivedInvoiceRepository(tx).get(id);
      const contents = await this.vault.contents(tx, id);
      const documents = received.sha256 === null ? [] : received.state === 'stored' ? RECEIVED_KINDS : ['original'];
      return {
        ...presentReceived(received),
        answers,
        actions: possibleAnswers(received),
        ...presentContents(received, contents, await this.vault.report(tx, id)),
        documents,
      };
    });
  }

  @Get(':id/timeline')
  @Operation({
    id: 'getReceivedTimeline',
    tag,
    summary: 'What happened to a received invoice',
    description: 'By official time: its arrival, what others said, what you answered and what became of it.',
    answers: { 200: { description: 'All entries', schema: z.object({ data: z.array(ReceivedTimelineEntryOut) }) } },
    faults: ['request.not_found'],
  })
  async timeline(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string): Promise<object> {
    return { data: await this.database.inOrganisation(caller.organizationId, (tx) => this.timelines.read(tx, id)) };
  }

  @Post(':id/refetch')
  @Idempotent()
  @Operation({
    id: 'refetchReceivedInvoice',
    tag,
    summary: 'Fetch a file again that could not be had',
    description: 'For an invoice in state `failed`: its platform is asked again, with the whole schedule of retries.',
    answers: { 202: { description: 'Queued', schema: ReceivedSummaryOut } },
    faults: ['request.not_found', 'invoice.wrong_state'],
  })
  async refetch(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<Reply> {
    return new Reply(202, presentReceived(await this.inbox.refetch(tx, invoiceActor(caller), id)));
  }
}
