import { KeyProvider, type DataKey } from './key-provider.js';
import { kmsKeyName } from './kms/kms-key-provider.js';

/** Keys at a broker beside those of the settings: each value goes to the holder of the key it names. */
export class KeyRing extends KeyProvider {
  readonly keyId: string;

  /** @param broker wraps what is new @param settings reads what was wrapped before there was a broker */
  constructor(
    private readonly broker: KeyProvider,
    private readonly settings: KeyProvider,
  ) {
    super();
    this.keyId = broker.keyId;
  }

  async wrap(dataKey: Uint8Array, keyId: string): Promise<Uint8Array> {
    return this.#holderOf(keyId).wrap(dataKey, keyId);
  }

  async unwrap(wrapped: Uint8Array, keyId: string): Promise<Uint8Array> {
    return this.#holderOf(keyId).unwrap(wrapped, keyId);
  }

  override async newDataKey(keyId: string, organizationId: string): Promise<DataKey> {
    return this.#holderOf(keyId).newDataKey(keyId, organizationId);
  }

  #holderOf(keyId: string): KeyProvider {
    return kmsKeyName(keyId) === undefined ? this.settings : this.broker;
  }
}
