/**
 * Where the fleet keeps which circuits are open. Times are ms since the epoch. A store that loses its server must
 * answer from what it remembers rather than throw: a lost Redis must not stop submissions.
 */
export interface BreakerStore {
  /**
   * Until when the circuit was opened; null while it is closed. A time in the past means half open: one caller, the
   * one that gets `tryProbe`, may find out.
   */
  openedUntil(key: string): Promise<number | null>;
  /** Opens the circuit, or keeps it open, and ends any probe. */
  open(key: string, until: number): Promise<void>;
  /** Closes the circuit and ends any probe. */
  close(key: string): Promise<void>;
  /** True for one caller of the whole fleet; the right lapses after `leaseMs` in case that caller dies. */
  tryProbe(key: string, leaseMs: number): Promise<boolean>;
}

/** A BreakerStore of one process. */
export class MemoryBreakerStore implements BreakerStore {
  readonly #open = new Map<string, { until: number; probeUntil: number }>();

  /** @param now ms since the epoch */
  constructor(private readonly now: () => number = Date.now) {}

  async openedUntil(key: string): Promise<number | null> {
    return this.#open.get(key)?.until ?? null;
  }

  async open(key: string, until: number): Promise<void> {
    this.#open.set(key, { until, probeUntil: 0 });
  }

  async close(key: string): Promise<void> {
    this.#open.delete(key);
  }

  async tryProbe(key: string, leaseMs: number): Promise<boolean> {
    const circuit = this.#open.get(key);
    if (circuit === undefined || circuit.probeUntil > this.now()) return false;
    circuit.probeUntil = this.now() + leaseMs;
    return true;
  }
}
