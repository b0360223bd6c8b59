import { LAYERS, RULE_CHOICES } from '@onefacture/validation';
import { z } from 'zod';
import { InvoiceDocumentOut } from '../documents/document-shapes.js';

/** What the caller wants of a validation; a form may say it in fields. */
export const ValidationWish = z.strictObject({
  rulesets: z.enum(RULE_CHOICES).default('all').meta({
    description:
      '`profile`: the rules of the profile that BT-24 names. `fr-ctc`: the French rules. `all`: both, the French ones where they apply.',
    example: 'all',
  }),
  include: z
    .enum(['invoice'])
    .optional()
    .meta({ description: '`invoice`: what the document says, as JSON, too', example: 'invoice' }),
});

/** The same as a query, where nothing has a default so that fields of a form count. */
export const ValidationQuery = z.strictObject({
  rulesets: ValidationWish.shape.rulesets.unwrap().optional(),
  include: ValidationWish.shape.include,
});
export type ValidationQuery = z.output<typeof ValidationQuery>;

/** What the caller wants of a bulk validation. */
export const BulkWish = z.strictObject({
  rulesets: ValidationWish.shape.rulesets,
  format: z.enum(['json', 'csv', 'html']).default('json').meta({ description: 'Of the answer', example: 'csv' }),
  language: z.enum(['fr', 'en']).default('fr').meta({ description: 'Of the page', example: 'fr' }),
});

/** The same as a query, where nothing has a default so that fields of the form count. */
export const BulkQuery = z.strictObject({
  rulesets: ValidationQuery.shape.rulesets,
  format: BulkWish.shape.format.unwrap().optional(),
  language: BulkWish.shape.language.unwrap().optional(),
});
export type BulkQuery = z.output<typeof BulkQuery>;

/** One thing a layer says. */
export const ValidationFindingOut = z
  .object({
    layer: z.enum(LAYERS),
    ruleset: z.string().meta({ example: 'EN16931 1.3.16' }),
    code: z.string().meta({ description: 'Official id, or ours: OF-…', example: 'BR-CO-10' }),
    severity: z.enum(['error', 'warning']),
    message: z.string(),
    message_fr: z.string(),
    path: z
      .string()
      .meta({ description: 'XPath in a file, member in JSON; empty: the document', example: 'lines[0].tax_rate' }),
    term: z.string().meta({ example: 'BT-106' }),
    hint: z.string().optional(),
    hint_fr: z.string().optional(),
  })
  .meta({ id: 'ValidationFinding' });

const LayerOut = z
  .object({
    layer: z.enum(LAYERS),
    status: z.enum(['passed', 'failed', 'skipped', 'not_applicable']),
    reason: z.string().optional(),
    engine: z.string(),
    ruleset: z.string(),
    duration_ms: z.number(),
  })
  .meta({ id: 'ValidationLayer' });

/** The report of a validation. */
export const ValidationReportOut = z
  .object({
    valid: z.boolean().meta({ description: 'No layer failed' }),
    conformant: z.boolean().meta({ description: 'No official layer failed: pdfa3, extraction, xsd, schematron' }),
    score: z
      .int()
      .meta({ description: '100 less 10 for each distinct error code and 1 for each distinct warning code' }),
    format: z.enum(['cii', 'ubl', 'facturx', 'json', 'cdar']),
    profile: z.string(),
    guideline: z.string().meta({ description: 'BT-24', example: 'urn:cen.eu:en16931:2017' }),
    layers: z.array(LayerOut),
    findings: z.array(ValidationFindingOut),
    invoice: InvoiceDocumentOut.optional(),
  })
  .meta({ id: 'ValidationReport' });

/** The reports on several files. */
export const BulkReportOut = z
  .object({
    tally: z.object({ files: z.int(), valid: z.int(), invalid: z.int(), unreadable: z.int() }),
    data: z.array(
      z.object({
        name: z.string().meta({ description: 'Of the file; its path in an archive' }),
        report: ValidationReportOut.optional(),
        problem: z
          .object({ code: z.string().meta({ example: 'document.unreadable' }), detail: z.string() })
          .optional()
          .meta({ description: 'Why there is no report' }),
      }),
    ),
  })
  .meta({ id: 'BulkValidationReport' });
