import { transportFault } from '../http/transport-fault.js';
import type { PlatformRate } from '../ports/connection.js';
import { PlatformFault } from '../ports/platform-fault.js';

/** Longest a request waits for its turn, ms: a job that waits longer comes back later. */
const PATIENCE_MS = 2_000;

/** Where the fleet counts the requests to an account. It answers from what it knows rather than throw. */
export interface RequestLog {
  /** Counts one request, unless the limit is reached. @returns 0 when counted, else ms until one would be */
  take(account: string, limit: PlatformRate): Promise<number>;
}

/** A RequestLog of one process. */
export class MemoryRequestLog implements RequestLog {
  readonly #taken = new Map<string, number[]>();

  /** @param now ms since the epoch */
  constructor(private readonly now: () => number = Date.now) {}

  async take(account: string, { requests, perMs }: PlatformRate): Promise<number> {
    const now = this.now();
    const taken = (this.#taken.get(account) ?? []).filter((at) => at > now - perMs);
    const first = taken.at(-requests);
    if (first === undefined) taken.push(now);
    this.#taken.set(account, taken);
    return first === undefined ? 0 : first + perMs - now;
  }
}

/** What of a call the pacer looks at. */
export interface PacedCall {
  readonly platform: string;
  readonly rate?: { readonly account: string; readonly limit: PlatformRate };
}

/** Keeps the requests to an account within its rate limit by waiting a little. */
export class Pacer {
  constructor(
    private readonly log: RequestLog,
    private readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>,
  ) {}

  /**
   * Returns when the next request may go.
   * @throws PlatformFault rate_limited with the seconds to wait, when that would be too long; timeout or aborted
   */
  async wait({ platform, rate }: PacedCall, signal: AbortSignal): Promise<void> {
    if (rate === undefined) return;
    for (let waited = 0; ;) {
      const waitMs = await this.log.take(rate.account, rate.limit);
      if (waitMs === 0) return;
      waited += waitMs;
      if (waited > PATIENCE_MS) throw tooMany(platform, waitMs);
      await this.sleep(waitMs, signal).catch((reason: unknown) => {
        throw transportFault(platform, signal.reason ?? reason, 'no');
      });
    }
  }
}

const tooMany = (platform: string, waitMs: number): PlatformFault =>
  new PlatformFault('rate_limited', {
    platform,
    sent: 'no',
    heldBack: true,
    detail: 'The account is at the rate limit of the platform; the request was not sent.',
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
  });
