import { Body, Controller, HttpCode, Post, Query, Res } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { ValidationsService } from '@onefacture/invoicing';
import { reportsAsCsv, reportsAsPage, tallyOf } from '@onefacture/validation';
import type { Response } from 'express';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Consumes } from '../../http/content.js';
import { filesInput } from '../../http/file-input.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { BulkQuery, BulkReportOut, BulkWish } from './validation-shapes.js';

const readBulkWish = new ZodQuery(BulkWish);

@Controller('v1/validate/bulk')
export class BulkValidationController {
  constructor(private readonly validations: ValidationsService) {}

  @Post()
  @HttpCode(200)
  @Scopes('validate', 'invoices:write')
  @Consumes('multipart/form-data', 'application/zip')
  @Operation({
    id: 'validateBulk',
    tag: 'Validation',
    summary: 'Check several invoices, or a ZIP of them',
    description:
      'One report a file, as JSON, as a CSV table with a row for each finding, or as a page for people. A file that ' +
      'cannot be read does not stop the others.',
    query: BulkQuery,
    otherBodies: { 'application/zip': 'An archive of documents' },
    form: {
      files: { files: { description: 'Documents, or ZIP archives of them', many: true } },
      required: ['files'],
      fields: BulkQuery,
    },
    answers: {
      200: { description: 'The reports', contentType: ['text/csv', 'text/html'], schema: BulkReportOut },
    },
    faults: [
      ...(['request.invalid', 'document.unreadable', 'document.too_heavy'] as const),
      ...(['request.too_large', 'service.busy'] as const),
    ],
  })
  async validate(
    @CurrentCaller() caller: Caller,
    @Query(new ZodQuery(BulkQuery)) query: BulkQuery,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    const { files, fields } = filesInput(body);
    const { rulesets, format, language } = readBulkWish.transform({ ...fields, ...query });
    const reports = await this.validations.validateMany(caller.organizationId, files, rulesets);
    if (format === 'json') return { tally: tallyOf(reports), data: reports };
    const [text, kind] = format === 'csv' ? [reportsAsCsv(reports), 'csv'] : [reportsAsPage(reports, language), 'html'];
    response.set('Content-Type', `text/${kind}; charset=utf-8`);
    return Buffer.from(text, 'utf8');
  }
}
