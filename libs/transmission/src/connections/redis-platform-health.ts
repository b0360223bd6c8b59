import type { HealthRecord, PlatformHealthStore } from '@onefacture/adapters';
import type { Redis } from '@onefacture/redis';
import { z } from 'zod';

/** A platform that was not called for so long is unknown again. */
const KEPT_MS = 7 * 86_400_000;

const Stored = z.object({
  state: z.enum(['up', 'down']),
  at: z.iso.datetime(),
  last_error: z.object({ code: z.string(), detail: z.string(), at: z.iso.datetime() }).exactOptional(),
});

const keyOf = (scope: string) => `ofx:platform-health:${scope}`;

/** What the fleet saw of platforms: the worker writes it, the api shows it. Without Redis nothing is known. */
export class RedisPlatformHealth implements PlatformHealthStore {
  constructor(private readonly redis: Redis) {}

  async read(scope: string): Promise<HealthRecord | null> {
    try {
      const stored = await this.redis.get(keyOf(scope));
      return stored === null ? null : Stored.parse(JSON.parse(stored));
    } catch {
      return null;
    }
  }

  async write(scope: string, record: HealthRecord): Promise<void> {
    await this.redis.set(keyOf(scope), JSON.stringify(record), 'PX', KEPT_MS).catch(() => undefined);
  }
}
