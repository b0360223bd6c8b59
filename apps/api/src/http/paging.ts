import { z } from 'zod';

const DEFAULT_LIMIT = 20;
const MOST = 100;

/** The query members every list takes; extend it: `z.strictObject({ ...PAGE_QUERY, status: … })`. */
export const PAGE_QUERY = {
  limit: z
    .string()
    .regex(/^\d{1,4}$/, { error: `must be a whole number from 1 to ${MOST}` })
    .transform(Number)
    .refine((value) => value >= 1 && value <= MOST, { error: `must be a whole number from 1 to ${MOST}` })
    .default(DEFAULT_LIMIT)
    .meta({ description: `How many, 1 to ${MOST}`, type: 'integer', minimum: 1, maximum: MOST, example: 20 }),
  cursor: z
    .string()
    .transform((value, context) => {
      const id = Buffer.from(value, 'base64url').toString('utf8');
      if (z.uuid().safeParse(id).success) return id;
      context.issues.push({ code: 'custom', message: 'must be a next_cursor of this list', input: value });
      return z.NEVER;
    })
    .optional()
    .meta({ description: 'next_cursor of the page before', type: 'string' }),
} as const;

/** The query of a list without filters. */
export const PageQuery = z.strictObject(PAGE_QUERY);
export type PageQuery = z.output<typeof PageQuery>;

/** One page, newest first. */
export interface Page<T> {
  readonly data: readonly T[];
  /** Pass it as `cursor` to get the next page; null on the last. */
  readonly next_cursor: string | null;
}

/**
 * Makes a page out of a list that asked for `limit + 1` rows after `cursor` (the id of the last row seen):
 * `pageOf(await things.list(org, query.limit + 1, query.cursor), query.limit, presentThing)`.
 */
export function pageOf<R extends { readonly id: string }, T>(
  rows: readonly R[],
  limit: number,
  present: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { data: shown.map(present), next_cursor: more ? Buffer.from(last.id).toString('base64url') : null };
}
