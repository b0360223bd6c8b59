import { Controller, Get, Headers, Param, Res, type StreamableFile } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { DocumentsService } from '@onefacture/invoicing';
import type { Response } from 'express';
import { z } from 'zod';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { answerFile } from '../../http/file-answer.js';
import { UuidParam } from '../../http/uuid-param.js';
import { Operation } from '../../openapi/operation.js';
import { StoredDocumentOut } from './document-shapes.js';

const tag = 'Documents';

const FormerDocumentOut = StoredDocumentOut.extend({
  frozen_at: z.iso.datetime().meta({ description: 'When it was made' }),
  replaced_at: z.iso.datetime().meta({ description: 'When the invoice was changed and its documents made anew' }),
}).meta({ id: 'FormerDocument' });

@Scopes('invoices:read', 'invoices:write')
@Controller('v1/invoices/:id/former-documents')
export class FormerDocumentsController {
  constructor(private readonly documents: DocumentsService) {}

  @Get()
  @Operation({
    id: 'listFormerDocuments',
    tag,
    summary: 'What an invoice was sent with before it was corrected',
    description:
      'A retry with a patch makes the documents of an invoice anew; what was sent before is kept, and listed here by its ' +
      'sha256. Empty for an invoice that was never changed after an attempt.',
    answers: {
      200: { description: 'All, the newest first', schema: z.object({ data: z.array(FormerDocumentOut) }) },
    },
    faults: ['request.not_found'],
  })
  async list(@CurrentCaller() { organizationId }: Caller, @Param('id', UuidParam) id: string) {
    const former = await this.documents.former(organizationId, id);
    return {
      data: former.map(({ frozen_at, replaced_at, ...shown }) => ({
        ...shown,
        frozen_at: frozen_at.toISOString(),
        replaced_at: replaced_at.toISOString(),
      })),
    };
  }

  @Get(':sha256')
  @Operation({
    id: 'getFormerDocument',
    tag,
    summary: 'Fetch one of them, byte for byte',
    params: { sha256: z.string().meta({ description: 'Lower-case hex, as the list names it' }) },
    headers: { 'If-None-Match': 'The ETag of the file you hold: 304 when it is the same' },
    answers: {
      200: {
        description: 'The file',
        contentType: ['application/pdf', 'application/xml'],
        headers: { ETag: 'Its sha256', 'Content-Disposition': 'A name for it' },
      },
      304: { description: 'You hold it' },
    },
    faults: ['request.not_found', 'document.not_available'],
  })
  async get(
    @CurrentCaller() { organizationId }: Caller,
    @Param('id', UuidParam) id: string,
    @Param('sha256') sha256: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const document = await this.documents.getFormer(organizationId, id, sha256);
    response.set('Cache-Control', 'private, max-age=31536000, immutable');
    return answerFile(document, response, known);
  }
}
