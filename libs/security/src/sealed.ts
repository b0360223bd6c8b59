import { AppError } from '@onefacture/errors';

/**
 * A sealed value, as bytes: `OFX1` | algorithm (1 = AES-256-GCM) | length of key id (1 byte) | key id |
 * length of wrapped key (2 bytes, big endian) | wrapped key | iv (12) | ciphertext | tag (16).
 */
export interface Sealed {
  /** Name of the key that the data key is wrapped with. */
  readonly keyId: string;
  readonly wrappedKey: Uint8Array;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

const MAGIC = Buffer.from('OFX1', 'latin1');
const AES_256_GCM = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Puts the parts in order. */
export function writeSealed({ keyId, wrappedKey, iv, ciphertext, tag }: Sealed): Uint8Array {
  const id = Buffer.from(keyId, 'latin1');
  const wrappedLength = Buffer.alloc(2);
  wrappedLength.writeUInt16BE(wrappedKey.length);
  return Buffer.concat([
    MAGIC,
    Uint8Array.of(AES_256_GCM, id.length),
    id,
    wrappedLength,
    wrappedKey,
    iv,
    ciphertext,
    tag,
  ]);
}

/** Takes the parts apart. Throws `data.undecryptable` when the bytes are not a sealed value. */
export function readSealed(sealed: Uint8Array): Sealed {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  let offset = 0;
  const take = (length: number): Buffer => {
    if (offset + length > bytes.length) throw unreadable();
    offset += length;
    return bytes.subarray(offset - length, offset);
  };
  if (!take(4).equals(MAGIC) || take(1)[0] !== AES_256_GCM) throw unreadable();
  const keyId = take(take(1).readUInt8()).toString('latin1');
  const wrappedKey = take(take(2).readUInt16BE());
  const iv = take(IV_BYTES);
  const ciphertext = take(bytes.length - offset - TAG_BYTES);
  return { keyId, wrappedKey, iv, ciphertext, tag: take(TAG_BYTES) };
}

const unreadable = () => new AppError('data.undecryptable', { detail: 'Stored bytes are not a sealed value.' });
