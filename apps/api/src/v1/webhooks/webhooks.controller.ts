import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { EndpointRepository, EndpointsService, presentEndpoint } from '@onefacture/webhooks';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { actorOf } from '../../http/access.guard.js';
import { Idempotent, Transaction } from '../../http/idempotent.js';
import { pageOf, PageQuery, type Page } from '../../http/paging.js';
import { Reply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody, ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { EndpointBody, EndpointOut, NewEndpointOut } from './webhook-shapes.js';

const tag = 'Webhooks';
const EXAMPLE = { url: 'https://example.com/hooks/onefacture', event_types: ['invoice.*'] };

@Scopes('webhooks')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointsService,
  ) {}

  @Post()
  @Idempotent()
  @Operation({
    id: 'createWebhook',
    tag,
    summary: 'Register an endpoint',
    description: 'The answer is the only place where the signing secret can be read.',
    body: { schema: EndpointBody, examples: { all: { summary: 'All invoice events', value: EXAMPLE } } },
    answers: { 201: { description: 'The endpoint', schema: NewEndpointOut, headers: { Location: 'Its address' } } },
    faults: ['webhook.target_refused'],
  })
  async create(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Body(new ZodBody(EndpointBody)) wanted: EndpointBody,
  ): Promise<Reply> {
    const { endpoint, secret } = await this.endpoints.create(tx, actorOf(caller), wanted);
    return new Reply(201, { ...presentEndpoint(endpoint), secret }, { Location: `/v1/webhooks/${endpoint.id}` });
  }

  @Get()
  @Operation({
    id: 'listWebhooks',
    tag,
    summary: 'List endpoints',
    query: PageQuery,
    answers: { 200: { description: 'One page, newest first', schema: pageSchema(EndpointOut) } },
  })
  async list(
    @CurrentCaller() caller: Caller,
    @Query(new ZodQuery(PageQuery)) { limit, cursor }: PageQuery,
  ): Promise<Page<unknown>> {
    const rows = await this.database.inOrganisation(caller.organizationId, (tx) =>
      new EndpointRepository(tx).list(limit + 1, cursor),
    );
    return pageOf(rows, limit, presentEndpoint);
  }

  @Get(':id')
  @Operation({
    id: 'getWebhook',
    tag,
    summary: 'Get an endpoint',
    answers: { 200: { description: 'The endpoint', schema: EndpointOut } },
    faults: ['request.not_found'],
  })
  async get(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string) {
    return presentEndpoint(
      await this.database.inOrganisation(caller.organizationId, (tx) => this.endpoints.get(tx, id)),
    );
  }

  @Put(':id')
  @Operation({
    id: 'replaceWebhook',
    tag,
    summary: 'Replace an endpoint',
    description:
      'The secret stays, and so do headers and client_certificate when left out. Enabling it again lets new events ' +
      'through; POST …/recover brings back what was missed.',
    body: { schema: EndpointBody, examples: { all: { summary: 'All invoice events', value: EXAMPLE } } },
    answers: { 200: { description: 'The endpoint', schema: EndpointOut } },
    faults: ['request.not_found', 'webhook.target_refused'],
  })
  async replace(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body(new ZodBody(EndpointBody)) wanted: EndpointBody,
  ) {
    return presentEndpoint(
      await this.database.inOrganisation(caller.organizationId, (tx) =>
        this.endpoints.update(tx, actorOf(caller), id, wanted),
      ),
    );
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    id: 'deleteWebhook',
    tag,
    summary: 'Delete an endpoint and its deliveries',
    answers: { 204: { description: 'Gone' } },
    faults: ['request.not_found'],
  })
  async delete(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string): Promise<void> {
    await this.database.inOrganisation(caller.organizationId, (tx) => this.endpoints.delete(tx, actorOf(caller), id));
  }
}
