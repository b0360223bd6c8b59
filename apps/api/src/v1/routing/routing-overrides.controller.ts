import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { RoutingOverrideBody, RoutingOverridesService } from '@onefacture/transmission';
import { actorOf } from '../../http/access.guard.js';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { pageOf, PageQuery, type Page } from '../../http/paging.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody, ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { presentOverride, RoutingOverrideOut } from './routing-shapes.js';

const tag = 'Routing';
const EXAMPLE = { recipient_siren: '732829320', connection_id: '00000000-0000-7000-8000-000000000001' };

@Scopes('admin')
@Controller('v1/routing-overrides')
export class RoutingOverridesController {
  constructor(
    private readonly database: Database,
    private readonly overrides: RoutingOverridesService,
  ) {}

  @Get()
  @Operation({
    id: 'listRoutingOverrides',
    tag,
    summary: 'List routing overrides',
    query: PageQuery,
    answers: { 200: { description: 'One page, newest first', schema: pageSchema(RoutingOverrideOut) } },
  })
  async list(
    @CurrentCaller() caller: Caller,
    @Query(new ZodQuery(PageQuery)) { limit, cursor }: PageQuery,
  ): Promise<Page<unknown>> {
    const rows = await this.within(caller, (tx) => this.overrides.page(tx, limit + 1, cursor));
    return pageOf(rows, limit, presentOverride);
  }

  @Put()
  @Operation({
    id: 'putRoutingOverride',
    tag,
    summary: 'Send through this connection, whatever the directory says',
    description:
      'For one recipient, one of your companies, both, or (neither named) everything. There is one override for each of ' +
      'these; it is replaced. The one that says most wins: recipient and company, recipient, company, all. An override ' +
      'whose connection is disabled is passed over; it goes with its connection.',
    body: { schema: RoutingOverrideBody, examples: { one: { summary: 'For one recipient', value: EXAMPLE } } },
    answers: { 200: { description: 'The override', schema: RoutingOverrideOut } },
    faults: ['request.invalid'],
  })
  async put(
    @CurrentCaller() caller: Caller,
    @Body(new ZodBody(RoutingOverrideBody)) wanted: RoutingOverrideBody,
  ): Promise<object> {
    return presentOverride(await this.within(caller, (tx) => this.overrides.put(tx, actorOf(caller), wanted)));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    id: 'deleteRoutingOverride',
    tag,
    summary: 'Remove a routing override',
    answers: { 204: { description: 'It is gone' } },
    faults: ['request.not_found'],
  })
  async remove(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string): Promise<void> {
    await this.within(caller, (tx) => this.overrides.remove(tx, actorOf(caller), id));
  }

  private within<T>(caller: Caller, work: (tx: OrganisationTransaction) => Promise<T>): Promise<T> {
    return this.database.inOrganisation(caller.organizationId, work);
  }
}
