import { PlatformFault } from '../ports/platform-fault.js';

/** How many calls go to one place, and how long others wait. */
export interface BulkheadSettings {
  /** Calls to one place at a time, in this process. */
  readonly places: number;
  /** Longest a call waits for a place, ms; nothing is waited for where calls take longer than that. */
  readonly patienceMs: number;
  /** Longest a refused caller is sent away for, ms. */
  readonly longestWaitMs: number;
}

/** What of a call the bulkhead looks at. */
export interface BulkheadCall {
  readonly platform: string;
  /** Where it goes. */
  readonly place: string;
}

/** Calls to one address. */
interface Place {
  /** Start times of the calls under way, by call. */
  readonly running: Map<symbol, number>;
  readonly waiting: Set<() => void>;
  /** How long calls took of late. */
  usualMs: number;
  /** When the last caller that was sent away may come back; the next one comes later. */
  lastTurnAt: number;
}

const SHORTEST_WAIT_MS = 1_000;
/** Addresses one process remembers while nothing goes there. */
const MAX_PLACES = 1_000;
/** Weight of the last call in `usualMs`. */
const WEIGHT = 0.3;

/**
 * Limits the calls under way to one address, so that a platform that hangs holds some of a worker's slots and never
 * all. Where calls end quickly, a place is waited for; where they do not, the caller is sent away at once, each for as
 * long as it takes until places for those before it are free: a slot of the worker is not held by waiting, and a backlog
 * does not come back all at once.
 */
export class Bulkhead {
  readonly #places = new Map<string, Place>();

  /** @param now ms */
  constructor(
    private readonly settings: BulkheadSettings,
    private readonly now: () => number = Date.now,
  ) {}

  /** Runs the work in a place of its address. @throws PlatformFault busy; whatever the work throws */
  async run<T>(call: BulkheadCall, work: () => Promise<T>): Promise<T> {
    const place = this.#place(call.place);
    const until = this.now() + this.settings.patienceMs;
    while (place.running.size >= this.settings.places) {
      if (!(await this.#turn(place, until))) throw this.#refusal(call, place);
    }
    const id = Symbol(call.place);
    const startedAt = this.now();
    place.running.set(id, startedAt);
    try {
      const result = await work();
      this.#learn(place, startedAt);
      return result;
    } catch (error) {
      if (!(error instanceof PlatformFault && error.heldBack)) this.#learn(place, startedAt);
      throw error;
    } finally {
      place.running.delete(id);
      const [next] = place.waiting;
      next?.();
    }
  }

  /** Waits for a place while that is worth it. @returns whether to look again */
  async #turn(place: Place, until: number): Promise<boolean> {
    const { patienceMs } = this.settings;
    const leftMs = until - this.now();
    const youngest = Math.max(...place.running.values());
    if (leftMs <= 0 || place.usualMs > patienceMs || this.now() - youngest > patienceMs) return false;
    return await new Promise((resolve) => {
      const settle = (free: boolean): void => {
        clearTimeout(timer);
        place.waiting.delete(onFree);
        resolve(free);
      };
      const onFree = (): void => settle(true);
      const timer = setTimeout(settle, leftMs, false);
      place.waiting.add(onFree);
    });
  }

  #learn(place: Place, startedAt: number): void {
    const tookMs = this.now() - startedAt;
    place.usualMs += WEIGHT * (tookMs - place.usualMs);
  }

  #refusal({ platform }: BulkheadCall, place: Place): PlatformFault {
    const now = this.now();
    const { places, longestWaitMs } = this.settings;
    const longestSoFar = now - Math.min(now, ...place.running.values());
    const turnMs = Math.max(place.usualMs, longestSoFar) / places;
    place.lastTurnAt = Math.min(Math.max(place.lastTurnAt, now) + turnMs, now + longestWaitMs);
    return new PlatformFault('busy', {
      platform,
      sent: 'no',
      detail: `${places} calls to the platform are under way and none ends; this one waits outside.`,
      retryAfterSeconds: Math.ceil(Math.max(SHORTEST_WAIT_MS, place.lastTurnAt - now) / 1_000),
    });
  }

  #place(name: string): Place {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    if (this.#places.size >= MAX_PLACES) this.#forgetIdle();
    const place = { running: new Map(), waiting: new Set<() => void>(), usualMs: 0, lastTurnAt: 0 };
    this.#places.set(name, place);
    return place;
  }

  #forgetIdle(): void {
    for (const [name, { running, waiting }] of this.#places) {
      if (running.size + waiting.size === 0) this.#places.delete(name);
    }
  }
}
