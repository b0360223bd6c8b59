import { setTimeout as timer } from 'node:timers/promises';
import type { CallSettings } from '@onefacture/config';
import { transportFault } from '../http/transport-fault.js';
import { PlatformFault } from '../ports/platform-fault.js';
import {
  SILENT_OBSERVER,
  type AttemptObserver,
  type CircuitReach,
  type PlatformOperation,
} from './attempt-observer.js';
import type { PlatformRate } from '../ports/connection.js';
import { MemoryBreakerStore, type BreakerStore } from './breaker-store.js';
import { Bulkhead, type BulkheadSettings } from './bulkhead.js';
import { Circuit, type CircuitSettings } from './circuit.js';
import { MemoryRequestLog, Pacer, type RequestLog } from './pacer.js';
import { pauseAfter, type RetrySettings } from './retry.js';

/** Circuits one process remembers; beyond it the one used longest ago goes. */
const MAX_CIRCUITS = 2000;

/** Settings of the policy; the defaults are the house's (design decision 8). */
export interface CallPolicySettings {
  readonly retry: RetrySettings;
  readonly circuit: CircuitSettings;
  readonly bulkhead: BulkheadSettings;
  /** Deadline of one attempt, ms. */
  readonly deadlineMs: number;
}

/** 3 attempts, 50 ms to 2 s ± 25 %; open for 30 s after 3 failures in a row; 5 calls at a time; 10 s per attempt. */
export const DEFAULT_CALL_POLICY: CallPolicySettings = {
  retry: { attempts: 3, baseMs: 50, maxMs: 2000, jitter: 0.25 },
  circuit: { failures: 3, openMs: 30_000, probeLeaseMs: 60_000, probeWaitMs: 10_000 },
  bulkhead: { places: 5, patienceMs: 500, longestWaitMs: 30_000 },
  deadlineMs: 10_000,
};

/** The policy of an installation: what its settings say, the house's retry. */
export function callPolicySettings(calls: CallSettings): CallPolicySettings {
  const { deadlineMs, breakerFailures: failures, breakerOpenMs: openMs, concurrency: places } = calls;
  const { retry, bulkhead } = DEFAULT_CALL_POLICY;
  return {
    retry,
    circuit: { failures, openMs, probeLeaseMs: 3 * deadlineMs, probeWaitMs: Math.min(deadlineMs, openMs) },
    bulkhead: { ...bulkhead, places },
    deadlineMs,
  };
}

/** What the policy works with; everything has a default, tests inject time and chance. */
export interface CallPolicyParts {
  /** What differs from DEFAULT_CALL_POLICY. */
  readonly settings?: Partial<CallPolicySettings>;
  readonly store?: BreakerStore;
  /** Requests counted against the platforms' rate limits. */
  readonly requests?: RequestLog;
  readonly observer?: AttemptObserver;
  /** 0 ≤ x < 1 */
  readonly random?: () => number;
  /** Pauses; rejects when the signal aborts. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** ms since the epoch. */
  readonly now?: () => number;
}

/** One call as the policy sees it. */
export interface PolicedCall {
  readonly platform: string;
  readonly operation: PlatformOperation;
  readonly organization_id: string;
  readonly request_id: string;
  /** Circuit that the call belongs to. */
  readonly key: string;
  /** Whose calls that circuit holds back, for those who observe it. */
  readonly reach?: CircuitReach;
  /** Where it goes: calls to one place are limited together. */
  readonly place: string;
  /** The account's rate limit, where it has one. */
  readonly rate?: { readonly account: string; readonly limit: PlatformRate };
  /** `blindly` for look-ups; `unsent` for effects: repeated only when no byte left us (design decision 6). */
  readonly repeat: 'blindly' | 'unsent';
  readonly signal: AbortSignal;
}

/** What an attempt works within. */
export interface AttemptScope {
  /** Of its own deadline, and of the caller. */
  readonly signal: AbortSignal;
  /** As Call.pace. */
  readonly pace: () => Promise<void>;
}

/** Deadline inside breaker inside retry inside bulkhead, around every call to a platform. */
export class CallPolicy {
  readonly #settings: CallPolicySettings;
  readonly #store: BreakerStore;
  readonly #observer: AttemptObserver;
  readonly #random: () => number;
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly #now: () => number;
  readonly #bulkhead: Bulkhead;
  readonly #pacer: Pacer;
  readonly #circuits = new Map<string, Circuit>();

