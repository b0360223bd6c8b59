/** How much a cache holds and for how long. */
export interface TtlCacheOptions {
  readonly maxEntries: number;
  readonly ttlMs: number;
  /** Milliseconds of a clock; the process's own by default. */
  readonly now?: () => number;
}

/** A small cache of this process: entries end after their time, the least recently used leave first. */
export class TtlCache<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly until: number }>();
  readonly #options: Required<TtlCacheOptions>;

  constructor(options: TtlCacheOptions) {
    this.#options = { now: () => performance.now(), ...options };
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (entry.until <= this.#options.now()) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: this.#options.now() + this.#options.ttlMs });
    if (this.#entries.size <= this.#options.maxEntries) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
