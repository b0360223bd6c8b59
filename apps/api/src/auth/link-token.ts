import { z } from 'zod';

/** The token of a link that was mailed. */
export const LinkToken = z
  .string()
  .regex(/^[\w-]{43}$/, 'must be the 43 characters after #token= in the link')
  .meta({ description: 'What stands after #token= in the link', example: 'x'.repeat(43) });
