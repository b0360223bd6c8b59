import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { LimitSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { RateLimiter, type RateLimitVerdict } from '@onefacture/redis';
import type { Request, Response } from 'express';
import { callerOf, memberOf } from './access.js';

const WINDOW_SECONDS = 60;

/** Holds every key, and every user, to its requests per minute, and tells it on each answer how many are left. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly limits: LimitSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const limited = limitedBy(context.switchToHttp().getRequest<Request>());
    if (!limited) return true;
    const { policy, id } = limited;
    const verdict = await this.limiter.take(`${policy}:${id}`, this.limits.rateLimitPerMinute, WINDOW_SECONDS);
    const response = context.switchToHttp().getResponse<Response>();
    response.set(rateLimitHeaders(policy, verdict, WINDOW_SECONDS));
    if (!verdict.allowed) {
      throw new AppError('request.rate_limited', {
        detail: `This ${policy} sent more than ${verdict.limit} requests in the last minute.`,
        retryAfterSeconds: verdict.resetSeconds,
      });
    }
    return true;
  }
}

function limitedBy(request: Request): { policy: 'key' | 'user'; id: string } | undefined {
  const caller = callerOf(request);
  if (caller) return { policy: 'key', id: caller.keyId };
  const member = memberOf(request);
  return member && { policy: 'user', id: member.userId };
}

/** The headers of draft-ietf-httpapi-ratelimit-headers, and the older ones many clients read. */
export function rateLimitHeaders(
  policy: string,
  { limit, remaining, resetSeconds }: RateLimitVerdict,
  windowSeconds: number,
): Record<string, string> {
  return {
    'RateLimit-Policy': `"${policy}";q=${limit};w=${windowSeconds}`,
    RateLimit: `"${policy}";r=${remaining};t=${resetSeconds}`,
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(resetSeconds),
  };
}
