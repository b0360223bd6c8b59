import { Controller, Get, HttpCode, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { DataExports } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import type { Response } from 'express';
import { CurrentRequester, KeysOrMembers, type Requester } from '../../http/access.js';
import { Idempotent, Transaction } from '../../http/idempotent.js';
import { pageOf, PageQuery, type Page } from '../../http/paging.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { DataExportOut, presentExport } from './data-shapes.js';
import { answerExport, EXPORT_FILE } from './export-download.js';

const tag = 'Your data';

@KeysOrMembers(['admin'], ['owner', 'admin'])
@Controller('v1/data')
export class ExportsController {
  constructor(private readonly exports: DataExports) {}

  @Post('export')
  @HttpCode(202)
  @Idempotent()
  @Operation({
    id: 'exportData',
    tag,
    summary: 'Ask for everything as one ZIP',
    description:
      'A worker collects all that the organisation has: invoices and received invoices with timelines and documents, ' +
      'companies, members, keys, webhooks and platform connections without their secrets, subscription, audit trail, ' +
      'and a `manifest.json` that counts it and names each file with its SHA-256. A test key gets the test half. The ' +
      'file of an earlier export is deleted once this one is ready.',
    answers: { 202: { description: 'It is going to be made', schema: DataExportOut } },
    faults: ['data.export_running'],
  })
  async request(@Transaction() tx: OrganisationTransaction, @CurrentRequester() { actor }: Requester) {
    return presentExport(await this.exports.request(tx, actor));
  }

  @Get('exports')
  @Operation({
    id: 'listExports',
    tag,
    summary: 'List exports',
    description: 'Newest first.',
    query: PageQuery,
    answers: { 200: { description: 'One page', schema: pageSchema(DataExportOut) } },
  })
  async list(
    @CurrentRequester() { organizationId }: Requester,
    @Query(new ZodQuery(PageQuery)) { limit, cursor }: PageQuery,
  ): Promise<Page<unknown>> {
    return pageOf(await this.exports.list(organizationId, limit + 1, cursor), limit, presentExport);
  }

  @Get('exports/:id')
  @Operation({
    id: 'getExport',
    tag,
    summary: 'How far an export is',
    answers: { 200: { description: 'The export', schema: DataExportOut } },
    faults: ['request.not_found'],
  })
  async get(@CurrentRequester() { organizationId }: Requester, @Param('id', UuidParam) id: string) {
    return presentExport(await this.exports.get(organizationId, id));
  }

  @Get('exports/:id/file')
  @Operation({
    id: 'downloadExport',
    tag,
    summary: 'Download an export',
    description: 'Each download is recorded in the audit trail.',
    answers: { 200: EXPORT_FILE },
    faults: ['request.not_found', 'data.export_not_ready', 'data.export_expired', 'key.unavailable'],
  })
  async download(
    @CurrentRequester() { organizationId, actor }: Requester,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return answerExport(await this.exports.open(organizationId, id, actor), response);
  }
}
