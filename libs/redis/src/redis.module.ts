import { Inject, Logger, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RedisSettings } from '@onefacture/config';
import { Redis } from 'ioredis';
import { BreakerState } from './breaker-state.js';
import { Broadcast } from './broadcast.js';
import { assertNothingIsEvicted, connectRedis, waitUntilReady } from './connection.js';
import { RateLimiter } from './rate-limiter.js';
import { RequestLog } from './request-log.js';

const BOOT_WAIT_MS = 5_000;

/** The shared connection under the token `Redis`, and what is built on it. Needs SettingsModule and MetricsModule. */
@Module({
  providers: [
    {
      provide: Redis,
      useFactory: (settings: RedisSettings) => connectRedis(settings, 'commands'),
      inject: [RedisSettings],
    },
    RateLimiter,
    RequestLog,
    BreakerState,
    Broadcast,
  ],
  exports: [Redis, RateLimiter, RequestLog, BreakerState, Broadcast],
})
export class RedisModule implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger(RedisModule.name);

  constructor(@Inject(Redis) private readonly redis: Redis) {}

  /** Refuses to start on a server that evicts; starts without a server, which is only slower. */
  async onModuleInit(): Promise<void> {
    if (await waitUntilReady(this.redis, BOOT_WAIT_MS)) return assertNothingIsEvicted(this.redis);
    this.#logger.warn('Redis does not answer; work is delayed until it does.');
    this.redis.once('ready', () => {
      assertNothingIsEvicted(this.redis).catch((error: unknown) => this.#logger.error(String(error)));
    });
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}
