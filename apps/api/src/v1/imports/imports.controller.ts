import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { ImportsService, presentDraftCheck, presentImportBatch } from '@onefacture/invoicing';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Consumes } from '../../http/content.js';
import { Idempotent, Once, type OnceWork } from '../../http/idempotent.js';
import { Reply, type WrittenReply } from '../../http/reply.js';
import { uploadOf } from '../../http/upload.js';
import { UuidParam } from '../../http/uuid-param.js';
import { Operation } from '../../openapi/operation.js';
import { invoiceActor } from '../invoices/invoice-http.js';
import { DraftCheckOut, ImportBatchOut } from './import-shapes.js';

const tag = 'Documents';

@Controller('v1/invoices/import-batch')
export class ImportsController {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportsService,
  ) {}

  @Post()
  @Scopes('invoices:write')
  @Idempotent('handler')
  @Consumes('multipart/form-data')
  @Operation({
    id: 'importBatch',
    tag,
    summary: 'Send many files of your own at once',
    description:
      'Each CII, UBL or Factur-X file becomes a DRAFT, as if it were sent alone to POST /v1/invoices, or says why not; ' +
      'one bad file does not stop the others. Submit each DRAFT by its `invoice_id`.',
    form: { files: { files: { description: 'The files, in any field', many: true } }, required: ['files'] },
    answers: { 201: { description: 'Read', schema: ImportBatchOut, headers: { Location: 'Its address' } } },
    faults: ['request.invalid', 'service.busy'],
  })
  async run(@Once() once: OnceWork, @CurrentCaller() caller: Caller, @Body() body: unknown): Promise<WrittenReply> {
    const { files } = uploadOf(body);
    if (files.length === 0) {
      const errors = [{ field: 'files', code: 'REQUIRED', message: 'is required: at least one file with a filename' }];
      throw new AppError('request.invalid', { detail: 'The upload holds no file.', errors });
    }
    return once.runPrepared(
      () => this.imports.read(files),
      async (tx, read) => {
        const batch = await this.imports.run(tx, invoiceActor(caller), read);
        return new Reply(201, presentImportBatch(batch), { Location: `/v1/invoices/import-batch/${batch.batch.id}` });
      },
    );
  }

  @Get(':id')
  @Scopes('invoices:read', 'invoices:write')
  @Operation({
    id: 'getImportBatch',
    tag,
    summary: 'What became of an upload',
    answers: { 200: { description: 'The batch', schema: ImportBatchOut } },
    faults: ['request.not_found'],
  })
  async get(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string) {
    return this.database.inOrganisation(caller.organizationId, async (tx) =>
      presentImportBatch(await this.imports.get(tx, id)),
    );
  }

  @Post(':id/drafts/:draft_id/validate')
  @HttpCode(200)
  @Scopes('invoices:write')
  @Operation({
    id: 'validateImportDraft',
    tag,
    summary: 'Check a file of an upload again',
    description:
      'Holds its file against every layer of the validation and asks whether it could be submitted. Changes nothing.',
    answers: { 200: { description: 'Valid or not', schema: DraftCheckOut } },
    faults: ['request.not_found', 'service.busy'],
  })
  async validate(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Param('draft_id', UuidParam) draftId: string,
  ) {
    return presentDraftCheck(await this.imports.check(caller.organizationId, id, draftId));
  }
}
