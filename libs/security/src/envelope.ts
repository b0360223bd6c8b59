import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '@onefacture/errors';
import { KeyProvider } from './key-provider.js';
import { readSealed, writeSealed } from './sealed.js';

/** Where a sealed value lives. It opens there and nowhere else. */
export interface EnvelopeContext {
  readonly organization_id: string;
  /** Id of the row. */
  readonly row: string;
  /** `table.column`, or any name that is unique for the kind of value. */
  readonly column: string;
}

const DATA_KEY_BYTES = 32;
const IV_BYTES = 12;

/**
 * Envelope encryption: each value gets a data key of its own (AES-256-GCM, used once), which a KeyProvider wraps.
 * The place of the value (organisation, row, column) is authenticated with it, so that a value copied to another
 * row or tenant does not open. The bytes are described at `Sealed`.
 */
@Injectable()
export class Envelope {
  constructor(private readonly keys: KeyProvider) {}

  /** Encrypts; the result is longer than the plaintext by about 90 bytes and the length of the key id. */
  async seal(plaintext: Uint8Array, context: EnvelopeContext): Promise<Uint8Array> {
    const dataKey = randomBytes(DATA_KEY_BYTES);
    const wrappedKey = await this.keys.wrap(dataKey);
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', dataKey, iv).setAAD(associatedData(context));
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    dataKey.fill(0);
    return writeSealed({ keyId: this.keys.keyId, wrappedKey, iv, ciphertext, tag: cipher.getAuthTag() });
  }

  /** Decrypts. Throws `data.undecryptable` for another context, an unknown key or a single altered bit. */
  async open(sealed: Uint8Array, context: EnvelopeContext): Promise<Uint8Array> {
    const { keyId, wrappedKey, iv, ciphertext, tag } = readSealed(sealed);
    const dataKey = await this.keys.unwrap(wrappedKey, keyId);
    try {
      const decipher = createDecipheriv('aes-256-gcm', dataKey, iv, { authTagLength: 16 });
      decipher.setAAD(associatedData(context)).setAuthTag(tag);
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
    } catch (cause) {
      const detail = `A stored value of ${context.column} was altered or does not belong to its row.`;
      throw new AppError('data.undecryptable', { detail, cause });
    } finally {
      dataKey.fill(0);
    }
  }

  /** `seal` for text (UTF-8). */
  async sealText(plaintext: string, context: EnvelopeContext): Promise<Uint8Array> {
    return this.seal(Buffer.from(plaintext, 'utf8'), context);
  }

  /** `open` for text (UTF-8). */
  async openText(sealed: Uint8Array, context: EnvelopeContext): Promise<string> {
    return Buffer.from(await this.open(sealed, context)).toString('utf8');
  }

  /** The same value under the provider's current key: the data key is wrapped anew, the content is not touched. */
  async rewrap(sealed: Uint8Array): Promise<Uint8Array> {
    const parts = readSealed(sealed);
    if (parts.keyId === this.keys.keyId) return sealed;
    const dataKey = await this.keys.unwrap(parts.wrappedKey, parts.keyId);
    return writeSealed({ ...parts, keyId: this.keys.keyId, wrappedKey: await this.keys.wrap(dataKey) });
  }
}

/** Organisation, row and column, each after its length in bytes, so that no two contexts read the same. */
function associatedData({ organization_id, row, column }: EnvelopeContext): Buffer {
  const parts = [organization_id, row, column].flatMap((part) => {
    const bytes = Buffer.from(part, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  });
  return Buffer.concat(parts);
}
