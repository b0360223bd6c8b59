import { Body, Controller, Headers, HttpCode, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ConversionsService } from '@onefacture/invoicing';
import type { Response } from 'express';
import { z } from 'zod';
import { Scopes } from '../../http/access.js';
import { Consumes } from '../../http/content.js';
import { answerFile } from '../../http/file-answer.js';
import { fileFault, fileInput } from '../../http/file-input.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { InvoiceDocumentOut } from '../documents/document-shapes.js';
import { INVOICE_EXAMPLES } from '../invoices/invoice-examples.js';
import { InvoiceIn } from '../invoices/invoice-shapes.js';
import { ConversionOut, ConversionQuery, ConversionWish } from './conversion-shapes.js';

const readWish = new ZodQuery(ConversionWish);

@Controller('v1/convert')
export class ConversionController {
  constructor(private readonly conversions: ConversionsService) {}

  @Post()
  @HttpCode(200)
  @Scopes('validate', 'invoices:write')
  @Consumes('multipart/form-data', 'application/json', 'application/xml', 'text/xml', 'application/pdf')
  @Operation({
    id: 'convert',
    tag: 'Documents',
    summary: 'Convert an invoice from any kind to any other',
    description:
      'Reads CII, UBL, a PDF that carries one of them, or the JSON body of POST /v1/invoices, and answers the file. ' +
      'Nothing is stored. `X-Onefacture-Losses` counts what the result cannot carry; with `Accept: application/json` ' +
      'the answer is JSON with the file in base64 and the full list. XML that is already in the syntax wanted comes ' +
      'byte for byte unless another profile is asked for.',
    query: ConversionQuery,
    body: { schema: InvoiceIn, examples: INVOICE_EXAMPLES },
    otherBodies: {
      'application/xml': 'An invoice as CII or UBL',
      'text/xml': 'An invoice as CII or UBL',
      'application/pdf': 'A PDF that carries an invoice',
    },
    form: {
      files: {
        file: { description: 'The invoice' },
        pdf: { description: 'With `to=facturx`: the page to show instead of one drawn here' },
      },
      required: ['file'],
      fields: ConversionQuery,
    },
    headers: { Accept: 'application/json for the full list of losses' },
    answers: {
      200: {
        description: 'The file, or the file with what was lost',
        contentType: ['application/pdf', 'application/xml', 'text/html'],
        schema: z.union([ConversionOut, InvoiceDocumentOut]),
        headers: {
          'Content-Disposition': 'A name for the file',
          'X-Onefacture-Losses': 'How many members the file cannot carry',
          'X-Onefacture-Findings': 'How much the reader met outside the model',
        },
      },
    },
    faults: [
      ...(['document.unreadable', 'document.not_convertible', 'document.too_heavy'] as const),
      ...(['service.busy'] as const),
    ],
  })
  async convert(
    @Query(new ZodQuery(ConversionQuery)) query: ConversionQuery,
    @Body() body: unknown,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object | StreamableFile | undefined> {
    const { file, fields, others } = fileInput(body, ['pdf']);
    const wish = readWish.transform({ ...fields, ...query });
    const [page] = others;
    if (others.length > 1) throw fileFault('pdf', 'may stand once');
    if (page && wish.to !== 'facturx') throw fileFault('pdf', 'is for to=facturx only: the page that the file shows');
    const made = await this.conversions.convert(file, { ...wish, pdf: page?.bytes });
    if (/\bapplication\/json\b/i.test(accept ?? '')) {
      return {
        document: Buffer.from(made.bytes).toString('base64'),
        media_type: made.mediaType,
        filename: made.filename,
        losses: made.losses,
        findings: made.findings,
      };
    }
    response.set({
      'X-Onefacture-Losses': String(made.losses.length),
      'X-Onefacture-Findings': String(made.findings.length),
    });
    return answerFile(made, response);
  }
}
