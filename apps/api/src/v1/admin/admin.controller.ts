import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiKeys, NewApiKey, NewOrganisation, Organisations } from '@onefacture/accounts';
import { Database } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { z } from 'zod';
import { AdminOnly } from '../../http/access.js';
import { pageOf, PageQuery, type Page } from '../../http/paging.js';
import { ZodBody, ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { IssuedKeyOut, presentIssuedKey } from '../api-keys/api-key-shapes.js';
import { OrganisationOut, presentOrganisation } from './organisation-shapes.js';

const tag = 'Administration';
const ACTOR = 'admin';
const ORGANISATION = '01997a3e-0000-7000-8000-000000000001';

const AdminApiKey = NewApiKey.extend({
  organization_id: z.uuid().meta({ description: 'Whose key it is', example: ORGANISATION }),
});

@AdminOnly()
@Controller('v1/admin')
export class AdminController {
  constructor(
    private readonly organisations: Organisations,
    private readonly keys: ApiKeys,
    private readonly database: Database,
  ) {}

  @Post('organizations')
  @Operation({
    id: 'createOrganization',
    tag,
    summary: 'Make an organisation',
    description: '`mode` is fixed for ever. With `siren` its first company is registered too.',
    body: {
      schema: NewOrganisation,
      examples: { live: { summary: 'A live one', value: { name: 'Acme SAS', mode: 'live', siren: '732829320' } } },
    },
    answers: { 201: { description: 'The organisation', schema: OrganisationOut } },
  })
  async createOrganization(@Body(new ZodBody(NewOrganisation)) wanted: NewOrganisation) {
    return presentOrganisation(await this.organisations.create(wanted, ACTOR));
  }

  @Get('organizations')
  @Operation({
    id: 'listOrganizations',
    tag,
    summary: 'List organisations',
    query: PageQuery,
    answers: { 200: { description: 'One page, newest first', schema: pageSchema(OrganisationOut) } },
  })
  async listOrganizations(@Query(new ZodQuery(PageQuery)) { limit, cursor }: PageQuery): Promise<Page<unknown>> {
    const rows = await this.organisations.list(limit + 1, cursor);
    return pageOf(rows, limit, (row) => presentOrganisation({ ...row, createdAt: row.created_at }));
  }

  @Post('api-keys')
  @Operation({
    id: 'createApiKeyFor',
    tag,
    summary: 'Issue a key for an organisation',
    description: 'The answer is the only place where the key can be read.',
    body: {
      schema: AdminApiKey,
      examples: { first: { summary: 'A first key', value: { organization_id: ORGANISATION, label: 'my-key' } } },
    },
    answers: { 201: { description: 'The key', schema: IssuedKeyOut } },
  })
  async createApiKey(@Body(new ZodBody(AdminApiKey)) { organization_id, ...wanted }: z.output<typeof AdminApiKey>) {
    const mode = await this.organisations.modeOf(organization_id);
    if (!mode) {
      throw new AppError('request.invalid', {
        detail: 'There is no organisation with this id.',
        errors: [{ field: 'organization_id', code: 'INVALID', message: 'is not the id of an organisation' }],
      });
    }
    const issued = await this.database.inOrganisation(organization_id, (tx) =>
      this.keys.issue(tx, mode, wanted, ACTOR),
    );
    return presentIssuedKey(issued);
  }
}
