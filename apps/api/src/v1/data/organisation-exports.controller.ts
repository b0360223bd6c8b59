import { Controller, Get, HttpCode, Param, Post, Res, type StreamableFile } from '@nestjs/common';
import { DataExports } from '@onefacture/accounts';
import type { Response } from 'express';
import { AdminOnly } from '../../http/access.js';
import { UuidParam } from '../../http/uuid-param.js';
import { Operation } from '../../openapi/operation.js';
import { DataExportOut, presentExport } from './data-shapes.js';
import { answerExport, EXPORT_FILE } from './export-download.js';

const tag = 'Administration';
const ACTOR = 'admin';

@AdminOnly()
@Controller('v1/admin/organizations/:id/exports')
export class OrganisationExportsController {
  constructor(private readonly exports: DataExports) {}

  @Post()
  @HttpCode(202)
  @Operation({
    id: 'exportOrganization',
    tag,
    summary: 'Export all that an organisation has',
    description: 'Also what is kept by law of one that was erased; its members cannot reach that any more.',
    answers: { 202: { description: 'It is going to be made', schema: DataExportOut } },
    faults: ['request.not_found', 'data.export_running'],
  })
  async request(@Param('id', UuidParam) id: string) {
    return presentExport(await this.exports.requestFor(id, ACTOR));
  }

  @Get(':export_id')
  @Operation({
    id: 'getOrganizationExport',
    tag,
    summary: 'How far an export is',
    answers: { 200: { description: 'The export', schema: DataExportOut } },
    faults: ['request.not_found'],
  })
  async get(@Param('id', UuidParam) id: string, @Param('export_id', UuidParam) exportId: string) {
    return presentExport(await this.exports.get(id, exportId));
  }

  @Get(':export_id/file')
  @Operation({
    id: 'downloadOrganizationExport',
    tag,
    summary: 'Download an export',
    answers: { 200: EXPORT_FILE },
    faults: ['request.not_found', 'data.export_not_ready', 'data.export_expired', 'key.unavailable'],
  })
  async download(
    @Param('id', UuidParam) id: string,
    @Param('export_id', UuidParam) exportId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return answerExport(await this.exports.open(id, exportId, ACTOR), response);
  }
}
