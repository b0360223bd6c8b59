import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { addCompany, ChangedCompany, Companies, NewCompany, type Caller } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { actorOf } from '../../http/access.guard.js';
import { Idempotent, Transaction } from '../../http/idempotent.js';
import { pageOf, PageQuery, type Page } from '../../http/paging.js';
import { Reply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody, ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { ACME, CompanyOut, presentCompany } from './company-shapes.js';

const tag = 'Companies';
const { siren: _fixed, ...ACME_CHANGE } = ACME;

@Scopes('admin')
@Controller('v1/companies')
export class CompaniesController {
  constructor(
    private readonly companies: Companies,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Idempotent()
  @Operation({
    id: 'createCompany',
    tag,
    summary: 'Register a company',
    description: 'In live, only registered companies may be the seller of an invoice.',
    body: { schema: NewCompany, examples: { acme: { summary: 'A French company', value: ACME } } },
    answers: { 201: { description: 'The company', schema: CompanyOut, headers: { Location: 'Its address' } } },
    faults: ['company.duplicate_siren'],
  })
  async create(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Body(new ZodBody(NewCompany)) wanted: NewCompany,
  ): Promise<Reply> {
    const company = await addCompany(tx, wanted, actorOf(caller), this.clock.now());
    return new Reply(201, presentCompany(company), { Location: `/v1/companies/${company.id}` });
  }

  @Get()
  @Operation({
    id: 'listCompanies',
    tag,
    summary: 'List companies',
    query: PageQuery,
    answers: { 200: { description: 'One page, newest first', schema: pageSchema(CompanyOut) } },
  })
  async list(
    @CurrentCaller() caller: Caller,
    @Query(new ZodQuery(PageQuery)) { limit, cursor }: PageQuery,
  ): Promise<Page<unknown>> {
    return pageOf(await this.companies.list(caller.organizationId, limit + 1, cursor), limit, presentCompany);
  }

  @Get(':id')
  @Operation({
    id: 'getCompany',
    tag,
    summary: 'Get a company',
    answers: { 200: { description: 'The company', schema: CompanyOut } },
    faults: ['request.not_found'],
  })
  async get(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string) {
    return presentCompany(await this.companies.get(caller.organizationId, id));
  }

  @Put(':id')
  @Operation({
    id: 'replaceCompany',
    tag,
    summary: 'Replace name and settings of a company',
    description: 'The SIREN is fixed. What is left out is removed.',
    body: { schema: ChangedCompany, examples: { acme: { summary: 'With an address', value: ACME_CHANGE } } },
    answers: { 200: { description: 'The company', schema: CompanyOut } },
    faults: ['request.not_found'],
  })
  async replace(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body(new ZodBody(ChangedCompany)) change: ChangedCompany,
  ) {
    return presentCompany(await this.companies.update(caller.organizationId, id, change, actorOf(caller)));
  }
}
