import { randomBytes } from 'node:crypto';
import { sampleInvoice } from '../../scripts/stack/sample-invoice.js';
import type { Call } from './load.js';

const run = randomBytes(4).toString('hex').toUpperCase();
let last = 0;

/** The quick-start invoice with a number that was never used. */
export function freshInvoice(lines = 1): string {
  last += 1;
  const invoice = sampleInvoice(`B-${run}-${last}`, new Date());
  const line = (invoice['lines'] as object[])[0];
  return JSON.stringify({ ...invoice, lines: Array.from({ length: lines }, () => line) });
}

/** POST of a fresh invoice. */
export function post(path: string, headers: Readonly<Record<string, string>> = {}, lines = 1): Call {
  const body = freshInvoice(lines);
  return { method: 'POST', path, headers: { 'content-type': 'application/json', ...headers }, body, expected: 201 };
}
