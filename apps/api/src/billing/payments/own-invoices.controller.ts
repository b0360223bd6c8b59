import { Controller, Get, Headers, Param, Res, type StreamableFile } from '@nestjs/common';
import type { SignedInMember } from '@onefacture/accounts';
import { OwnInvoices } from '@onefacture/billing';
import type { Response } from 'express';
import { CurrentMember, Members } from '../../http/access.js';
import { answerFile } from '../../http/file-answer.js';
import { UuidParam } from '../../http/uuid-param.js';
import { Operation } from '../../openapi/operation.js';

@Members()
@Controller('billing/invoices/:id')
export class OwnInvoicesController {
  constructor(private readonly invoices: OwnInvoices) {}

  @Get('facturx')
  @Operation({
    id: 'getPaymentInvoiceFacturX',
    tag: 'Billing',
    summary: 'The Factur-X of an invoice for your subscription',
    description:
      'The invoice as French law wants it, the same bytes for ever. `document` of GET /billing/invoices tells whether it ' +
      'is ready, and which members of PATCH /v1/organization it waits for.',
    headers: { 'If-None-Match': 'The ETag of the file you hold: 304 when it is the same' },
    answers: {
      200: {
        description: 'The file',
        contentType: 'application/pdf',
        headers: { ETag: 'Its sha256', 'Content-Disposition': 'A name for it' },
      },
      304: { description: 'You hold it' },
    },
    faults: ['request.not_found', 'document.not_available'],
  })
  async get(
    @CurrentMember() { organizationId }: SignedInMember,
    @Param('id', UuidParam) id: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const file = await this.invoices.file(organizationId, id);
    response.set('Cache-Control', 'private, max-age=31536000, immutable');
    return answerFile(file, response, known);
  }
}
