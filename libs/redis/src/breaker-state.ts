import { Injectable } from '@nestjs/common';
import { Clock } from '@onefacture/observability';
import { Redis } from 'ioredis';
import { Script } from './script.js';

/** An opened circuit that nobody closes is forgotten a day after its time. */
const KEPT_AFTER_MS = 86_400_000;

const OPEN = new Script(`
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('DEL', KEYS[2])
return 1
`);

/** One probe, and only while the circuit is known as opened. */
const PROBE = new Script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if redis.call('SET', KEYS[2], '1', 'NX', 'PX', ARGV[1]) then return 1 end
return 0
`);

/**
 * Which circuits the fleet holds open, and who may probe. Times are milliseconds since 1970. What Redis said last is
 * remembered in the process and answers while Redis is away, so no method throws.
 */
@Injectable()
export class BreakerState {
  readonly #local = new Map<string, { readonly until: number; probeUntil: number }>();

  constructor(
    private readonly redis: Redis,
    private readonly clock: Clock,
  ) {}

  /** Until when the circuit was opened; null while it is closed. A time in the past means half open. */
  async openedUntil(key: string): Promise<number | null> {
    return this.#orLocally(
      async () => {
        const stored = Number((await this.redis.get(openKey(key))) ?? Number.NaN);
        if (!Number.isFinite(stored)) {
          this.#local.delete(key);
          return null;
        }
        if (this.#local.get(key)?.until !== stored) this.#local.set(key, { until: stored, probeUntil: 0 });
        return stored;
      },
      () => this.#local.get(key)?.until ?? null,
    );
  }

  /** Opens the circuit, or keeps it open, and ends any probe. */
  async open(key: string, until: number): Promise<void> {
    this.#local.set(key, { until, probeUntil: 0 });
    const keepMs = Math.max(1, Math.ceil(until - this.clock.now().getTime())) + KEPT_AFTER_MS;
    await this.#orLocally(
      async () => OPEN.run(this.redis, [openKey(key), probeKey(key)], [until, keepMs]),
      () => undefined,
    );
  }

  /** Closes the circuit and ends any probe. */
  async close(key: string): Promise<void> {
    this.#local.delete(key);
    await this.#orLocally(
      async () => this.redis.del(openKey(key), probeKey(key)),
      () => undefined,
    );
  }

  /** True for one caller of the whole fleet; the right lapses after `leaseMs`, in case that caller dies. */
  async tryProbe(key: string, leaseMs: number): Promise<boolean> {
    return this.#orLocally(
      async () => (await PROBE.run(this.redis, [openKey(key), probeKey(key)], [leaseMs])) === 1,
      () => {
        const circuit = this.#local.get(key);
        const now = this.clock.now().getTime();
        if (circuit === undefined || circuit.probeUntil > now) return false;
        circuit.probeUntil = now + leaseMs;
        return true;
      },
    );
  }

  async #orLocally<T>(remote: () => Promise<T>, local: () => T): Promise<T> {
    try {
      return await remote();
    } catch {
      return local();
    }
  }
}

// The braces keep both keys of a circuit in one slot of a cluster.
const openKey = (key: string): string => `ofx:breaker:{${key}}:until`;
const probeKey = (key: string): string => `ofx:breaker:{${key}}:probe`;
