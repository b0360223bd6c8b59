import { z } from 'zod';
import type { InvoiceDocument } from './invoice.js';
import { plain } from './stored.js';
import { storedInvoiceSchema } from './stored-schema.js';

/**
 * The stored model's schema with every member optional, all the way down, and any text where the model wants a code or
 * a date: a document may say what no list holds, and that is for the rules to judge.
 */
function loosened(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodString) return z.string();
  if (schema instanceof z.ZodOptional) return loosened(schema.unwrap());
  if (schema instanceof z.ZodArray) return z.array(loosened(schema.element));
  if (schema instanceof z.ZodPipe && schema.in instanceof z.ZodTransform) return loosened(schema.out);
  if (!(schema instanceof z.ZodObject)) return schema;
  const members = Object.entries(schema.shape).map(([name, member]) => [name, z.optional(loosened(member))]);
  return z.object(Object.fromEntries(members));
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the loosened schema of Invoice is that of Said<Invoice>, which the compiler cannot follow.
const documentSchema = loosened(storedInvoiceSchema.omit({ derived: true })) as z.ZodType<InvoiceDocument>;

/** What a document says, as JSON text for another process: decimals are strings, absent members are left out. */
export function documentToText(document: InvoiceDocument): string {
  return JSON.stringify(plain(document));
}

/** Reads what `documentToText` wrote; the shape is checked. Throws ZodError, or SyntaxError when it is no JSON. */
export function documentFromText(json: string): InvoiceDocument {
  return documentSchema.parse(JSON.parse(json));
}
