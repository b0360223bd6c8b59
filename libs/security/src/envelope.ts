import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable, Optional } from '@nestjs/common';
import { AppError } from '@onefacture/errors';
import { KeyProvider } from './key-provider.js';
import { OrganisationKeyring } from './organisation-keyring.js';
import { readHeader, readSealed, writeHeader, writeSealed } from './sealed.js';

/** Where a sealed value lives. It opens there and nowhere else. */
export interface EnvelopeContext {
  readonly organization_id: string;
  /** Id of the row. */
  readonly row: string;
  /** `table.column`, or any name that is unique for the kind of value. */
  readonly column: string;
}

const IV_BYTES = 12;

/**
 * Envelope encryption: each value is encrypted with a data key (AES-256-GCM; with keys of the settings one of its
 * own), which a KeyProvider wraps under the key of its organisation, or the one of all. The place of the value
 * (organisation, row, column) is authenticated with it, so that a value copied to another row or tenant does not open.
 * The bytes are described at `Sealed`. Without its key nothing is stored: sealing fails.
 */
@Injectable()
export class Envelope {
  constructor(
    private readonly keys: KeyProvider,
    @Optional() private readonly keyring?: OrganisationKeyring,
  ) {}

  /**
   * Encrypts; the result is longer than the plaintext by about 50 bytes, the wrapped key and the key id.
   * @throws AppError `key.unavailable`, or `key.destroyed` for an organisation whose key was destroyed
   */
  async seal(plaintext: Uint8Array, context: EnvelopeContext): Promise<Uint8Array> {
    const keyId = this.keyOf(context.organization_id);
    const { plain, wrapped: wrappedKey } = await this.keys.newDataKey(keyId, context.organization_id);
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', plain, iv).setAAD(associatedData(context));
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    plain.fill(0);
    return writeSealed({ keyId, wrappedKey, iv, ciphertext, tag: cipher.getAuthTag() });
  }

  /**
   * Decrypts. Throws `data.undecryptable` for another context, an unknown key or a single altered bit.
   * @throws AppError `key.unavailable`, or `key.destroyed` for an organisation whose key was destroyed
   */
  async open(sealed: Uint8Array, context: EnvelopeContext): Promise<Uint8Array> {
    this.keyOf(context.organization_id);
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

  /**
   * The same value under the key that is its organisation's today: the data key is wrapped anew, the content is not
   * touched. @throws as `open`
   */
  async rewrap(sealed: Uint8Array, organizationId: string): Promise<Uint8Array> {
    const before = this.headerOf(sealed);
    const after = await this.rewrapHeader(before, organizationId);
    return after === undefined ? sealed : Buffer.concat([after, sealed.subarray(before.length)]);
  }

  /** The header of a sealed value, of which the start is enough. Throws `data.undecryptable` when it is none. */
  headerOf(start: Uint8Array): Uint8Array {
    return start.subarray(0, readHeader(start).length);
  }

  /**
   * The header of a sealed value under the key that is its organisation's today; undefined when it is already. What
   * follows the header stays as it is, so values can be re-wrapped without being read.
   * @throws as `open`
   */
  async rewrapHeader(header: Uint8Array, organizationId: string): Promise<Uint8Array | undefined> {
    const { keyId, wrappedKey } = readHeader(header);
    const wanted = this.keyOf(organizationId);
    if (keyId === wanted) return undefined;
    const dataKey = await this.keys.unwrap(wrappedKey, keyId);
    const rewrapped = await this.keys.wrap(dataKey, wanted);
    dataKey.fill(0);
    return writeHeader({ keyId: wanted, wrappedKey: rewrapped });
  }

  /**
   * The name of the key that values of an organisation are put under.
   * @throws AppError `key.destroyed`
   */
  keyOf(organizationId: string): string {
    const own = this.keyring?.find(organizationId);
    if (own?.state === 'destroyed') throw new AppError('key.destroyed');
    return own?.keyId ?? this.keys.keyId;
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
