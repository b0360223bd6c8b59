import { Injectable } from '@nestjs/common';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { Script } from './script.js';
import { countInWindow, type RateLimitVerdict, type WindowCounts } from './sliding-window.js';
import { TtlCache } from './ttl-cache.js';

const LOCAL_KEYS = 10_000;
const LOCAL_TTL_MS = 3_600_000;

/** KEYS[1] the counts; ARGV limit, window in ms, cost. The sum of countInWindow, on the server's clock. */
const TAKE = new Script(`
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
`);

const answerSchema = z.tuple([z.union([z.literal(0), z.literal(1)]), z.number(), z.number()]);

/**
 * Sliding-window limits shared by the fleet. Without Redis each process limits by itself, so that a lost Redis
 * neither stops callers nor lets everything through.
 */
@Injectable()
export class RateLimiter {
  readonly #local = new TtlCache<WindowCounts>({ maxEntries: LOCAL_KEYS, ttlMs: LOCAL_TTL_MS });

  constructor(private readonly redis: Redis) {}

  /** Counts one request against `limit` per `windowSeconds`; a refused one is not counted. Never throws. */
  async take(key: string, limit: number, windowSeconds: number): Promise<RateLimitVerdict> {
    return this.#count(key, limit, windowSeconds, 1);
  }

  /** What `take` would answer, without counting; for limits on failures, which are counted when they happen. */
  async peek(key: string, limit: number, windowSeconds: number): Promise<RateLimitVerdict> {
    return this.#count(key, limit, windowSeconds, 0);
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
      return { allowed: allowed === 1, limit, remaining, resetSeconds: Math.max(1, Math.ceil(resetMs / 1_000)) };
    } catch {
      const { counts, verdict } = countInWindow(this.#local.get(key), { nowMs: Date.now(), limit, windowMs, cost });
      this.#local.set(key, counts);
      return verdict;
    }
  }
}

const prefixed = (key: string): string => `ofx:rate:${key}`;
