import { z } from 'zod';

/** What the parent asks: one document to judge. */
export const question = z.object({ id: z.number(), xml: z.string() });

/** What the child answers: the result document of the stylesheet, or why there is none. */
export const answer = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.number(), result: z.string() }),
  z.object({ id: z.number(), failure: z.string() }),
]);
