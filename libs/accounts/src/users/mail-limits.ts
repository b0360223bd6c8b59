import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RateLimiter, type RateLimitVerdict } from '@onefacture/redis';

const MAILS_PER_HOUR = 5;
const HOUR_SECONDS = 3_600;

/** Keeps others from filling somebody's mailbox: five mails of a kind in an hour. */
@Injectable()
export class MailLimits {
  constructor(private readonly limiter: RateLimiter) {}

  /** Counts a mail that is about to be asked for. */
  async take(kind: 'verify-email' | 'reset-password', email: string): Promise<RateLimitVerdict> {
    const digest = createHash('sha256').update(email).digest('base64url');
    return this.limiter.take(`mail:${kind}:${digest}`, MAILS_PER_HOUR, HOUR_SECONDS);
  }
}
