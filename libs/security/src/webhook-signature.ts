import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { constantTimeEqual } from './secret-hasher.js';

const PREFIX = 'whsec_';
const PRIVATE_PREFIX = 'whsk_';
const PUBLIC_PREFIX = 'whpk_';
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

/** An ed25519 key pair in the notation of Standard Webhooks. */
export interface WebhookKeyPair {
  /** `whsk_` and the seed followed by the public key (64 bytes) in base64. */
  readonly signingKey: string;
  /** `whpk_` and the public key (32 bytes) in base64. */
  readonly publicKey: string;
}

/** What one attempt is signed with; newest first, two or more of each while a secret is being rotated. */
export interface WebhookKeys {
  readonly secrets: readonly string[];
  /** Private ed25519 keys (`whsk_…`); none leaves v1a out. */
  readonly signingKeys?: readonly string[];
}

/** A new key pair for v1a signatures. */
export function generateWebhookKeyPair(): WebhookKeyPair {
  const { d: seed = '', x: point = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const publicBytes = Buffer.from(point, 'base64url');
  const both = Buffer.concat([Buffer.from(seed, 'base64url'), publicBytes]);
  return {
    signingKey: PRIVATE_PREFIX + both.toString('base64'),
    publicKey: PUBLIC_PREFIX + publicBytes.toString('base64'),
  };
}

/** A new signing secret: `whsec_` and 32 random bytes in base64 (Standard Webhooks 1.0.0). */
export const generateWebhookSecret = (): string => PREFIX + randomBytes(32).toString('base64');

/**
 * Signs one attempt with every live key (old and new while a secret is being rotated).
 *
 * - `webhook-id`, `webhook-timestamp`, `webhook-signature`: Standard Webhooks 1.0.0. The signature header lists
 *   `v1,<base64>` per secret and `v1a,<base64>` per key pair, separated by spaces: HMAC-SHA256 and ed25519 over
 *   `<id>.<timestamp>.<body>`.
 * - `X-Onefacture-Signature`: `t=<timestamp>,v1=<hex>[,v1=<hex>]`, one v1 per secret: HMAC-SHA256 over
 *   `<timestamp>.<body>`, for receivers that know this older form.
 *
 * The HMAC key of both is the secret after `whsec_`, decoded from base64.
 */
export function signWebhook(
  message: WebhookMessage,
  { secrets, signingKeys = [] }: WebhookKeys,
): WebhookSignatureHeaders {
  if (message.id.includes('.')) throw new TypeError('The id of a webhook message must not hold a dot');
  const timestamp = String(message.timestamp);
  const symmetric = secrets.map((secret) => `v1,${standardSignature(message, secret)}`);
  const content = Buffer.from(signedContent(message), 'utf8');
  const asymmetric = signingKeys.map((key) => `v1a,${sign(null, content, privateKeyOf(key)).toString('base64')}`);
  const own = secrets.map((secret) => `v1=${hmac(secret, `${timestamp}.${message.body}`).toString('hex')}`);
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': [...symmetric, ...asymmetric].join(' '),
    'x-onefacture-signature': [`t=${timestamp}`, ...own].join(','),
  };
}

/** Headers as received, names in lower case. */
type ReceivedHeaders = Readonly<Record<string, string | undefined>>;

/**
 * Whether a received message carries a valid Standard Webhooks signature, made within five minutes of `nowSeconds`.
 * Header names are in lower case.
 * @param key the secret (`whsec_…`) for v1, or the public key (`whpk_…`) for v1a
 */
export function verifyWebhook(headers: ReceivedHeaders, body: string, key: string, nowSeconds: number): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': stamp, 'webhook-signature': signatures } = headers;
  if (id === undefined || stamp === undefined || signatures === undefined || !/^\d{1,12}$/.test(stamp)) return false;
  const timestamp = Number(stamp);
  if (Math.abs(nowSeconds - timestamp) > TOLERANCE_SECONDS) return false;
  const listed = signatures.split(' ');
  const message = { id, timestamp, body };
  if (key.startsWith(PUBLIC_PREFIX)) return listed.some((signature) => isSignedBy(signature, message, key));
  const expected = `v1,${standardSignature(message, key)}`;
  return listed.some((signature) => constantTimeEqual(signature, expected));
}

function isSignedBy(signature: string, message: WebhookMessage, publicKey: string): boolean {
  if (!signature.startsWith('v1a,')) return false;
  const bytes = Buffer.from(signature.slice('v1a,'.length), 'base64');
  return verify(null, Buffer.from(signedContent(message), 'utf8'), publicKeyOf(publicKey), bytes);
}

const signedContent = ({ id, timestamp, body }: WebhookMessage): string => `${id}.${timestamp}.${body}`;

const standardSignature = (message: WebhookMessage, secret: string): string =>
  hmac(secret, signedContent(message)).toString('base64');

function privateKeyOf(signingKey: string): KeyObject {
  if (!signingKey.startsWith(PRIVATE_PREFIX))
    throw new TypeError(`A webhook signing key starts with ${PRIVATE_PREFIX}`);
  const bytes = Buffer.from(signingKey.slice(PRIVATE_PREFIX.length), 'base64');
  const [d, x] = [bytes.subarray(0, 32), bytes.subarray(32)].map((part) => part.toString('base64url'));
  return createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', d, x } });
}

function publicKeyOf(publicKey: string): KeyObject {
  const x = Buffer.from(publicKey.slice(PUBLIC_PREFIX.length), 'base64').toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
}

function hmac(secret: string, content: string): Buffer {
  if (!secret.startsWith(PREFIX)) throw new TypeError(`A webhook secret starts with ${PREFIX}`);
  return createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(content, 'utf8')
    .digest();
}
