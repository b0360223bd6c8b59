import { Injectable } from '@nestjs/common';
import { LimitSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { RateLimiter } from '@onefacture/redis';

const WINDOW_SECONDS = 60;

/** Counts failed keys, per public id and per address, so that neither can be tried on and on. */
@Injectable()
export class KeyFailures {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly limits: LimitSettings,
  ) {}

  /** @throws AppError `request.rate_limited` */
  async refuseAfterTooMany(publicId: string, address: string): Promise<void> {
    const verdicts = await Promise.all(
      namesOf(publicId, address).map((name) =>
        this.limiter.peek(name, this.limits.authFailuresPerMinute, WINDOW_SECONDS),
      ),
    );
    const refused = verdicts.filter(({ allowed }) => !allowed).map(({ resetSeconds }) => resetSeconds);
    if (refused.length === 0) return;
    throw new AppError('request.rate_limited', {
      detail: 'Too many failed API keys in the last minute.',
      retryAfterSeconds: Math.max(...refused),
    });
  }

  async count(publicId: string, address: string): Promise<void> {
    await Promise.all(
      namesOf(publicId, address).map((name) =>
        this.limiter.take(name, this.limits.authFailuresPerMinute, WINDOW_SECONDS),
      ),
    );
  }
}

const namesOf = (publicId: string, address: string) => [`key-failure:id:${publicId}`, `key-failure:ip:${address}`];
