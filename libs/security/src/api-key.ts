import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PUBLIC_ID_LENGTH = 16;
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const PATTERN = new RegExp(
  `^ofx_(test|live)_([0-9A-Za-z]{${PUBLIC_ID_LENGTH}})_[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`,
);

/** Whether a key reaches the sandbox platform or the real ones; fixed at the birth of its organisation. */
export type KeyMode = 'test' | 'live';

/** An API key taken apart. Only `publicId` and `mode` may be stored or logged as they are. */
export interface ApiKey {
  readonly mode: KeyMode;
  /** The part a key is found by: 16 base62 characters, unique over all organisations. */
  readonly publicId: string;
  /** The whole key: shown once, then only hashed. */
  readonly key: string;
}

/**
 * A new key `ofx_{test|live}_<public id>_<secret><checksum>`: a secret of 43 base62 characters (256 bits) and six
 * base62 digits of the CRC-32 of all before them, so that a mistyped key is refused without a look-up.
 */
export function generateApiKey(mode: KeyMode): ApiKey {
  const publicId = randomBase62(PUBLIC_ID_LENGTH);
  const body = `ofx_${mode}_${publicId}_${randomBase62(SECRET_LENGTH)}`;
  return { mode, publicId, key: body + checksumOf(body) };
}

/** Takes a key apart; undefined when its form or checksum is wrong. */
export function parseApiKey(text: string): ApiKey | undefined {
  const [, mode, publicId] = PATTERN.exec(text) ?? [];
  if (publicId === undefined || (mode !== 'test' && mode !== 'live')) return undefined;
  const body = text.slice(0, -CHECKSUM_LENGTH);
  return text.slice(-CHECKSUM_LENGTH) === checksumOf(body) ? { mode, publicId, key: text } : undefined;
}

function checksumOf(body: string): string {
  let rest = crc32(body);
  let digits = '';
  for (let position = 0; position < CHECKSUM_LENGTH; position += 1) {
    digits = DIGITS.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** Evenly distributed base62 text: bytes from 248 on are thrown away. */
function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length)) if (byte < 248) text += DIGITS.charAt(byte % 62);
  }
  return text;
}
