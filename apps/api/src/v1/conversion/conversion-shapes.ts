import { CONVERSION_TARGETS } from '@onefacture/formats';
import { PROFILES } from '@onefacture/invoice';
import { z } from 'zod';
import { FindingOut, LossOut } from '../documents/document-shapes.js';

const OPTIONS = {
  to: z.enum(CONVERSION_TARGETS).meta({ description: 'What to make of it', example: 'ubl' }),
  profile: z
    .enum(PROFILES)
    .optional()
    .meta({ description: 'Profile of the result; that of the file by default', example: 'EN16931' }),
  language: z.enum(['fr', 'en']).optional().meta({ description: 'Language of a page; fr by default', example: 'fr' }),
  format: z
    .enum(['pdf', 'html'])
    .optional()
    .meta({ description: 'Of the readable page; pdf by default', example: 'pdf' }),
};

/** What to convert to, wherever it stands. */
export const ConversionWish = z.strictObject(OPTIONS);

/** The same as a query; the fields of a form may say it instead. */
export const ConversionQuery = z.strictObject({ ...OPTIONS, to: OPTIONS.to.optional() });
export type ConversionQuery = z.output<typeof ConversionQuery>;

/** A conversion with what was lost. */
export const ConversionOut = z
  .object({
    document: z.base64().meta({ description: 'The file, in base64' }),
    media_type: z.string(),
    filename: z.string(),
    losses: z.array(LossOut).meta({ description: 'What the result cannot carry; at most 200' }),
    findings: z.array(FindingOut).meta({ description: 'What the reader met outside the model' }),
  })
  .meta({ id: 'Conversion' });
