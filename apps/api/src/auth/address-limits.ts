import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { LimitSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { RateLimiter } from '@onefacture/redis';
import type { Request, Response } from 'express';
import { rateLimitHeaders } from '../http/rate-limit.guard.js';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;

/** Holds an address to its requests per minute on the routes of /auth that need no token. */
@Injectable()
export class AddressLimitGuard implements CanActivate {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly limits: LimitSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const limit = this.limits.authRequestsPerMinute;
    const verdict = await this.limiter.take(`auth:${request.ip ?? ''}`, limit, MINUTE_SECONDS);
    context
      .switchToHttp()
      .getResponse<Response>()
      .set(rateLimitHeaders('auth', verdict, MINUTE_SECONDS));
    if (!verdict.allowed) {
      throw new AppError('request.rate_limited', {
        detail: `This address sent more than ${limit} requests to /auth in the last minute.`,
        retryAfterSeconds: verdict.resetSeconds,
      });
    }
    return true;
  }
}

/** Holds an address to the accounts it may open in an hour. */
@Injectable()
export class RegistrationLimitGuard implements CanActivate {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly limits: LimitSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const limit = this.limits.registrationsPerHour;
    const verdict = await this.limiter.take(`registration:${request.ip ?? ''}`, limit, HOUR_SECONDS);
    context
      .switchToHttp()
      .getResponse<Response>()
      .set(rateLimitHeaders('registration', verdict, HOUR_SECONDS));
    if (!verdict.allowed) {
      throw new AppError('request.rate_limited', {
        detail: `This address asked for ${limit} accounts in the last hour.`,
        retryAfterSeconds: verdict.resetSeconds,
      });
    }
    return true;
  }
}
