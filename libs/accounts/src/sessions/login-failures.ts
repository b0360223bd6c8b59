import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LimitSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { RateLimiter } from '@onefacture/redis';

const MINUTE_SECONDS = 60;

/**
 * Counts tries at passwords: of an e-mail, whether or not somebody has it, so that the answer tells nothing, and
 * failed ones of an address, which may try many e-mails.
 */
@Injectable()
export class LoginFailures {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly limits: LimitSettings,
  ) {}

  /**
   * Counts a try before it is judged, so that many at once are not judged together.
   * @throws AppError `auth.locked` after too many for this e-mail, `request.rate_limited` for this address
   */
  async admit(email: string, address: string): Promise<void> {
    const perAddress = this.limits.authFailuresPerMinute;
    const here = await this.limiter.peek(addressName(address), perAddress, MINUTE_SECONDS);
    if (!here.allowed) {
      throw new AppError('request.rate_limited', {
        detail: 'Too many failed sign-ins from this address in the last minute.',
        retryAfterSeconds: here.resetSeconds,
      });
    }
    const tries = await this.limiter.take(emailName(email), this.limits.loginTries, this.limits.loginLockoutMs / 1_000);
    if (tries.allowed) return;
    throw new AppError('auth.locked', { retryAfterSeconds: tries.resetSeconds });
  }

  /** Notes that a try failed. */
  async count(address: string): Promise<void> {
    await this.limiter.take(addressName(address), this.limits.authFailuresPerMinute, MINUTE_SECONDS);
  }

  /** Forgets the tries at an e-mail: its user is known to have signed in, or has a new password. */
  async forget(email: string): Promise<void> {
    await this.limiter.forget(emailName(email));
  }
}

const addressName = (address: string) => `login-failure:ip:${address}`;
const emailName = (email: string) => `login-try:${createHash('sha256').update(email).digest('base64url')}`;
