import { LosslessNumber } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { camelCased, camelCasedSchema } from './camel-case.js';

describe(camelCased.name, () => {
  it('renames members at every depth, and leaves values alone', () => {
    const at = new Date();
    const value = {
      a_b: 1,
      caps: { active_invoices_limit: null },
      list_of: [{ c_d: 'e_f' }],
      at,
      rate: new LosslessNumber('0.10'),
    };
    expect(camelCased(value)).toEqual({
      ...{ aB: 1, caps: { activeInvoicesLimit: null }, listOf: [{ cD: 'e_f' }], at, rate: new LosslessNumber('0.10') },
    });
  });
});

describe(camelCasedSchema.name, () => {
  it('describes it', () => {
    const schema = z.object({
      a_b: z.int(),
      in_it: z.object({ c_d: z.string() }),
      all: z.array(z.object({ e_f: z.null() })),
    });
    const value = schema.parse({ a_b: 1, in_it: { c_d: 'x' }, all: [{ e_f: null }] });
    expect(camelCasedSchema(schema).parse(camelCased(value))).toEqual({
      aB: 1,
      inIt: { cD: 'x' },
      all: [{ eF: null }],
    });
  });
});
