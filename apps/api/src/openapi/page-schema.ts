import { z } from 'zod';

/** The shape of a list in answers. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({
    data: z.array(item),
    next_cursor: z
      .string()
      .nullable()
      .meta({ description: 'Pass it as cursor to get the next page; null on the last' }),
  });
}
