import { z } from 'zod';

/** Text of a platform's answer, or a number written as text; never empty. */
export const wireText = z.union([z.string().min(1), z.number().transform(String)]);

/** The same where it may be missing, null or of another kind: undefined then. */
export const optionalWireText = z
  .union([wireText, z.null().transform(() => undefined)])
  .optional()
  .catch(undefined);

/** An instant in any ISO 8601 form; a zone left out is read as UTC. Gives ISO 8601 UTC with milliseconds. */
export const wireInstant = z.string().transform((value, context) => {
  const zoned = /(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(value) ? value : `${value}Z`;
  const at = new Date(zoned);
  if (!Number.isNaN(at.getTime())) return at.toISOString();
  context.addIssue({ code: 'custom', message: 'not an instant' });
  return z.NEVER;
});

/** The same where it may be missing or unreadable: undefined then. */
export const optionalWireInstant = z
  .union([wireInstant, z.null().transform(() => undefined)])
  .optional()
  .catch(undefined);
