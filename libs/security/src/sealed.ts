import { AppError } from '@onefacture/errors';

/** The first part of a sealed value: which key wrapped its data key, and how. */
export interface SealedHeader {
  /** Name of the key that the data key is wrapped with. */
  readonly keyId: string;
  readonly wrappedKey: Uint8Array;
}

/**
 * A sealed value, as bytes: a header of `OFX1` | algorithm (1 = AES-256-GCM) | length of key id (1 byte) | key id |
 * length of wrapped key (2 bytes, big endian) | wrapped key; then iv (12) | ciphertext | tag (16).
 */
export interface Sealed extends SealedHeader {
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

const MAGIC = Buffer.from('OFX1', 'latin1');
const AES_256_GCM = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Puts the parts in order. */
export function writeSealed({ iv, ciphertext, tag, ...header }: Sealed): Uint8Array {
  return Buffer.concat([writeHeader(header), iv, ciphertext, tag]);
}

/** The header alone. */
export function writeHeader({ keyId, wrappedKey }: SealedHeader): Uint8Array {
  const id = Buffer.from(keyId, 'latin1');
  const wrappedLength = Buffer.alloc(2);
  wrappedLength.writeUInt16BE(wrappedKey.length);
  return Buffer.concat([MAGIC, Uint8Array.of(AES_256_GCM, id.length), id, wrappedLength, wrappedKey]);
}

/** Takes the parts apart. Throws `data.undecryptable` when the bytes are not a sealed value. */
export function readSealed(sealed: Uint8Array): Sealed {
  const { keyId, wrappedKey, length } = readHeader(sealed);
  const rest = asBuffer(sealed).subarray(length);
  if (rest.length < IV_BYTES + TAG_BYTES) throw unreadable();
  return {
    keyId,
    wrappedKey,
    iv: rest.subarray(0, IV_BYTES),
    ciphertext: rest.subarray(IV_BYTES, -TAG_BYTES),
    tag: rest.subarray(-TAG_BYTES),
  };
}

/** Reads the header and says how many bytes it takes; what follows is not looked at. Throws `data.undecryptable`. */
export function readHeader(start: Uint8Array): SealedHeader & { readonly length: number } {
  const bytes = asBuffer(start);
  let offset = 0;
  const take = (length: number): Buffer => {
    if (offset + length > bytes.length) throw unreadable();
    offset += length;
    return bytes.subarray(offset - length, offset);
  };
  if (!take(4).equals(MAGIC) || take(1)[0] !== AES_256_GCM) throw unreadable();
  const keyId = take(take(1).readUInt8()).toString('latin1');
  const wrappedKey = take(take(2).readUInt16BE());
  return { keyId, wrappedKey, length: offset };
}

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array) => Buffer.from(buffer, byteOffset, byteLength);

const unreadable = () => new AppError('data.undecryptable', { detail: 'Stored bytes are not a sealed value.' });
