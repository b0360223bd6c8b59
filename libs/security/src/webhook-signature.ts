import { createHmac, randomBytes } from 'node:crypto';
import { constantTimeEqual } from './secret-hasher.js';

const PREFIX = 'whsec_';
const TOLERANCE_SECONDS = 300;

/** What is signed. */
export interface WebhookMessage {
  /** Id of the message, the same at every attempt; without a dot. */
  readonly id: string;
  /** Instant of this attempt, in seconds since 1970. */
  readonly timestamp: number;
  /** The body exactly as sent. */
  readonly body: string;
}

/** The headers of a signed delivery, in lower case. */
export interface WebhookSignatureHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
  readonly 'x-onefacture-signature': string;
}

/** A new signing secret: `whsec_` and 32 random bytes in base64 (Standard Webhooks 1.0.0). */
export const generateWebhookSecret = (): string => PREFIX + randomBytes(32).toString('base64');

/**
 * Signs one attempt with every live secret (two while a secret is being rotated).
 *
 * - `webhook-id`, `webhook-timestamp`, `webhook-signature`: Standard Webhooks 1.0.0. The signature header lists
 *   `v1,<base64>` per secret, separated by spaces: HMAC-SHA256 over `<id>.<timestamp>.<body>`.
 * - `X-Onefacture-Signature`: `t=<timestamp>,v1=<hex>[,v1=<hex>]`, one v1 per secret: HMAC-SHA256 over
 *   `<timestamp>.<body>`, for receivers that know this older form.
 *
 * The key of both is the secret after `whsec_`, decoded from base64.
 */
export function signWebhook(message: WebhookMessage, secrets: readonly string[]): WebhookSignatureHeaders {
  if (message.id.includes('.')) throw new TypeError('The id of a webhook message must not hold a dot');
  const timestamp = String(message.timestamp);
  const standard = secrets.map((secret) => `v1,${standardSignature(message, secret)}`);
  const own = secrets.map((secret) => `v1=${hmac(secret, `${timestamp}.${message.body}`).toString('hex')}`);
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': standard.join(' '),
    'x-onefacture-signature': [`t=${timestamp}`, ...own].join(','),
  };
}

/**
 * Whether a received message carries a valid Standard Webhooks v1 signature of this secret, made within five
 * minutes of `nowSeconds`. Header names are in lower case.
 */
export function verifyWebhook(
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  secret: string,
  nowSeconds: number,
): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': stamp, 'webhook-signature': signatures } = headers;
  if (id === undefined || stamp === undefined || signatures === undefined || !/^\d{1,12}$/.test(stamp)) return false;
  const timestamp = Number(stamp);
  if (Math.abs(nowSeconds - timestamp) > TOLERANCE_SECONDS) return false;
  const expected = `v1,${standardSignature({ id, timestamp, body }, secret)}`;
  return signatures.split(' ').some((signature) => constantTimeEqual(signature, expected));
}

const standardSignature = ({ id, timestamp, body }: WebhookMessage, secret: string): string =>
  hmac(secret, `${id}.${timestamp}.${body}`).toString('base64');

function hmac(secret: string, content: string): Buffer {
  if (!secret.startsWith(PREFIX)) throw new TypeError(`A webhook secret starts with ${PREFIX}`);
  return createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(content, 'utf8')
    .digest();
}
