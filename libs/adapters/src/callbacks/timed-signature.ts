import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Connection } from '../ports/connection.js';
import type { PlatformCallback } from '../ports/flow.js';
import { PlatformFault } from '../ports/platform-fault.js';

const TOLERANCE_MS = 300_000;

/**
 * Checks a signature of the form `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 of `<t>.<raw body>` under the connection's
 * callback secret. Several `v1` may stand side by side while a secret is exchanged; one that fits is enough. A
 * callback dated more than 300 s before or after its arrival is not believed.
 * @param header its name, in lower case
 * @throws PlatformFault unauthorised
 */
export function checkTimedSignature(header: string, callback: PlatformCallback, connection: Connection): void {
  const secret = connection.callback_secret?.reveal() ?? '';
  if (secret === '') throw unbelieved(connection, 'no secret is known to check the callback with');
  const signature = parse(callback.headers[header] ?? '');
  if (signature === null) throw unbelieved(connection, 'the callback is not signed');
  const { time, digests } = signature;
  const expected = createHmac('sha256', secret).update(`${time}.`).update(callback.body).digest();
  // Every digest is compared: how long it takes tells nothing of which one fits.
  const fitting = digests.filter((digest) => timingSafeEqual(digest, expected));
  if (fitting.length === 0) throw unbelieved(connection, 'the signature of the callback does not fit');
  if (Math.abs(Number(time) * 1000 - callback.received_at) > TOLERANCE_MS) {
    throw unbelieved(connection, 'the callback is too old, or dated ahead');
  }
}

function parse(header: string): { time: string; digests: Buffer[] } | null {
  const parts = header.split(',').map((part) => part.trim().split('='));
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  const digests = parts
    .filter(([name, value]) => name === 'v1' && /^[0-9a-f]{64}$/i.test(value ?? ''))
    .map(([, value]) => Buffer.from(value ?? '', 'hex'));
  return /^\d{1,12}$/.test(time) && digests.length > 0 ? { time, digests } : null;
}

function unbelieved({ platform }: Connection, why: string): PlatformFault {
  return new PlatformFault('unauthorised', { platform, sent: 'no', detail: `Not believed: ${why}.` });
}
