import { z } from 'zod';

/** What a reader met in a file. */
export const FindingOut = z
  .object({
    code: z.string().meta({ example: 'OF-XML-01' }),
    severity: z.enum(['error', 'warning']),
    message: z.string(),
    message_fr: z.string(),
    path: z.string().meta({ description: 'XPath of the element' }),
    line: z.int().meta({ description: 'Line of the file, from 1' }),
    term: z.string().optional().meta({ description: 'BT-…, where the element has one' }),
  })
  .meta({ id: 'DocumentFinding', description: 'Something the reader met outside the model or could not read' });

/** One fault of one field, as problems have them. */
export const FieldFaultOut = z.object({ field: z.string(), code: z.string(), message: z.string() });

/** Something a document does not carry. */
export const LossOut = z
  .object({
    field: z.string().meta({ description: 'Path of the member', example: 'lines[0].seller.name' }),
    value: z.string().meta({ description: 'What stood there, shortened' }),
  })
  .meta({ id: 'ConversionLoss' });

/** A document that was stored. */
export const StoredDocumentOut = z
  .object({
    kind: z.enum(['cii', 'ubl', 'facturx']),
    filename: z.string(),
    media_type: z.string(),
    sha256: z.string(),
    size: z.int(),
  })
  .meta({ id: 'StoredDocument' });

/** An invoice as a JSON file. */
export const InvoiceDocumentOut = z
  .looseObject({ number: z.string().optional(), vat_breakdown: z.array(z.looseObject({})).optional() })
  .meta({
    id: 'InvoiceDocument',
    description: 'What a document says, with the members of InvoiceIn; totals and VAT groups as the document has them',
  });
