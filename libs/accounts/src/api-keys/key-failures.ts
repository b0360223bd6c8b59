import { Injectable } from '@nestjs/common';
import { LimitSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { RateLimiter } from '@onefacture/redis';

const WINDOW_SECONDS = 60;

/**
 * Counts failed keys of an address, so that nobody has us hash on and on. Not of a public id: it is no secret, and who
 * knows it could shut its key out, while 256 bits of secret need no such guard.
 */
@Injectable()
export class KeyFailures {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly limits: LimitSettings,
  ) {}

  /** @throws AppError `request.rate_limited` */
  async refuseAfterTooMany(address: string): Promise<void> {
    const limit = this.limits.authFailuresPerMinute;
    const { allowed, resetSeconds } = await this.limiter.peek(nameOf(address), limit, WINDOW_SECONDS);
    if (allowed) return;
    throw new AppError('request.rate_limited', {
      detail: 'Too many failed API keys from this address in the last minute.',
      retryAfterSeconds: resetSeconds,
    });
  }

  async count(address: string): Promise<void> {
    await this.limiter.take(nameOf(address), this.limits.authFailuresPerMinute, WINDOW_SECONDS);
  }
}

const nameOf = (address: string) => `key-failure:ip:${address}`;
