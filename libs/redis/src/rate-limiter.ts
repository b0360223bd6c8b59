import { Injectable } from '@nestjs/common';
import { Clock } from '@onefacture/observability';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { Script } from './script.js';
import { countInWindow, type RateLimitVerdict, type WindowCounts } from './sliding-window.js';
import { TtlCache } from './ttl-cache.js';

const LOCAL_KEYS = 10_000;
const LOCAL_TTL_MS = 3_600_000;

/** KEYS[1] the counts; ARGV limit, window in ms, cost. The sum of countInWindow, on the server's clock. */
const RATE = `
local function rate()
  local limit, window, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  local index = math.floor(now / window)
  local elapsed = now - index * window
  local stored = redis.call('HMGET', KEYS[1], 'index', 'current', 'previous')
  local at, current, previous = tonumber(stored[1]), tonumber(stored[2]) or 0, tonumber(stored[3]) or 0
  if at ~= index then
    if at == index - 1 then previous = current else previous = 0 end
    current = 0
  end
  local used = previous * (1 - elapsed / window) + current
  if used + 1 <= limit then
    if cost > 0 then
      redis.call('HSET', KEYS[1], 'index', index, 'current', current + cost, 'previous', previous)
      redis.call('PEXPIRE', KEYS[1], 2 * window)
    end
    return {1, math.max(0, math.floor(limit - used - cost)), window - elapsed}
  end
  local wait
  if current + 1 <= limit then
    wait = window * (1 - (limit - 1 - current) / previous) - elapsed
  else
    wait = window - elapsed + window * math.max(0, 1 - (limit - 1) / current)
  end
  return {0, 0, math.ceil(wait)}
end
`;

const TAKE = new Script(`${RATE}
return rate()
`);

/**
 * The same, then a use of a quota: KEYS[2] what was taken and given back; further ARGV quota (-1 for none), what the
 * caller knows to have been taken and given back, lifetime in ms. Both only grow, so that a count lost here comes back
 * from whoever remembers it.
 */
const TAKE_BOTH = new Script(`${RATE}
local answer = rate()
if answer[1] == 0 then return answer end
local quota = tonumber(ARGV[4])
local stored = redis.call('HMGET', KEYS[2], 'taken', 'returned')
local taken = math.max(tonumber(stored[1]) or 0, tonumber(ARGV[5]))
local returned = math.max(tonumber(stored[2]) or 0, tonumber(ARGV[6]))
answer[4], answer[5], answer[6] = 0, taken, returned
if quota >= 0 and taken - returned + 1 > quota then return answer end
redis.call('HSET', KEYS[2], 'taken', taken + 1, 'returned', returned)
redis.call('PEXPIRE', KEYS[2], ARGV[7])
answer[4], answer[5] = 1, taken + 1
return answer
`);

const Flag = z.union([z.literal(0), z.literal(1)]);
const answerSchema = z.tuple([Flag, z.number(), z.number()]);
const bothSchema = z.union([z.tuple([Flag, z.number(), z.number(), Flag, z.int(), z.int()]), answerSchema]);

/** A quota that is used up one by one, and what the caller knows of it. */
export interface Quota {
  /** Names it, with its period. */
  readonly key: string;
  /** Null for none: it is counted only. */
  readonly limit: number | null;
  readonly known: QuotaCounts;
  readonly ttlMs: number;
}

/** What was taken of a quota and given back; the difference is used. Both only grow. */
export interface QuotaCounts {
  readonly taken: number;
  readonly returned: number;
}

/** The answers of a limit and a quota that were asked together. */
export interface MeteredVerdict {
  readonly rate: RateLimitVerdict;
  /** Undefined when the limit refused, or without Redis. */
  readonly quota: (QuotaCounts & { readonly allowed: boolean }) | undefined;
}

/**
 * Sliding-window limits shared by the fleet. Without Redis each process limits by itself, so that a lost Redis
 * neither stops callers nor lets everything through.
 */
