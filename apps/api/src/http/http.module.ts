import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccountsModule } from '@onefacture/accounts';
import { ApiCallsModule } from '@onefacture/billing';
import { RedisModule } from '@onefacture/redis';
import { SecurityModule } from '@onefacture/security';
import { AccessTokenReader } from './access-token-reader.js';
import { AccessGuard } from './access.guard.js';
import { BodyInterceptor } from './body.interceptor.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { JsonAnswerInterceptor } from './json-answer.interceptor.js';
import { ProblemFilter } from './problem.filter.js';
import { RateLimitGuard } from './rate-limit.guard.js';

/**
 * What every route goes through, in this order: who calls, how often, the body, once per Idempotency-Key, the answer;
 * and errors as problems.
 */
@Module({
  imports: [AccountsModule, ApiCallsModule, RedisModule, SecurityModule],
  providers: [
    AccessTokenReader,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_INTERCEPTOR, useClass: JsonAnswerInterceptor },
    { provide: APP_INTERCEPTOR, useClass: BodyInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class HttpModule {}
