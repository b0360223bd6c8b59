import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { directoryQueryOf, DirectoryQueryIn, type Lookup } from '@onefacture/directory';
import { AppError } from '@onefacture/errors';
import { RecipientsService } from '@onefacture/transmission';
import { z } from 'zod';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { ZodBody, ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import {
  LookupOut,
  LookupOutcomeOut,
  LookupsIn,
  presentLookup,
  presentOutcome,
  readQuery,
} from './directory-shapes.js';

const tag = 'Directory';
const KEPT =
  'An answer is kept: for a day when the recipient can be reached, for a quarter of an hour otherwise. While no ' +
  'directory answers, one up to a week old is given with `stale: true`.';
const EXAMPLE = { queries: [{ siren: '732829320' }, { address: '552120222_ACHATS' }] };

@Scopes('directory')
@Controller('v1/directory')
export class DirectoryController {
  constructor(private readonly recipients: RecipientsService) {}

  @Get('lookup')
  @Operation({
    id: 'lookUpRecipient',
    tag,
    summary: 'Whether a recipient can be reached, and how',
    description:
      'All lines of one company (siren), one facility (siret), or one address, as the official directory tells them. ' +
      KEPT,
    query: DirectoryQueryIn,
    answers: { 200: { description: 'What the directory says; not being listed is an answer too', schema: LookupOut } },
    faults: ['request.invalid', 'directory.unavailable'],
  })
  async lookUp(
    @CurrentCaller() caller: Caller,
    @Query(new ZodQuery(DirectoryQueryIn)) query: DirectoryQueryIn,
  ): Promise<object> {
    return presentLookup(await this.recipients.lookUp(caller.organizationId, directoryQueryOf(query)));
  }

  @Post('lookup')
  @HttpCode(200)
  @Operation({
    id: 'lookUpRecipients',
    tag,
    summary: 'The same for up to 100 recipients',
    description: `Outcomes in the order of the queries, each with its result or its own error. ${KEPT}`,
    body: { schema: LookupsIn, examples: { two: { summary: 'A company and an address', value: EXAMPLE } } },
    answers: { 200: { description: 'One outcome a query', schema: z.object({ data: z.array(LookupOutcomeOut) }) } },
  })
  async lookUpAll(
    @CurrentCaller() caller: Caller,
    @Body(new ZodBody(LookupsIn)) { queries }: LookupsIn,
  ): Promise<{ readonly data: readonly object[] }> {
    const read = queries.map(readQuery);
    const good = read.flatMap((one) => (one instanceof AppError ? [] : [one]));
    const found = (await this.recipients.lookUpAll(caller.organizationId, good)).values();
    const outcomes = read.map((one) => (one instanceof AppError ? one : nextOf(found)));
    return { data: outcomes.map((outcome, place) => presentOutcome(queries[place] ?? {}, outcome)) };
  }
}

function nextOf(found: IterableIterator<Lookup | AppError>): Lookup | AppError {
  const { value, done } = found.next();
  if (done === true) throw new AppError('service.internal', { cause: 'fewer outcomes than queries' });
  return value;
}
