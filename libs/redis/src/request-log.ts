import { Injectable } from '@nestjs/common';
import { Clock } from '@onefacture/observability';
import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Script } from './script.js';
import { TtlCache } from './ttl-cache.js';

const LOCAL_ACCOUNTS = 10_000;
const LOCAL_TTL_MS = 3_600_000;

/** Every request of the last window by its time, on the server's clock; the one that must leave the window first. */
const TAKE = new Script(`
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
local used = redis.call('ZCARD', KEYS[1])
if used < limit then
  redis.call('ZADD', KEYS[1], now, ARGV[3])
  redis.call('PEXPIRE', KEYS[1], window)
  return 0
end
local first = redis.call('ZRANGE', KEYS[1], used - limit, used - limit, 'WITHSCORES')
return math.max(1, tonumber(first[2]) + window - now)
`);

const WaitMs = z.int().min(0);

/**
 * Requests of the fleet to accounts elsewhere, counted exactly: no window of the given length ever holds more than the
 * limit. RateLimiter is cheaper and may be a little over; it is for our own callers. Without Redis each process counts
 * by itself.
 */
@Injectable()
export class RequestLog {
  readonly #local = new TtlCache<number[]>({ maxEntries: LOCAL_ACCOUNTS, ttlMs: LOCAL_TTL_MS });

  constructor(
    private readonly redis: Redis,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts one request, unless `requests` were counted within the last `perMs`. Never throws.
   * @returns 0 when it was counted, else ms until one would be
   */
  async take(account: string, { requests, perMs }: { readonly requests: number; readonly perMs: number }) {
    try {
      return WaitMs.parse(await TAKE.run(this.redis, [`ofx:requests:${account}`], [requests, perMs, randomUUID()]));
    } catch {
      return this.#takeLocally(account, requests, perMs);
    }
  }

  #takeLocally(account: string, requests: number, perMs: number): number {
    const now = this.clock.now().getTime();
    const taken = (this.#local.get(account) ?? []).filter((at) => at > now - perMs);
    const first = taken.at(-requests);
    if (first === undefined) taken.push(now);
    this.#local.set(account, taken);
    return first === undefined ? 0 : first + perMs - now;
  }
}