  constructor(parts: CallPolicyParts = {}) {
    this.#settings = { ...DEFAULT_CALL_POLICY, ...parts.settings };
    this.#now = parts.now ?? Date.now;
    this.#store = parts.store ?? new MemoryBreakerStore(this.#now);
    this.#observer = parts.observer ?? SILENT_OBSERVER;
    this.#random = parts.random ?? Math.random;
    this.#sleep = parts.sleep ?? (async (ms, signal) => await timer(ms, undefined, { signal }));
    this.#bulkhead = new Bulkhead(this.#settings.bulkhead, this.#now);
    this.#pacer = new Pacer(parts.requests ?? new MemoryRequestLog(this.#now), this.#sleep);
  }

  /**
   * Runs `attempt` until it succeeds, may not be repeated, or attempts are used up.
   * @throws PlatformFault of the last attempt, circuit_open or busy
   */
  async run<T>(call: PolicedCall, attempt: (scope: AttemptScope) => Promise<T>): Promise<T> {
    return await this.#bulkhead.run(call, async () => await this.#repeat(call, attempt));
  }

  async #repeat<T>(call: PolicedCall, attempt: (scope: AttemptScope) => Promise<T>): Promise<T> {
    for (let turn = 1; ; turn += 1) {
      try {
        return await this.#circuit(call).run(async () => await this.#observed(call, turn, attempt));
      } catch (error) {
        const pause = this.#pause(call, turn, error);
        if (pause === null) throw error;
        await this.#sleep(pause, call.signal).catch((reason: unknown) => {
          throw transportFault(call.platform, call.signal.reason ?? reason, 'no');
        });
      }
    }
  }

  /** The breaker of a key: closed, open, or half open (waiting for its probe). */
  async breakerState(key: string): Promise<'closed' | 'open' | 'half_open'> {
    const until = await this.#store.openedUntil(key);
    if (until === null) return 'closed';
    return until > this.#now() ? 'open' : 'half_open';
  }

  /** ms to wait before the next attempt, null when there is none. */
  #pause({ repeat }: PolicedCall, turn: number, error: unknown): number | null {
    const { retry } = this.#settings;
    if (turn >= retry.attempts || !(error instanceof PlatformFault)) return null;
    if (!error.retryable || error.heldBack || error.fault === 'aborted') return null;
    if (repeat === 'unsent' && error.sent !== 'no') return null;
    const asked = (error.options.retryAfterSeconds ?? 0) * 1000;
    return asked > retry.maxMs ? null : Math.max(asked, pauseAfter(turn, retry, this.#random));
  }

  async #observed<T>(call: PolicedCall, turn: number, attempt: (scope: AttemptScope) => Promise<T>): Promise<T> {
    const { platform, operation, organization_id, request_id } = call;
    const started = performance.now();
    const over = (outcome: PlatformFault['fault'] | 'ok' | 'defect', detail?: string): void =>
      this.#observer.attempted({
        platform,
        operation,
        organization_id,
        request_id,
        attempt: turn,
        outcome,
        duration_ms: performance.now() - started,
        ...(detail === undefined ? {} : { detail }),
      });
    try {
      const signal = AbortSignal.any([call.signal, AbortSignal.timeout(this.#settings.deadlineMs)]);
      const pace = async (): Promise<void> => await this.#pacer.wait(call, signal);
      const result = await attempt({ signal, pace });
      over('ok');
      return result;
    } catch (error) {
      if (error instanceof PlatformFault) over(error.fault, error.message);
      else over('defect');
      throw error;
    }
  }

  #circuit({ platform, operation, key, reach }: PolicedCall): Circuit {
    const known = this.#circuits.get(key);
    if (known !== undefined) {
      this.#circuits.delete(key);
      this.#circuits.set(key, known);
      return known;
    }
    const circuit = new Circuit({
      platform,
      key,
      store: this.#store,
      settings: this.#settings.circuit,
      now: this.#now,
      changed: (state) =>
        this.#observer.circuitChanged({ platform, operation, key, state, ...(reach ? { reach } : {}) }),
    });
    this.#circuits.set(key, circuit);
    this.#dropOldest();
    return circuit;
  }

  /** Test organisations come and go: a circuit that is dropped only forgets its count, the store knows if it is open. */
  #dropOldest(): void {
    if (this.#circuits.size <= MAX_CIRCUITS) return;
    const [oldest] = this.#circuits;
    if (oldest === undefined) return;
    oldest[1].dispose();
    this.#circuits.delete(oldest[0]);
  }
}
