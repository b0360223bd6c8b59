import { z } from 'zod';

/** The body of every error. */
export const ProblemSchema = z
  .looseObject({
    type: z.url().meta({
      description: 'A page about this kind of error',
      example: 'http://localhost:8080/errors/validation-failed',
    }),
    title: z.string().meta({ example: 'Validation Failed' }),
    status: z.int().meta({ example: 422 }),
    detail: z.string().meta({ description: 'A sentence about this occurrence' }),
    instance: z.string().meta({ description: 'The path asked for', example: '/v1/invoices' }),
    code: z.string().meta({ description: 'Stable code to program against', example: 'request.invalid' }),
    request_id: z.string().meta({ description: 'Also in the X-Request-Id header and in our logs' }),
    retryable: z.boolean().meta({ description: 'True when repeating the same request later may help' }),
    remediation_hint: z.string().optional().meta({ description: 'What to do' }),
    errors: z.array(
      z.object({
        field: z.string().meta({ example: 'lines[0].tax_rate' }),
        code: z
          .string()
          .meta({ description: 'REQUIRED, INVALID, UNKNOWN, TOO_LONG, DUPLICATE, MISMATCH or a rule id' }),
        message: z.string().meta({ example: 'must be a number from 0 to 100 with at most 2 decimals' }),
      }),
    ),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });
