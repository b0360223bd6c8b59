import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiKeys, ChangedApiKey, NewApiKey, presentKey } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import { CurrentRequester, KeysOrMembers, type Requester } from '../../http/access.js';
import { Idempotent, Transaction } from '../../http/idempotent.js';
import { pageOf, type Page } from '../../http/paging.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody, ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { ApiKeyOut, IssuedKeyOut, presentIssuedKey } from './api-key-shapes.js';
import { KeyListQuery, KeyQuery, KeyTargets } from './key-target.js';

const tag = 'API keys';

@KeysOrMembers(['admin'], ['owner', 'admin'])
@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeys,
    private readonly targets: KeyTargets,
  ) {}

  @Post()
  @Idempotent()
  @Operation({
    id: 'createApiKey',
    tag,
    summary: 'Issue a key',
    description:
      'The answer is the only place where the key can be read. Without `scopes` it gets all of them; without ' +
      '`allowed_ips` it works from everywhere. `?mode=test` issues a key of the test half of a live organisation.',
    query: KeyQuery,
    body: {
      schema: NewApiKey,
      examples: { reader: { summary: 'A key that only reads', value: { label: 'BI', scopes: ['invoices:read'] } } },
    },
    answers: { 201: { description: 'The key', schema: IssuedKeyOut } },
  })
  async create(
    @Transaction() tx: OrganisationTransaction,
    @CurrentRequester() requester: Requester,
    @Query(new ZodQuery(KeyQuery)) { mode }: KeyQuery,
    @Body(new ZodBody(NewApiKey)) wanted: NewApiKey,
  ) {
    const target = await this.targets.of(requester, mode);
    const issue = (own: OrganisationTransaction) => this.keys.issue(own, target.mode, wanted, requester.actor);
    return presentIssuedKey(await this.targets.within(tx, target, issue));
  }

  @Get()
  @Operation({
    id: 'listApiKeys',
    tag,
    summary: 'List keys',
    description: 'Newest first, revoked ones too.',
    query: KeyListQuery,
    answers: { 200: { description: 'One page', schema: pageSchema(ApiKeyOut) } },
  })
  async list(
    @CurrentRequester() requester: Requester,
    @Query(new ZodQuery(KeyListQuery)) { limit, cursor, mode }: KeyListQuery,
  ): Promise<Page<unknown>> {
    const { organizationId } = await this.targets.of(requester, mode);
    return pageOf(await this.keys.list(organizationId, limit + 1, cursor), limit, presentKey);
  }

  @Patch(':id')
  @Operation({
    id: 'changeApiKey',
    tag,
    summary: 'Change label or allowed addresses of a key',
    description: 'Holds at once. An empty `allowed_ips` lets it work from everywhere.',
    query: KeyQuery,
    body: {
      schema: ChangedApiKey,
      examples: { office: { summary: 'From one network only', value: { allowed_ips: ['203.0.113.0/24'] } } },
    },
    answers: { 200: { description: 'The key', schema: ApiKeyOut } },
    faults: ['request.not_found'],
  })
  async change(
    @CurrentRequester() requester: Requester,
    @Param('id', UuidParam) id: string,
    @Query(new ZodQuery(KeyQuery)) { mode }: KeyQuery,
    @Body(new ZodBody(ChangedApiKey)) change: ChangedApiKey,
  ) {
    const { organizationId } = await this.targets.of(requester, mode);
    return presentKey(await this.keys.change(organizationId, id, change, requester.actor));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    id: 'revokeApiKey',
    tag,
    summary: 'Revoke a key',
    description: 'It stops working at once. Repeating it changes nothing.',
    query: KeyQuery,
    answers: { 204: { description: 'Revoked' } },
    faults: ['request.not_found'],
  })
  async revoke(
    @CurrentRequester() requester: Requester,
    @Param('id', UuidParam) id: string,
    @Query(new ZodQuery(KeyQuery)) { mode }: KeyQuery,
  ): Promise<void> {
    const { organizationId } = await this.targets.of(requester, mode);
    await this.keys.revoke(organizationId, id, requester.actor);
  }
}
