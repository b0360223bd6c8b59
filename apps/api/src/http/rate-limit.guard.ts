import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { ApiCallMeter, monthlyQuota, paymentOverdue, quotaExceeded } from '@onefacture/billing';
import type { CallQuota } from '@onefacture/billing';
import { LimitSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { RateLimiter, type RateLimitVerdict } from '@onefacture/redis';
import type { Request, Response } from 'express';
import { callerOf, memberOf } from './access.js';
import { addQuotaHeaders, rateLimitHeaders } from './rate-limit-headers.js';

export { rateLimitHeaders } from './rate-limit-headers.js';

const WINDOW_SECONDS = 60;

/**
 * Holds every key, and every user, to its requests per minute, and the keys of live organisations to the calls of
 * their plan, in one round trip; tells on each answer how many are left.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly meter: ApiCallMeter,
    private readonly limits: LimitSettings,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const caller = callerOf(request);
    const member = memberOf(request);
    const limit = this.limits.rateLimitPerMinute;
    if (caller?.mode === 'live') await this.#meter(request, response, caller);
    else if (caller) this.#tell('key', response, await this.limiter.take(`key:${caller.keyId}`, limit, WINDOW_SECONDS));
    else if (member) {
      this.#tell('user', response, await this.limiter.take(`user:${member.userId}`, limit, WINDOW_SECONDS));
    }
    return true;
  }

  async #meter(request: Request, response: Response, { keyId, organizationId }: Caller): Promise<void> {
    const standing = await this.meter.standing(organizationId);
    const rate = { key: `key:${keyId}`, limit: this.limits.rateLimitPerMinute, windowSeconds: WINDOW_SECONDS };
    const verdict = await this.meter.take({ organizationId, rate }, standing);
    this.#tell('key', response, verdict.rate);
    if (verdict.quota) this.#hold(response, organizationId, verdict.quota);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (standing.access === 'none' || (standing.access === 'read_only' && !reads)) {
      throw paymentOverdue(standing.subscription);
    }
  }

  #tell(policy: 'key' | 'user', response: Response, verdict: RateLimitVerdict): void {
    response.set(rateLimitHeaders(policy, verdict, WINDOW_SECONDS));
    if (verdict.allowed) return;
    throw new AppError('request.rate_limited', {
      detail: `This ${policy} sent more than ${verdict.limit} requests in the last minute.`,
      retryAfterSeconds: verdict.resetSeconds,
    });
  }

  /** What came to nothing through no fault of the caller is given back: our own faults, and refused quotas. */
  #hold(response: Response, organizationId: string, { allowed, limit, used, window }: CallQuota): void {
    const now = this.clock.now();
    if (limit !== null) addQuotaHeaders(response, monthlyQuota('api_calls', { limit, used, window }, now));
    if (!allowed) throw quotaExceeded({ metric: 'api_calls', limit: limit ?? 0, current: used }, window, now);
    response.once('finish', () => {
      if (response.statusCode === 429 || response.statusCode >= 500)
        void this.meter.giveBack(organizationId, window.month);
    });
  }
}
