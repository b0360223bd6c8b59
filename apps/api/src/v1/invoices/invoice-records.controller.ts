import { Controller, Get, Headers, Param, Res, StreamableFile } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database } from '@onefacture/database';
import { DOCUMENT_KINDS, DocumentsService, TimelineService } from '@onefacture/invoicing';
import type { Response } from 'express';
import { z } from 'zod';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { UuidParam } from '../../http/uuid-param.js';
import { Operation } from '../../openapi/operation.js';
import { TimelineEntryOut } from './invoice-shapes.js';

const tag = 'Invoices';

@Scopes('invoices:read', 'invoices:write')
@Controller('v1/invoices/:id')
export class InvoiceRecordsController {
  constructor(
    private readonly database: Database,
    private readonly timeline: TimelineService,
    private readonly documents: DocumentsService,
  ) {}

  @Get('timeline')
  @Operation({
    id: 'getTimeline',
    tag,
    summary: 'What happened to an invoice',
    description: 'By official time, each entry with the platform’s own word and message.',
    answers: { 200: { description: 'All entries', schema: z.object({ data: z.array(TimelineEntryOut) }) } },
    faults: ['request.not_found'],
  })
  async read(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string) {
    return { data: await this.database.inOrganisation(caller.organizationId, (tx) => this.timeline.read(tx, id)) };
  }

  @Get('documents/:kind')
  @Operation({
    id: 'getDocument',
    tag,
    summary: 'The XML or the PDF of an invoice',
    description: 'The bytes that were sent; for a DRAFT a preview made now.',
    params: { kind: z.enum(DOCUMENT_KINDS) },
    headers: { 'If-None-Match': 'The ETag of the file you hold: 304 when it is the same' },
    answers: {
      200: {
        description: 'The file',
        contentType: ['application/pdf', 'application/xml'],
        headers: { ETag: 'Its sha256' },
      },
      304: { description: 'You hold it' },
    },
    faults: ['request.not_found', 'document.not_available'],
  })
  async document(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Param('kind') kind: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const document = await this.database.inOrganisation(caller.organizationId, (tx) =>
      this.documents.get(tx, id, kind),
    );
    const version = `"${document.sha256}"`;
    response.set({
      ETag: version,
      'Cache-Control': document.frozen ? 'private, max-age=31536000, immutable' : 'no-store',
    });
    if (known === version) {
      response.status(304);
      return undefined;
    }
    return new StreamableFile(document.bytes, {
      type: document.mediaType,
      disposition: `attachment; filename="${document.filename}"`,
      length: document.bytes.length,
    });
  }
}
