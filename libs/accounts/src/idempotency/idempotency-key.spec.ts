import { AppError } from '@onefacture/errors';
import { parse } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, parseIdempotencyKey } from './idempotency-key.js';

const of = (text: string, path = '/v1/invoices', method = 'POST') =>
  fingerprintOf(method, path, parse(text)).toString('hex');

describe(parseIdempotencyKey.name, () => {
  it.each([
    ['abc-1', 'abc-1'],
    ['"abc-1"', 'abc-1'],
    [String.raw`"with \" and \\"`, String.raw`with " and \ `.trimEnd()],
    [`  ${'k'.repeat(255)} `, 'k'.repeat(255)],
  ])('reads %s', (header, key) => {
    expect(parseIdempotencyKey(header)).toBe(key);
  });

  it.each(['', '""', 'k'.repeat(256), 'clé', 'a\u0000b', 'tab\tbed'])('refuses %j', (header) => {
    expect(() => parseIdempotencyKey(header)).toThrow(AppError);
  });
});

describe(fingerprintOf.name, () => {
  it('does not mind the order of members or white space, at any depth', () => {
    expect(of('{"a": 1, "b": [{"c": "x", "d": null}]}')).toBe(of('{"b":[{"d":null,"c":"x"}],"a":1}'));
  });

  it('minds values, order of arrays, number literals, path and method', () => {
    const seen = new Set([
      of('{"a":1}'),
      of('{"a":1.0}'),
      of('{"a":"1"}'),
      of('{"a":[1,2]}'),
      of('{"a":[2,1]}'),
      of('{"a":1}', '/v1/invoices?submit=true'),
      of('{"a":1}', '/v1/invoices', 'PUT'),
      of('{"a":99999999999999.99}'),
      of('{"a":99999999999999.98}'),
    ]);
    expect(seen.size).toBe(9);
  });

  it('takes bytes as they are and no body at all', () => {
    const bytes = Buffer.from('%PDF');
    expect(fingerprintOf('POST', '/', bytes)).toEqual(fingerprintOf('POST', '/', new Uint8Array(bytes)));
    expect(fingerprintOf('POST', '/', undefined)).toHaveLength(32);
  });
});
