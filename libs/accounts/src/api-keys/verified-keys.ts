import type { AddressRanges } from './address-ranges.js';
import type { Caller } from './api-key.js';

/** A key that passed bcrypt, and until when that is remembered. */
export interface VerifiedKey {
  readonly caller: Caller;
  readonly expiresAt: Date | undefined;
  /** Where it may be used from; everywhere when undefined. */
  readonly from: AddressRanges | undefined;
}

interface Entry {
  readonly key: VerifiedKey;
  readonly forgetAt: number;
}

/**
 * Keys verified a moment ago, by the SHA-256 of the whole key, so that a warm request needs neither bcrypt nor
 * Postgres. The least recently used one goes when it is full.
 */
export class VerifiedKeys {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly ttlMs: number,
    private readonly capacity: number,
  ) {}

  get(digest: string, nowMs: number): VerifiedKey | undefined {
    const entry = this.#entries.get(digest);
    if (!entry) return undefined;
    this.#entries.delete(digest);
    if (entry.forgetAt <= nowMs) return undefined;
    this.#entries.set(digest, entry);
    return entry.key;
  }

  remember(digest: string, key: VerifiedKey, nowMs: number): void {
    this.#entries.set(digest, { key, forgetAt: nowMs + this.ttlMs });
    if (this.#entries.size <= this.capacity) return;
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }

  /** Drops a revoked key at once. */
  forget(publicId: string): void {
    for (const [digest, { key }] of this.#entries) {
      if (key.caller.publicId === publicId) this.#entries.delete(digest);
    }
  }

  /** Drops everything: after messages about revocations may have been missed. */
  clear(): void {
    this.#entries.clear();
  }
}
