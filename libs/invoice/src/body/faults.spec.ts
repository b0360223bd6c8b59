import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { faultsOf } from './faults.js';

const said = (schema: z.ZodType, json: unknown) => {
  const read = schema.safeParse(json);
  return read.success ? [] : faultsOf(read.error.issues, json).map(({ field, message }) => `${field}: ${message}`);
};

describe('the sentence of a fault', () => {
  it('says what a format looks like, and keeps the words of a schema that has its own', () => {
    const schema = z.strictObject({
      day: z.iso.date(),
      at: z.iso.datetime(),
      id: z.uuid(),
      url: z.url(),
      number: z.string().regex(/^A/, { error: 'must start with A' }),
    });
    expect(said(schema, { day: '2026-02-29', at: 'now', id: '1', url: 'x', number: 'B' })).toEqual([
      'day: must be a date such as 2026-06-01; got "2026-02-29"',
      'at: must be an instant such as 2026-06-01T09:00:00Z; got "now"',
      'id: must be a UUID; got "1"',
      'url: must be a URL such as https://example.com/hooks; got "x"',
      'number: must start with A; got "B"',
    ]);
  });

  it('counts what it measures', () => {
    const schema = z.strictObject({
      label: z.string().min(2),
      limit: z.number().min(1),
      list: z.array(z.any()).min(1),
    });
    expect(said(schema, { label: 'a', limit: 0, list: [] })).toEqual([
      'label: must be at least 2 characters long; got "a"',
      'limit: must be at least 1; got the number 0',
      'list: must hold at least 1 entry; got none',
    ]);
  });

  it('does not tell a caller to leave out what is required', () =>
    expect(said(z.strictObject({ buyer: z.object({}) }), { buyer: null })).toEqual([
      'buyer: must be an object; got null: give a value, or leave the member out where it is optional',
    ]));
});
