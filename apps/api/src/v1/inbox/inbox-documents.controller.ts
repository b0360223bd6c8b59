import { Controller, Get, Headers, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { AppError } from '@onefacture/errors';
import { RECEIVED_KINDS, ReceivedDocumentsService, type ReceivedDocument } from '@onefacture/invoicing';
import type { Response } from 'express';
import { z } from 'zod';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { answerFile } from '../../http/file-answer.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { InvoiceDocumentOut } from '../documents/document-shapes.js';
import { Position, ReceivedDocumentQuery } from './inbox-shapes.js';

const tag = 'Inbox';
const headers = { 'If-None-Match': 'The ETag of the file you hold: 304 when it is the same' };

@Scopes('inbox')
@Controller('v1/inbox/:id')
export class InboxDocumentsController {
  constructor(private readonly documents: ReceivedDocumentsService) {}

  @Get('documents/:kind')
  @Operation({
    id: 'getReceivedDocument',
    tag,
    summary: 'A received invoice as it came, or as JSON, CII, UBL, Factur-X or a readable page',
    description:
      '`original` is what the platform gave, byte for byte; `X-Onefacture-Frozen` is then `true`. Every other kind is ' +
      'made of it now; `X-Onefacture-Losses` counts what that kind cannot carry.',
    params: { kind: z.enum(RECEIVED_KINDS) },
    query: ReceivedDocumentQuery,
    headers,
    answers: {
      200: {
        description: 'The file',
        contentType: ['application/pdf', 'application/xml', 'text/html', 'application/octet-stream'],
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
    @Query(new ZodQuery(ReceivedDocumentQuery)) query: ReceivedDocumentQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    return answered(await this.documents.get(caller.organizationId, id, { kind, ...query }), response, known);
  }

  @Get('attachments/:position')
  @Operation({
    id: 'getReceivedAttachment',
    tag,
    summary: 'A file inside a received invoice',
    description: 'By its `position` in `attachments`: beside the invoice in its PDF, or embedded in it (BT-125).',
    params: { position: Position },
    headers,
    answers: {
      200: {
        description: 'The file',
        contentType: ['application/pdf', 'application/octet-stream'],
        headers: { ETag: 'Its sha256', 'Content-Disposition': 'Its name' },
      },
      304: { description: 'You hold it' },
    },
    faults: ['request.not_found', 'document.not_available', 'service.busy'],
  })
  async attachment(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Param('position') position: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    if (!Position.safeParse(position).success) {
      throw new AppError('document.not_available', { detail: 'Attachments are counted from 1.' });
    }
    return answered(await this.documents.attachment(caller.organizationId, id, Number(position)), response, known);
  }
}

function answered(document: ReceivedDocument, response: Response, known: string | undefined) {
  response.set({
    'Cache-Control': document.frozen ? 'private, max-age=31536000, immutable' : 'no-store',
    'X-Onefacture-Frozen': String(document.frozen),
    'X-Onefacture-Losses': String(document.losses),
  });
  return answerFile(document, response, known);
}
