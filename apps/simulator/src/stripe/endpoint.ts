import { z } from 'zod';
import type { Account } from './state/account.js';
import { expanded } from './wire/expand.js';
import type { FormObject } from './wire/form.js';
import { parseParams } from './wire/params.js';

export type Method = 'GET' | 'POST' | 'DELETE';

/** The parts of the path that stand for ids. */
export type Ids = (name: string) => string;

/** One operation of the API. */
export interface Endpoint {
  readonly method: Method;
  /** as in `/v1/customers/{id}` */
  readonly path: string;
  /** Checks the parameters, then gives what is left to do. Only the latter is remembered under an idempotency key. */
  prepare(given: FormObject, ids: Ids, account: Account): () => object;
}

const expansion = z.object({ expand: z.array(z.string().max(500)).max(40).optional() });

/** Declares an operation; what its shape does not name is refused, as Stripe does. */
export function endpoint<Shape extends z.ZodRawShape>(
  method: Method,
  path: string,
  shape: Shape,
  handle: (params: z.output<z.ZodObject<Shape>>, call: { ids: Ids; account: Account }) => object,
): Endpoint {
  const own = z.object(shape);
  const all = z.strictObject({ ...shape, expand: z.unknown().optional() });
  return {
    method,
    path,
    prepare(given, ids, account) {
      parseParams(all, given);
      const { expand } = parseParams(expansion, given);
      const params = parseParams(own, given);
      return () => expanded(handle(params, { ids, account }), expand, account);
    },
  };
}