@Injectable()
export class RateLimiter {
  readonly #local = new TtlCache<WindowCounts>({ maxEntries: LOCAL_KEYS, ttlMs: LOCAL_TTL_MS });

  constructor(
    private readonly redis: Redis,
    private readonly clock: Clock,
  ) {}

  /** Counts one request against `limit` per `windowSeconds`; a refused one is not counted. Never throws. */
  async take(key: string, limit: number, windowSeconds: number): Promise<RateLimitVerdict> {
    return this.#count(key, limit, windowSeconds, 1);
  }

  /** What `take` would answer, without counting; for limits on failures, which are counted when they happen. */
  async peek(key: string, limit: number, windowSeconds: number): Promise<RateLimitVerdict> {
    return this.#count(key, limit, windowSeconds, 0);
  }

  /**
   * Counts one request against a limit as `take` does and, when that lets it pass, against a quota: in one round trip.
   * Never throws.
   */
  async takeMetered(key: string, limit: number, windowSeconds: number, quota: Quota): Promise<MeteredVerdict> {
    const { taken, returned } = quota.known;
    try {
      const answer = await TAKE_BOTH.run(
        this.redis,
        [prefixed(key), quotaKey(quota.key)],
        [limit, windowSeconds * 1_000, 1, quota.limit ?? -1, taken, returned, quota.ttlMs],
      );
      const [allowed, remaining, resetMs, within, ...counts] = bothSchema.parse(answer);
      const rate = verdictOf(allowed === 1, limit, remaining, resetMs);
      if (within === undefined) return { rate, quota: undefined };
      return { rate, quota: { allowed: within === 1, taken: counts[0] ?? taken, returned: counts[1] ?? returned } };
    } catch {
      return { rate: this.#locally(key, limit, windowSeconds * 1_000, 1), quota: undefined };
    }
  }

  /** Gives one use of a quota back. Never throws. */
  async giveBack(quota: string): Promise<void> {
    await this.redis.hincrby(quotaKey(quota), 'returned', 1).catch(() => undefined);
  }

  /** What the fleet counted of a quota; undefined when nothing is known of it, or without Redis. Never throws. */
  async quotaCounts(quota: string): Promise<QuotaCounts | undefined> {
    const [taken, returned] = await this.redis.hmget(quotaKey(quota), 'taken', 'returned').catch(() => []);
    return taken ? { taken: Number(taken), returned: Number(returned ?? 0) } : undefined;
  }

  /** Forgets what was counted for a key. Never throws. */
  async forget(key: string): Promise<void> {
    this.#local.delete(key);
    await this.redis.del(prefixed(key)).catch(() => undefined);
  }

  async #count(key: string, limit: number, windowSeconds: number, cost: 0 | 1): Promise<RateLimitVerdict> {
    const windowMs = windowSeconds * 1_000;
    try {
      const answer = answerSchema.parse(await TAKE.run(this.redis, [prefixed(key)], [limit, windowMs, cost]));
      const [allowed, remaining, resetMs] = answer;
      return verdictOf(allowed === 1, limit, remaining, resetMs);
    } catch {
      return this.#locally(key, limit, windowMs, cost);
    }
  }

  #locally(key: string, limit: number, windowMs: number, cost: 0 | 1): RateLimitVerdict {
    const nowMs = this.clock.now().getTime();
    const { counts, verdict } = countInWindow(this.#local.get(key), { nowMs, limit, windowMs, cost });
    this.#local.set(key, counts);
    return verdict;
  }
}

const prefixed = (key: string): string => `ofx:rate:${key}`;
const quotaKey = (key: string): string => `ofx:quota:${key}`;

const verdictOf = (allowed: boolean, limit: number, remaining: number, resetMs: number): RateLimitVerdict => ({
  allowed,
  limit,
  remaining,
  resetSeconds: Math.max(1, Math.ceil(resetMs / 1_000)),
});
