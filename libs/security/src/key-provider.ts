import { createCipheriv, createDecipheriv } from 'node:crypto';
import { EncryptionSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';

/**
 * Holder of the key-encryption keys: wraps the data key of one sealed value and unwraps it again. A cloud KMS or a
 * key broker is one more implementation; nothing else changes.
 */
export abstract class KeyProvider {
  /** Name of the key that new data keys are wrapped with; written into every header. At most 64 ASCII characters. */
  abstract readonly keyId: string;

  /** Wraps a data key of 32 bytes with the current key. */
  abstract wrap(dataKey: Uint8Array): Promise<Uint8Array>;

  /** Unwraps with the key of that name. Throws `data.undecryptable` for an unknown key or altered bytes. */
  abstract unwrap(wrapped: Uint8Array, keyId: string): Promise<Uint8Array>;
}

const INITIAL_VALUE = Buffer.alloc(8, 0xa6);

/** Keys from the settings, wrapping by AES-256 key wrap (RFC 3394), which needs no nonce that could repeat. */
export class StaticKeyProvider extends KeyProvider {
  readonly keyId: string;
  readonly #keys: ReadonlyMap<string, Buffer>;

  constructor({ keyId, key, retiredKeys = new Map() }: EncryptionSettings) {
    super();
    this.keyId = keyId;
    this.#keys = new Map(
      [...retiredKeys, [keyId, key] as const].map(([id, hex]) => [id, Buffer.from(hex.reveal(), 'hex')]),
    );
  }

  async wrap(dataKey: Uint8Array): Promise<Uint8Array> {
    const cipher = createCipheriv('aes256-wrap', this.#keyNamed(this.keyId), INITIAL_VALUE);
    return Buffer.concat([cipher.update(dataKey), cipher.final()]);
  }

  async unwrap(wrapped: Uint8Array, keyId: string): Promise<Uint8Array> {
    const key = this.#keyNamed(keyId);
    try {
      const decipher = createDecipheriv('aes256-wrap', key, INITIAL_VALUE);
      return Buffer.concat([decipher.update(wrapped), decipher.final()]);
    } catch (cause) {
      throw new AppError('data.undecryptable', { detail: `A data key was not wrapped by key ${keyId}.`, cause });
    }
  }

  #keyNamed(keyId: string): Buffer {
    const key = this.#keys.get(keyId);
    if (key === undefined) {
      throw new AppError('data.undecryptable', { detail: `Encryption key ${keyId} is not configured.` });
    }
    return key;
  }
}
