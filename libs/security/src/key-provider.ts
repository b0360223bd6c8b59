import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EncryptionSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';

/** A data key and its wrapped form; the bytes are the caller's, who overwrites the plain ones after use. */
export interface DataKey {
  /** 32 bytes. */
  readonly plain: Uint8Array;
  readonly wrapped: Uint8Array;
}

const DATA_KEY_BYTES = 32;

/**
 * Holder of the key-encryption keys: wraps the data keys of sealed values and unwraps them again. Keys have names,
 * which stand in the header of every sealed value.
 */
export abstract class KeyProvider {
  /** Name of the key for organisations without one of their own. At most 64 ASCII characters. */
  abstract readonly keyId: string;

  /** Wraps a data key of 32 bytes. Throws `key.unavailable`, `key.destroyed` or, for an unknown key, `data.undecryptable`. */
  abstract wrap(dataKey: Uint8Array, keyId: string): Promise<Uint8Array>;

  /** Unwraps. Throws `data.undecryptable` for an unknown key or altered bytes, `key.unavailable`, `key.destroyed`. */
  abstract unwrap(wrapped: Uint8Array, keyId: string): Promise<Uint8Array>;

  /**
   * A data key for one value of an organisation; a provider whose keys are far away may give the same one for several.
   * @throws as `wrap`
   */
  async newDataKey(keyId: string, _organizationId: string): Promise<DataKey> {
    const plain = randomBytes(DATA_KEY_BYTES);
    return { plain, wrapped: await this.wrap(plain, keyId) };
  }
}

const INITIAL_VALUE = Buffer.alloc(8, 0xa6);

/** Keys from the settings, wrapping by AES-256 key wrap (RFC 3394), which needs no nonce that could repeat. */
export class StaticKeyProvider extends KeyProvider {
  readonly keyId: string;
  readonly #keys: ReadonlyMap<string, Buffer>;

  constructor({ keyId, key, retiredKeys = new Map() }: Pick<EncryptionSettings, 'keyId' | 'key' | 'retiredKeys'>) {
    super();
    this.keyId = keyId;
    const current = key === undefined ? [] : [[keyId, key] as const];
    this.#keys = new Map([...retiredKeys, ...current].map(([id, hex]) => [id, Buffer.from(hex.reveal(), 'hex')]));
  }

  async wrap(dataKey: Uint8Array, keyId: string): Promise<Uint8Array> {
    const cipher = createCipheriv('aes256-wrap', this.#keyNamed(keyId), INITIAL_VALUE);
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
