import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiKeys, NewApiKey, type Caller } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { actorOf } from '../../http/access.guard.js';
import { Idempotent, Transaction } from '../../http/idempotent.js';
import { pageOf, PageQuery, type Page } from '../../http/paging.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody, ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { ApiKeyOut, IssuedKeyOut, presentIssuedKey, presentKey } from './api-key-shapes.js';

const tag = 'API keys';

@Scopes('admin')
@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeys) {}

  @Post()
  @Idempotent()
  @Operation({
    id: 'createApiKey',
    tag,
    summary: 'Issue a key',
    description: 'The answer is the only place where the key can be read. Without `scopes` it gets all of them.',
    body: {
      schema: NewApiKey,
      examples: { reader: { summary: 'A key that only reads', value: { label: 'BI', scopes: ['invoices:read'] } } },
    },
    answers: { 201: { description: 'The key', schema: IssuedKeyOut } },
  })
  async create(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Body(new ZodBody(NewApiKey)) wanted: NewApiKey,
  ) {
    return presentIssuedKey(await this.keys.issue(tx, caller.mode, wanted, actorOf(caller)));
  }

  @Get()
  @Operation({
    id: 'listApiKeys',
    tag,
    summary: 'List keys',
    description: 'Newest first, revoked ones too.',
    query: PageQuery,
    answers: { 200: { description: 'One page', schema: pageSchema(ApiKeyOut) } },
  })
  async list(
    @CurrentCaller() caller: Caller,
    @Query(new ZodQuery(PageQuery)) { limit, cursor }: PageQuery,
  ): Promise<Page<unknown>> {
    return pageOf(await this.keys.list(caller.organizationId, limit + 1, cursor), limit, presentKey);
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    id: 'revokeApiKey',
    tag,
    summary: 'Revoke a key',
    description: 'It stops working at once. Repeating it changes nothing.',
    answers: { 204: { description: 'Revoked' } },
    faults: ['request.not_found'],
  })
  async revoke(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string): Promise<void> {
    await this.keys.revoke(caller.organizationId, id, actorOf(caller));
  }
}
