import { AppError } from '@onefacture/errors';
import { KeyProvider, type DataKey } from '../key-provider.js';
import { KeyCache } from './key-cache.js';
import { KmsError, type KmsBroker } from './kms-broker.js';

/** In front of the names of the broker's keys wherever they stand among others; no static key id has a colon. */
const PREFIX = 'kms:';
/** One data key seals at most so many values: far below what random ivs of 96 bits allow under one key. */
const VALUES_PER_DATA_KEY = 1_000;
const RETRY_AFTER_SECONDS = 5;

/** The name of a broker's key as in the header of sealed values. */
export const kmsKeyId = (name: string): string => `${PREFIX}${name}`;

/** The broker's own name of a key; undefined when the broker does not hold it. */
export const kmsKeyName = (keyId: string): string | undefined =>
  keyId.startsWith(PREFIX) ? keyId.slice(PREFIX.length) : undefined;

/** Bounds of what is kept in memory. */
export interface KmsMemory {
  /** How long an unwrapped data key is kept; 0 keeps none. */
  readonly ttlMs: number;
  /** How many are kept. */
  readonly size: number;
  readonly now?: () => number;
}

interface Sealing {
  readonly plain: Uint8Array;
  readonly wrapped: Uint8Array;
  left: number;
}

/**
 * Keys at a broker. So that not every row costs a call, data keys are kept for a short time, and one data key seals up
 * to 1,000 values of one organisation within that time.
 */
export class KmsKeyProvider extends KeyProvider {
  readonly keyId: string;
  readonly #opened: KeyCache<{ plain: Uint8Array }>;
  readonly #sealing: KeyCache<Sealing>;
  readonly #underWay = new Map<string, Promise<Uint8Array>>();
  readonly #making = new Map<string, Promise<void>>();
  readonly #memory: KmsMemory;

  constructor(
    private readonly broker: KmsBroker,
    sharedKey: string,
    memory: KmsMemory,
  ) {
    super();
    this.keyId = kmsKeyId(sharedKey);
    this.#memory = memory;
    this.#opened = new KeyCache(memory.size, memory.ttlMs, memory.now);
    this.#sealing = new KeyCache(memory.size, memory.ttlMs, memory.now);
  }

  async wrap(dataKey: Uint8Array, keyId: string): Promise<Uint8Array> {
    try {
      return await this.broker.wrap(nameOf(keyId), dataKey);
    } catch (error) {
      throw told(error, keyId);
    }
  }

  async unwrap(wrapped: Uint8Array, keyId: string): Promise<Uint8Array> {
    const place = placeOf(wrapped, keyId);
    const kept = this.#opened.get(place);
    if (kept) return Buffer.from(kept.plain);
    const underWay = this.#underWay.get(place) ?? this.#ask(wrapped, keyId, place);
    this.#underWay.set(place, underWay);
    try {
      return Buffer.from(await underWay);
    } finally {
      this.#underWay.delete(place);
    }
  }

  override async newDataKey(keyId: string, organizationId: string): Promise<DataKey> {
    if (this.#memory.ttlMs === 0 || this.#memory.size === 0) return super.newDataKey(keyId, organizationId);
    const place = `${organizationId}|${keyId}`;
    const kept = this.#take(place);
    if (kept) return kept;
    // Who comes while one is made waits for it; more than it can seal make another.
    const making = this.#making.get(place) ?? this.#make(place, keyId, organizationId);
    this.#making.set(place, making);
    await making.finally(() => this.#making.delete(place));
    return this.#take(place) ?? super.newDataKey(keyId, organizationId);
  }

  #take(place: string): DataKey | undefined {
    const kept = this.#sealing.get(place);
    if (kept === undefined || kept.left === 0) return undefined;
    kept.left -= 1;
    return { plain: Buffer.from(kept.plain), wrapped: kept.wrapped };
  }

  async #make(place: string, keyId: string, organizationId: string): Promise<void> {
    const made = await super.newDataKey(keyId, organizationId);
    this.#sealing.set(place, { ...made, left: VALUES_PER_DATA_KEY });
    this.#opened.set(placeOf(made.wrapped, keyId), { plain: Buffer.from(made.plain) });
  }

  /** The bytes are a copy of their own: what is kept may be overwritten at any moment. */
  async #ask(wrapped: Uint8Array, keyId: string, place: string): Promise<Uint8Array> {
    try {
      const plain = await this.broker.unwrap(nameOf(keyId), wrapped);
      this.#opened.set(place, { plain: Buffer.from(plain) });
      return plain;
    } catch (error) {
      throw told(error, keyId);
    }
  }
}

const placeOf = (wrapped: Uint8Array, keyId: string): string => `${keyId}|${Buffer.from(wrapped).toString('base64')}`;

function nameOf(keyId: string): string {
  const name = kmsKeyName(keyId);
  if (name === undefined) throw new KmsError('unknown_key', 'not a key of the broker');
  return name;
}

function told(error: unknown, keyId: string): unknown {
  if (!(error instanceof KmsError)) return error;
  if (error.refusal === 'unavailable') {
    return new AppError('key.unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS, cause: error });
  }
  if (error.refusal === 'destroyed_key') return new AppError('key.destroyed', { cause: error });
  const detail =
    error.refusal === 'unknown_key'
      ? `The key broker has no key ${keyId}.`
      : `The key broker did not take a data key under ${keyId}.`;
  return new AppError('data.undecryptable', { detail, cause: error });
}
