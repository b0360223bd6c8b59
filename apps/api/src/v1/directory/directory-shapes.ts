import type { DirectoryQuery } from '@onefacture/adapters';
import { directoryQueryOf, DirectoryQueryIn, type Lookup } from '@onefacture/directory';
import { AppError, type FieldFault } from '@onefacture/errors';
import { faultsOf } from '@onefacture/invoice';
import { z } from 'zod';

const MOST_QUERIES = 100;

const QueryOut = z.object({
  siren: z.string().optional(),
  siret: z.string().optional(),
  address: z.string().optional(),
});

const LineOut = z
  .object({
    address: z.string().meta({ description: 'Where an invoice is addressed to (BT-49, scheme 0225)' }),
    siren: z.string(),
    siret: z.string().optional(),
    suffix: z.string().optional(),
    routing_code: z.string().optional(),
    routing_name: z.string().optional(),
    status: z.enum(['enabled', 'upcoming', 'disabled', 'unknown']),
    via: z.enum(['platform', 'public_portal', 'unknown']),
    requires: z
      .object({ commitment: z.boolean(), service_code: z.boolean(), either: z.boolean().optional() })
      .optional()
      .meta({ description: 'What a public body wants on its invoices' }),
    name: z.string().optional(),
  })
  .meta({ id: 'DirectoryLine' });

/** What the directory says of one recipient. */
export const LookupOut = z
  .object({
    query: QueryOut,
    reachable: z.enum(['yes', 'no', 'upcoming', 'unknown']),
    via: z.enum(['platform', 'public_portal', 'unknown']).meta({
      description: 'An approved platform or the public portal; which platform, the official directory does not tell',
    }),
    message: z.string().meta({ example: 'The recipient can be reached through an approved platform.' }),
    message_fr: z.string(),
    lines: z.array(LineOut),
    complete: z.boolean().meta({ description: 'false: the directory gave only a part of the lines' }),
    checked_at: z.iso.datetime().meta({ description: 'When a directory said so', example: '2026-11-21T09:00:00.000Z' }),
    stale: z.boolean().meta({ description: 'true: too old, and no directory answers at the moment' }),
  })
  .meta({ id: 'DirectoryLookup' });

export function presentLookup({ checkedAt, ...lookup }: Lookup): z.input<typeof LookupOut> {
  const { query, reachable, via, message, message_fr, lines, complete, stale } = lookup;
  return {
    ...{ query, reachable, via, message, message_fr, complete, stale },
    lines: [...lines],
    checked_at: checkedAt.toISOString(),
  };
}

/** Several recipients at once; each query is judged by itself. */
export const LookupsIn = z.strictObject({
  queries: z
    .array(z.record(z.string(), z.unknown()))
    .min(1)
    .max(MOST_QUERIES)
    .meta({ description: 'Each names exactly one of siren, siret and address' }),
});
export type LookupsIn = z.output<typeof LookupsIn>;

/** The outcome of one query among several. */
export const LookupOutcomeOut = z
  .object({
    query: z.record(z.string(), z.unknown()).meta({ description: 'As it was asked' }),
    result: LookupOut.optional(),
    error: z
      .object({
        code: z.string(),
        detail: z.string(),
        retryable: z.boolean(),
        errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
      })
      .optional(),
  })
  .meta({ id: 'DirectoryLookupOutcome' });

type Asked = LookupsIn['queries'][number];

/** The query that one member of the body asks, or what is wrong with it. */
export function readQuery(asked: Asked): DirectoryQuery | AppError {
  const read = DirectoryQueryIn.safeParse(asked);
  if (read.success) return directoryQueryOf(read.data);
  const errors: FieldFault[] = [...faultsOf(read.error.issues, asked)];
  const [first] = errors;
  const detail = first
    ? `${first.field === '' ? 'The query' : first.field} ${first.message}.`
    : 'The query is invalid.';
  return new AppError('request.invalid', { detail, errors });
}

export function presentOutcome(query: Asked, outcome: Lookup | AppError): z.input<typeof LookupOutcomeOut> {
  if (!(outcome instanceof AppError)) return { query, result: presentLookup(outcome) };
  const { code, message: detail, retryable, options } = outcome;
  const errors = options.errors?.map((one) => ({ ...one }));
  return { query, error: { code, detail, retryable, ...(errors ? { errors } : {}) } };
}
