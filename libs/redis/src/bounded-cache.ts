import { Redis } from 'ioredis';
import { Script } from './script.js';

/** What a cache of the fleet holds, and how much of it. */
export interface BoundedCacheOptions {
  /** Names its keys. */
  readonly name: string;
  readonly maxEntries: number;
  /** Longest text that is kept. */
  readonly maxEntryBytes: number;
}

/** KEYS[1] the entry, KEYS[2] the index by age; ARGV text, lifetime in ms, most entries, prefix of entries, name. */
const PUT = new Script(`
local time = redis.call('TIME')
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('ZADD', KEYS[2], time[1], ARGV[5])
local over = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[3])
if over > 0 then
  local oldest = redis.call('ZPOPMIN', KEYS[2], math.min(over, 100))
  for place = 1, #oldest, 2 do redis.call('UNLINK', ARGV[4] .. oldest[place]) end
end
return 1
`);

/**
 * Texts in Redis, of which the oldest leave when there are too many: a server that evicts nothing, because jobs lie on
 * it, would fill up otherwise. Without Redis nothing is remembered and nothing is thrown.
 */
export class BoundedCache {
  readonly #prefix: string;

  constructor(
    private readonly redis: Redis,
    private readonly options: BoundedCacheOptions,
  ) {
    // The braces keep entries and index in one slot of a cluster.
    this.#prefix = `ofx:{${options.name}}:`;
  }

  /** The texts of these names, in their order; null where there is none. */
  async read(names: readonly string[]): Promise<(string | null)[]> {
    if (names.length === 0) return [];
    try {
      return await this.redis.mget(names.map((name) => this.#entry(name)));
    } catch {
      return names.map(() => null);
    }
  }

  /** Keeps a text for `ttlMs`. @returns whether it is kept: not when it is too long, or without Redis */
  async write(name: string, text: string, ttlMs: number): Promise<boolean> {
    const { maxEntries, maxEntryBytes } = this.options;
    if (Buffer.byteLength(text) > maxEntryBytes) return false;
    try {
      const keys = [this.#entry(name), `${this.#prefix}index`];
      await PUT.run(this.redis, keys, [text, Math.max(1, ttlMs), maxEntries, `${this.#prefix}entry:`, name]);
      return true;
    } catch {
      return false;
    }
  }

  #entry(name: string): string {
    return `${this.#prefix}entry:${name}`;
  }
}
