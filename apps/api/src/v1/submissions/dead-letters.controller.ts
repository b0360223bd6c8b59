import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { DeadLetterRepository, DeadLettersService, MOST_REPLAYED } from '@onefacture/transmission';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Idempotent, Transaction } from '../../http/idempotent.js';
import { pageOf, type Page } from '../../http/paging.js';
import { Reply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody, ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { invoiceActor } from '../invoices/invoice-http.js';
import {
  DeadLetterOut,
  DeadLetterQuery,
  filterOf,
  presentDeadLetter,
  ReplayIn,
  ReplayOut,
} from './dead-letter-shapes.js';

const tag = 'Submissions';

@Scopes('invoices:write')
@Controller('v1/submissions/dlq')
export class DeadLettersController {
  constructor(
    private readonly database: Database,
    private readonly letters: DeadLettersService,
  ) {}

  @Get()
  @Operation({
    id: 'listDeadLetters',
    tag,
    summary: 'What was given up',
    description:
      'Submissions and lifecycle messages that failed through their whole schedule, or never came to an end, with the ' +
      'last reason. Nothing is tried again by itself.',
    query: DeadLetterQuery,
    answers: { 200: { description: 'One page, newest first', schema: pageSchema(DeadLetterOut) } },
  })
  async list(
    @CurrentCaller() caller: Caller,
    @Query(new ZodQuery(DeadLetterQuery)) { limit, cursor, replayed, ...filter }: DeadLetterQuery,
  ): Promise<Page<unknown>> {
    const rows = await this.database.inOrganisation(caller.organizationId, (tx) =>
      new DeadLetterRepository(tx).list({ ...filterOf(filter), replayed }, limit + 1, cursor),
    );
    return pageOf(rows, limit, presentDeadLetter);
  }

  @Get(':id')
  @Operation({
    id: 'getDeadLetter',
    tag,
    summary: 'One dead letter',
    answers: { 200: { description: 'The letter', schema: DeadLetterOut } },
    faults: ['request.not_found'],
  })
  async read(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string) {
    return presentDeadLetter(
      await this.database.inOrganisation(caller.organizationId, (tx) => this.letters.get(tx, id)),
    );
  }

  @Post('replay')
  @Idempotent()
  @Operation({
    id: 'replayDeadLetters',
    tag,
    summary: 'Take up again what matches',
    description: `Up to ${MOST_REPLAYED} at a time, newest first; one that cannot be replayed stops no other.`,
    body: { schema: ReplayIn, examples: { platform: { summary: 'Of one platform', value: { platform: 'sandbox' } } } },
    answers: { 202: { description: 'Queued', schema: ReplayOut } },
  })
  async replayAll(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Body(new ZodBody(ReplayIn)) filter: ReplayIn,
  ): Promise<Reply> {
    const { replayed, skipped, remaining } = await this.letters.replayAll(tx, invoiceActor(caller), filterOf(filter));
    return new Reply(202, { replayed: replayed.length, skipped, remaining });
  }

  @Post(':id/replay')
  @Idempotent()
  @Operation({
    id: 'replayDeadLetter',
    tag,
    summary: 'Take one up again',
    description: 'The platform is first asked whether the earlier attempt arrived, so nothing is sent twice.',
    answers: { 202: { description: 'Queued', schema: DeadLetterOut } },
    faults: ['request.not_found', 'invoice.wrong_state', 'invoice.not_submittable'],
  })
  async replay(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<Reply> {
    return new Reply(202, presentDeadLetter(await this.letters.replay(tx, invoiceActor(caller), id)));
  }
}
