/** Something that holds a data key; its bytes are overwritten when it is dropped. */
export interface KeptKey {
  readonly plain: Uint8Array;
}

interface Entry<T> {
  readonly value: T;
  readonly until: number;
}

/** Data keys in memory: at most `size` of them, each at most `ttlMs` long from when it came, used or not. */
export class KeyCache<T extends KeptKey> {
  readonly #entries = new Map<string, Entry<T>>();

  constructor(
    private readonly size: number,
    private readonly ttlMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  get count(): number {
    return this.#entries.size;
  }

  get(name: string): T | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    if (entry.until > this.now()) return entry.value;
    this.delete(name);
    return undefined;
  }

  /** Keeps a value; the oldest goes when there are too many. */
  set(name: string, value: T): void {
    this.delete(name);
    if (this.size === 0 || this.ttlMs === 0) return;
    this.#entries.set(name, { value, until: this.now() + this.ttlMs });
    for (const [oldest, { until }] of this.#entries) {
      if (this.#entries.size <= this.size && until > this.now()) break;
      this.delete(oldest);
    }
  }

  delete(name: string): void {
    this.#entries.get(name)?.value.plain.fill(0);
    this.#entries.delete(name);
  }
}
