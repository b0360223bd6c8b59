import { Body, Controller, Headers, HttpCode, Post, Query } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { AppError } from '@onefacture/errors';
import { presentInvoice } from '@onefacture/invoice';
import { ValidationsService } from '@onefacture/invoicing';
import type { ValidationReport } from '@onefacture/validation';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Consumes } from '../../http/content.js';
import { fileInput } from '../../http/file-input.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { INVOICE_EXAMPLES } from '../invoices/invoice-examples.js';
import { InvoiceIn } from '../invoices/invoice-shapes.js';
import { ValidationQuery, ValidationReportOut, ValidationWish } from './validation-shapes.js';

const readWish = new ZodQuery(ValidationWish);

@Controller('v1/validate')
export class ValidationController {
  constructor(private readonly validations: ValidationsService) {}

  @Post()
  @HttpCode(200)
  @Scopes('validate', 'invoices:write')
  @Consumes('multipart/form-data', 'application/json', 'application/xml', 'text/xml', 'application/pdf')
  @Operation({
    id: 'validate',
    tag: 'Validation',
    summary: 'Check an invoice or lifecycle message against every rule there is',
    description:
      'Reads CII, UBL, a PDF that carries one of them, or the JSON body of POST /v1/invoices, and answers what each of ' +
      'six layers says: container, extraction, schema, official rules, our own checks, score. A lifecycle message ' +
      '(CDAR) is held against its schema and BR-FR-CDV. Nothing is stored. The answer is 200 for an invalid document ' +
      'too; with `Accept: application/problem+json` it is then a problem with status 422 whose `errors` are the findings.',
    query: ValidationQuery,
    body: { schema: InvoiceIn, examples: INVOICE_EXAMPLES },
    otherBodies: {
      'application/xml': 'An invoice as CII or UBL, or a lifecycle message as CDAR',
      'text/xml': 'An invoice as CII or UBL, or a lifecycle message as CDAR',
      'application/pdf': 'A PDF that carries an invoice',
    },
    form: { files: { file: { description: 'The document' } }, required: ['file'], fields: ValidationQuery },
    headers: { Accept: 'application/problem+json for a 422 problem when the document is invalid' },
    answers: { 200: { description: 'The report', schema: ValidationReportOut } },
    faults: [
      ...(['request.invalid', 'document.unreadable', 'document.too_heavy'] as const),
      ...(['request.unsupported_type', 'service.busy'] as const),
    ],
  })
  async validate(
    @CurrentCaller() caller: Caller,
    @Query(new ZodQuery(ValidationQuery)) query: ValidationQuery,
    @Body() body: unknown,
    @Headers('accept') accept: string | undefined,
  ): Promise<object> {
    const { file, fields } = fileInput(body);
    const wish = readWish.transform({ ...fields, ...query });
    const { report, document } = await this.validations.validate(caller.organizationId, file, wish.rulesets);
    if (!report.valid && /\bapplication\/problem\+json\b/i.test(accept ?? '')) throw problemOf(report);
    return wish.include === undefined || document === undefined
      ? report
      : { ...report, invoice: presentInvoice(document) };
  }
}

/** The findings of an invalid report as the errors of a problem. */
function problemOf({ findings, score }: ValidationReport): AppError {
  const errors = findings.map(({ path, code, message }) => ({ field: path, code, message }));
  const count = findings.filter(({ severity }) => severity === 'error').length;
  const [first] = findings.filter(({ severity }) => severity === 'error');
  const detail = `${first?.message ?? 'The document is not valid.'}${count > 1 ? ` (and ${count - 1} more)` : ''}`;
  return new AppError('request.invalid', { detail, errors, members: { score } });
}
