import type { PipeTransform } from '@nestjs/common';
import { AppError, type FieldFault } from '@onefacture/errors';
import { faultsOf } from '@onefacture/invoice';
import { isLosslessNumber } from 'lossless-json';
import type { z } from 'zod';
import { withPlainNumbers } from './json-text.js';

/** Checks a JSON body: `create(@Body(new ZodBody(NewThing)) body: NewThing)`. Faults become a 422 with every field. */
export class ZodBody<T> implements PipeTransform<unknown, T> {
  /**
   * @param options.exactNumbers hands numbers to the schema as the literals they were written as; for schemas of
   * amounts, which read them without loss
   */
  constructor(
    private readonly schema: z.ZodType<T>,
    private readonly options: { readonly exactNumbers?: boolean } = {},
  ) {}

  transform(body: unknown): T {
    const value = this.options.exactNumbers === true ? body : withPlainNumbers(body ?? {});
    return checked(this.schema, value ?? {}, 'The body');
  }
}

/** Checks the query of a route: `list(@Query(new ZodQuery(Filter)) filter: Filter)`. Unknown names are refused. */
export class ZodQuery<T> implements PipeTransform<unknown, T> {
  constructor(private readonly schema: z.ZodType<T>) {}

  transform(query: unknown): T {
    return checked(this.schema, { ...Object(query) }, 'The query');
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const read = schema.safeParse(value);
  const errors = read.success ? [...unstorableTexts(value, '')] : faultsOf(read.error.issues, value);
  if (read.success && errors.length === 0) return read.data;
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const detail = first ? `${first.field === '' ? what : first.field} ${first.message}${more}.` : `${what} is invalid.`;
  throw new AppError('request.invalid', { detail, errors });
}

const HALF_A_PAIR = /\p{Surrogate}/u;

/** No table of ours can hold U+0000 or half a character; what a schema lets through must not fail there. */
function* unstorableTexts(value: unknown, field: string): Generator<FieldFault> {
  if (typeof value === 'string' && (value.includes('\0') || HALF_A_PAIR.test(value))) {
    const message = 'holds U+0000 or half of a Unicode pair, which cannot be stored: remove it';
    yield { field, code: 'INVALID', message };
  }
  if (typeof value !== 'object' || value === null || isLosslessNumber(value)) return;
  for (const [name, member] of Object.entries(value)) {
    yield* unstorableTexts(member, Array.isArray(value) ? `${field}[${name}]` : `${field}${field && '.'}${name}`);
  }
}
