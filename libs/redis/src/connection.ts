import { Logger } from '@nestjs/common';
import type { RedisSettings } from '@onefacture/config';
import { Redis, type RedisOptions } from 'ioredis';

/**
 * What a connection is for. `commands` fails fast while the server is away, so that callers can do without it;
 * `queue` waits for ever, as BullMQ wants it; `subscriber` waits and subscribes again after a break.
 */
export type RedisPurpose = 'commands' | 'queue' | 'subscriber';

const COMMAND_TIMEOUT_MS = 2_000;
const LONGEST_PAUSE_MS = 2_000;

const OPTIONS: Readonly<Record<RedisPurpose, RedisOptions>> = {
  commands: { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: COMMAND_TIMEOUT_MS },
  queue: { maxRetriesPerRequest: null },
  // No ready check: its INFO is refused where a subscription, which does not wait for it, came first.
  subscriber: { maxRetriesPerRequest: null, autoResubscribe: true, enableReadyCheck: false },
};

/**
 * A connection that comes back for ever after a break and says in the log when it goes and comes. It connects at
 * once; the caller closes it (`disconnect` or `quit`).
 */
export function connectRedis({ address }: RedisSettings, purpose: RedisPurpose): Redis {
  const redis = new Redis(address.reveal(), {
    ...OPTIONS[purpose],
    connectionName: `onefacture-${purpose}`,
    retryStrategy: (attempt) => Math.min(LONGEST_PAUSE_MS, 50 * 2 ** Math.min(attempt, 10)),
  });
  reportBreaks(redis, new Logger(`Redis ${purpose}`));
  return redis;
}

/** One line when the connection breaks and one when it is back, not one per attempt. */
function reportBreaks(redis: Redis, logger: Logger): void {
  let broken = false;
  redis.on('error', (error) => {
    if (!broken) logger.warn(`The connection to Redis broke and is tried again: ${error.message}`);
    broken = true;
  });
  redis.on('ready', () => {
    if (broken) logger.log('The connection to Redis is back.');
    broken = false;
  });
}

/** Waits until the server answers; false when it does not within `timeoutMs`. */
export async function waitUntilReady(redis: Redis, timeoutMs: number): Promise<boolean> {
  if (redis.status === 'ready') return true;
  return new Promise((resolve) => {
    const settle = (ready: boolean): void => {
      clearTimeout(timer);
      redis.off('ready', onReady);
      resolve(ready);
    };
    const onReady = (): void => settle(true);
    const timer = setTimeout(settle, timeoutMs, false);
    redis.on('ready', onReady);
  });
}

/**
 * Refuses a server that may throw jobs away: `maxmemory-policy` must be `noeviction`.
 * @throws Error with the sentence for the operator
 */
export async function assertNothingIsEvicted(redis: Redis): Promise<void> {
  const policy = /^maxmemory_policy:(.*)$/m.exec(await redis.info('memory'))?.[1]?.trim() ?? 'unknown';
  if (policy !== 'noeviction') {
    throw new Error(
      `Redis has maxmemory-policy ${policy} and could drop queued jobs; set it to noeviction (CONFIG SET maxmemory-policy noeviction).`,
    );
  }
}
