import { Body, Controller, Get, Headers, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { DOCUMENT_KINDS, DocumentsService, OwnFilesService } from '@onefacture/invoicing';
import type { Response } from 'express';
import { z } from 'zod';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Consumes } from '../../http/content.js';
import { answerFile } from '../../http/file-answer.js';
import { Idempotent, Once, type OnceWork } from '../../http/idempotent.js';
import { Reply, type WrittenReply } from '../../http/reply.js';
import { oneFileOf } from '../../http/upload.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { invoiceActor } from '../invoices/invoice-http.js';
import { InvoiceDocumentOut, StoredDocumentOut } from './document-shapes.js';

const tag = 'Documents';

/** How a document is to look. */
const DocumentQuery = z.strictObject({
  language: z.enum(['fr', 'en']).default('fr').meta({ description: 'Language of a page made now', example: 'fr' }),
  format: z.enum(['pdf', 'html']).default('pdf').meta({ description: 'Of the readable page', example: 'pdf' }),
});
type DocumentQuery = z.output<typeof DocumentQuery>;

@Controller('v1/invoices/:id/documents')
export class DocumentsController {
  constructor(
    private readonly documents: DocumentsService,
    private readonly files: OwnFilesService,
  ) {}

  @Get(':kind')
  @Scopes('invoices:read', 'invoices:write')
  @Operation({
    id: 'getDocument',
    tag,
    summary: 'An invoice as JSON, CII, UBL, Factur-X or a readable page',
    description:
      'Your own file and what was sent come byte for byte, for ever; `X-Onefacture-Frozen` is then `true`. Every other ' +
      'kind is made now; `readable` shows all that the invoice says. `X-Onefacture-Losses` counts what the kind cannot carry; POST /v1/convert lists it.',
    params: { kind: z.enum(DOCUMENT_KINDS) },
    query: DocumentQuery,
    headers: { 'If-None-Match': 'The ETag of the file you hold: 304 when it is the same' },
    answers: {
      200: {
        description: 'The file',
        contentType: ['application/pdf', 'application/xml', 'text/html'],
        schema: InvoiceDocumentOut,
        headers: {
          ETag: 'Its sha256',
          'Content-Disposition': 'A name for it',
          'X-Onefacture-Frozen': 'true or false',
          'X-Onefacture-Losses': 'A number',
        },
      },
      304: { description: 'You hold it' },
    },
    faults: ['request.not_found', 'document.not_available', 'document.not_convertible', 'service.busy'],
  })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Param('kind') kind: string,
    @Query(new ZodQuery(DocumentQuery)) query: DocumentQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const document = await this.documents.get(caller.organizationId, id, { kind, ...query });
    response.set({
      'Cache-Control': document.frozen ? 'private, max-age=31536000, immutable' : 'no-store',
      'X-Onefacture-Frozen': String(document.frozen),
      'X-Onefacture-Losses': String(document.losses),
    });
    return answerFile(document, response, known);
  }

  @Post('facturx')
  @Scopes('invoices:write')
  @Idempotent('handler')
  @Consumes('application/pdf', 'multipart/form-data')
  @Operation({
    id: 'wrapDocument',
    tag,
    summary: 'Send your own page: make the Factur-X file of your PDF',
    description:
      'Puts the XML of a DRAFT into the PDF that you drew and makes it PDF/A-3. The result is sent on submit; a PATCH ' +
      'lets go of it. A PDF that cannot become PDF/A-3 is refused with every reason.',
    otherBodies: { 'application/pdf': 'The PDF that a person reads' },
    form: { files: { file: { description: 'The PDF that a person reads' } }, required: ['file'] },
    answers: {
      201: { description: 'Stored', schema: StoredDocumentOut, headers: { Location: 'Its address' } },
    },
    faults: [
      ...(['request.not_found', 'request.invalid', 'invoice.wrong_state'] as const),
      ...(['document.unreadable', 'document.not_convertible', 'service.busy'] as const),
    ],
  })
  async wrap(
    @Once() once: OnceWork,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body() body: unknown,
  ): Promise<WrittenReply> {
    const pdf = oneFileOf(body);
    return once.runPrepared(
      () => this.files.wrap(caller.organizationId, id, pdf),
      async (tx, page) => {
        const { kind, filename, mediaType, sha256, bytes } = await this.files.keep(tx, invoiceActor(caller), id, page);
        const answer = { kind, filename, media_type: mediaType, sha256, size: bytes.length };
        return new Reply(201, answer, { Location: `/v1/invoices/${id}/documents/facturx` });
      },
    );
  }
}
