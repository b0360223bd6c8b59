import { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import { PlatformFault } from '../ports/platform-fault.js';
import type { BreakerStore } from './breaker-store.js';

/** Settings of the breaker. */
export interface CircuitSettings {
  /** Consecutive failed attempts that open it. */
  readonly failures: number;
  /** How long it stays open, ms. */
  readonly openMs: number;
  /** How long a probe may take before another caller gets the right, ms. */
  readonly probeLeaseMs: number;
  /** How long the others stay away while a probe is out, ms. */
  readonly probeWaitMs: number;
}

/** What a circuit works with. */
export interface CircuitParts {
  readonly platform: string;
  readonly key: string;
  readonly store: BreakerStore;
  readonly settings: CircuitSettings;
  readonly now: () => number;
  readonly changed: (state: 'open' | 'half_open' | 'closed') => void;
}

/** Never emits: keeps opossum from starting one timer per circuit for statistics we do not use. */
const NO_ROTATION = new EventEmitter().setMaxListeners(0);

/**
 * One circuit: opossum runs the attempts and holds this process's state, the store holds the fleet's.
 * opossum counts percentages over a window, so its own statistic is off and consecutive failures are counted from its
 * events. After a refused login, a 4xx or an unreadable answer the platform is alive: such
 * attempts count as successes here.
 */
export class Circuit {
  readonly #breaker: CircuitBreaker<[() => Promise<unknown>]>;
  readonly #parts: CircuitParts;
  #failures = 0;
  #opening: Promise<void> = Promise.resolve();

  constructor(parts: CircuitParts) {
    this.#parts = parts;
    const { settings, store, key, now, changed } = parts;
    this.#breaker = new CircuitBreaker(async (attempt: () => Promise<unknown>) => await attempt(), {
      timeout: false,
      errorThresholdPercentage: 100,
      volumeThreshold: Number.MAX_SAFE_INTEGER,
      resetTimeout: settings.openMs,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      rotateBucketController: NO_ROTATION,
      errorFilter: isAnswer,
    });
    this.#breaker.on('success', () => {
      this.#failures = 0;
    });
    this.#breaker.on('failure', (error: unknown) => {
      if (isUndecided(error)) return;
      this.#failures += 1;
      if (this.#failures >= settings.failures) this.#breaker.open();
    });
    this.#breaker.on('open', () => {
      this.#opening = store.open(key, now() + settings.openMs);
      changed('open');
    });
  }

  /**
   * Runs one attempt, or refuses it.
   * @throws PlatformFault circuit_open with the seconds left; whatever the attempt throws
   */
  async run<T>(attempt: () => Promise<T>): Promise<T> {
    const { store, key, now } = this.#parts;
    const probing = await this.#admit();
    let result: { readonly value: T } | undefined;
    try {
      await this.#breaker.fire(async () => {
        result = { value: await attempt() };
      });
    } catch (error) {
      if (error instanceof Error && CircuitBreaker.isOurError(error)) throw this.#refusal(this.#parts.settings.openMs);
      await this.#opening;
      if (probing && isAnswer(error)) await this.#closed();
      if (probing && isUndecided(error)) await store.open(key, now());
      throw error;
    }
    if (probing) await this.#closed();
    if (result === undefined) throw new Error('the breaker ended without running the attempt');
    return result.value;
  }

  /** Ends opossum's listeners and timers. Attempts under way finish uncounted. */
  dispose(): void {
    this.#breaker.shutdown();
  }

  /** True when this attempt is the fleet's probe. */
  async #admit(): Promise<boolean> {
    const { store, key, settings, now, changed } = this.#parts;
    const until = await store.openedUntil(key);
    if (until === null) {
      if (!this.#breaker.closed) this.#reset(0);
      return false;
    }
    if (until > now()) throw this.#refusal(until - now());
    if (!(await store.tryProbe(key, settings.probeLeaseMs))) throw this.#refusal(settings.probeWaitMs);
    this.#reset(settings.failures - 1);
    changed('half_open');
    return true;
  }

  /** Lets opossum admit again; one failure short of the limit makes it a probe. */
  #reset(failures: number): void {
    this.#breaker.close();
    this.#failures = failures;
  }

  async #closed(): Promise<void> {
    await this.#parts.store.close(this.#parts.key);
    this.#parts.changed('closed');
  }

  #refusal(leftMs: number): PlatformFault {
    return new PlatformFault('circuit_open', {
      platform: this.#parts.platform,
      sent: 'no',
      detail: 'The platform failed several times in a row; it is left alone for a moment.',
      retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1000)),
    });
  }
}

/** An answer that shows the platform alive. Everything that is not a platform's fault is a defect of ours. */
function isAnswer(error: unknown): boolean {
  return error instanceof PlatformFault && !error.tripsBreaker && !isUndecided(error);
}

/** An attempt that says nothing of the platform, either way. */
function isUndecided(error: unknown): boolean {
  return !(error instanceof PlatformFault) || error.fault === 'aborted' || error.heldBack;
}
