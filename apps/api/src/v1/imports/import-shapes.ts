import { z } from 'zod';
import { ValidationReportOut } from '../validation/validation-shapes.js';
import { FieldFaultOut, FindingOut } from '../documents/document-shapes.js';

const IDENTITY = {
  draft_id: z.uuid(),
  filename: z.string(),
  status: z.enum(['stored', 'refused', 'deleted']).meta({
    description: 'stored: there is a DRAFT; refused: nothing of the file was stored; deleted: the DRAFT was deleted',
  }),
  invoice_id: z.uuid().nullable(),
};

/** A batch with its files. */
export const ImportBatchOut = z
  .object({
    id: z.uuid(),
    created_at: z.iso.datetime(),
    drafts: z.array(
      z.object({
        ...IDENTITY,
        refusal: z.object({ code: z.string(), detail: z.string() }).nullable(),
        errors: z.array(FieldFaultOut).meta({ description: 'Why it was refused, field by field' }),
        findings: z.array(FindingOut),
      }),
    ),
  })
  .meta({ id: 'ImportBatch' });

/** A file of a batch, looked at again. */
export const DraftCheckOut = z
  .object({
    ...IDENTITY,
    valid: z.boolean().meta({ description: 'Whether it could be submitted as it is' }),
    errors: z.array(FieldFaultOut).meta({ description: 'What stands in the way of a submission' }),
    findings: z.array(FindingOut).meta({ description: 'What the reader met when the file came' }),
    report: ValidationReportOut.nullable().meta({ description: 'What every layer of the validation says of the file' }),
  })
  .meta({ id: 'ImportDraftCheck' });
