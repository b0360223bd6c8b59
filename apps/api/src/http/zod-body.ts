import type { PipeTransform } from '@nestjs/common';
import { AppError } from '@onefacture/errors';
import { faultsOf } from '@onefacture/invoice';
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
  if (read.success) return read.data;
  const errors = faultsOf(read.error.issues, value);
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const detail = first ? `${first.field === '' ? what : first.field} ${first.message}${more}.` : `${what} is invalid.`;
  throw new AppError('request.invalid', { detail, errors });
}
