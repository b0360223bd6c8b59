import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Connection } from '../../ports/connection.js';
import type { PlatformCallback } from '../../ports/flow.js';
import { PlatformFault } from '../../ports/platform-fault.js';

/** Oldest and newest date of a signed callback that is believed, in seconds from its arrival. */
export const CALLBACK_TOLERANCE_SECONDS = 300;

/** How a platform signs: HMAC-SHA256 in base64, in a header, over content made of the callback. */
export interface CallbackSignature {
  /** Name of the header, in lower case. */
  readonly header: string;
  /** Header with the time of signing, in seconds since the epoch, where it is part of what is signed. */
  readonly timestampHeader?: string;
  /** What the HMAC is over. `timestamp` is the header's text, empty without one. */
  content(body: Uint8Array, timestamp: string): Uint8Array;
}

/** As XP Z12-013 1.3.0 describes it at createWebhook: the SHA-256 of `<body>@<epoch seconds>`. */
export const AFNOR_SIGNATURE: CallbackSignature = {
  header: 'afnor-signature',
  timestampHeader: 'afnor-signature-timestamp',
  content: (body, timestamp) => createHash('sha256').update(body).update(`@${timestamp}`).digest(),
};

/** 1.1 and 1.2 name the header and leave open what it covers: taken to be the raw body. */
export const RAW_BODY_SIGNATURE: CallbackSignature = { header: 'signature', content: (body) => body };

/**
 * Refuses a callback that none of the signatures proves to be of the platform. The first whose header is there decides.
 * @throws PlatformFault unauthorised
 */
export function checkSignature(
  { headers, body, received_at }: PlatformCallback,
  { platform, callback_secret }: Connection,
  signatures: readonly CallbackSignature[],
): void {
  const refuse = (detail: string): PlatformFault => new PlatformFault('unauthorised', { platform, sent: 'no', detail });
  const secret = callback_secret?.reveal() ?? '';
  if (secret === '') throw refuse('The connection has no callback secret, so no callback of it is believed.');
  const signature = signatures.find(({ header }) => (headers[header] ?? '') !== '');
  if (signature === undefined) throw refuse('The callback is not signed.');
  const timestamp = signature.timestampHeader === undefined ? '' : (headers[signature.timestampHeader] ?? '').trim();
  const content = signature.content(body, timestamp);
  const given = Buffer.from(headers[signature.header] ?? '', 'base64');
  const proven = keysOf(secret).map((key) => equal(given, createHmac('sha256', key).update(content).digest()));
  if (!proven.includes(true)) throw refuse('The signature of the callback is wrong.');
  if (signature.timestampHeader === undefined) return;
  const age = Math.abs(received_at / 1000 - (/^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN));
  if (!(age <= CALLBACK_TOLERANCE_SECONDS)) throw refuse('The callback is too old, or dated in the future.');
}

/** The secret is key bytes in base64 (the standard's `signingKey`) or, from platforms that say otherwise, a text. */
function keysOf(secret: string): Buffer[] {
  const decoded = Buffer.from(secret, 'base64');
  return [...(decoded.length >= 16 ? [decoded] : []), Buffer.from(secret)];
}

function equal(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
