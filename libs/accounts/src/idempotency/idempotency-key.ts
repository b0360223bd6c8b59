import { createHash } from 'node:crypto';
import { AppError } from '@onefacture/errors';
import { stringify } from 'lossless-json';
import { z } from 'zod';

/** An HTTP answer as it is kept and played again: status, header values by name, body text. */
export const Answer = z.object({
  status: z.int().min(100).max(599),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type Answer = z.infer<typeof Answer>;

const PRINTABLE = /^[\u0020-\u007e]{1,255}$/;

/**
 * The key inside an Idempotency-Key header. The IETF draft writes it as a quoted string; bare is taken too.
 * @throws AppError `request.header_missing` unless it is 1 to 255 printable ASCII characters
 */
export function parseIdempotencyKey(header: string): string {
  const trimmed = header.trim();
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(trimmed)?.[1];
  const key = quoted === undefined ? trimmed : quoted.replaceAll(/\\(["\\])/g, '$1');
  if (!PRINTABLE.test(key)) {
    throw new AppError('request.header_missing', {
      detail: 'Idempotency-Key takes 1 to 255 printable ASCII characters, quoted or bare; a UUID is a good choice.',
    });
  }
  return key;
}

/**
 * What makes two requests the same: method, path with its query, and the body with its members in one order.
 * Numbers count as written, so 1.0 and 1 differ. Bytes count as they are.
 */
export function fingerprintOf(method: string, path: string, body: unknown): Buffer {
  const content = body instanceof Uint8Array ? body : (stringify(inOneOrder(body)) ?? '');
  return createHash('sha256').update(`${method} ${path}\n`).update(content).digest();
}

function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOneOrder);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, inOneOrder(member)]));
}
