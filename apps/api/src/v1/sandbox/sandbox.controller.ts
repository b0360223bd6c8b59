import { Controller, Post, Req, Res } from '@nestjs/common';
import { Sandbox } from '@onefacture/accounts';
import { LimitSettings, RuntimeSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { RateLimiter } from '@onefacture/redis';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Open } from '../../http/access.js';
import { rateLimitHeaders } from '../../http/rate-limit.guard.js';
import { Operation } from '../../openapi/operation.js';

const HOUR_SECONDS = 3_600;

const SandboxCredentialsOut = z
  .object({
    api_key: z.string().meta({ description: 'Shown this once', example: 'ofx_test_…' }),
    organization_id: z.uuid(),
    expires_at: z.iso.datetime().meta({ description: 'When it is purged if nobody uses it' }),
  })
  .meta({ id: 'SandboxCredentials' });

@Open()
@Controller('v1/sandbox')
export class SandboxController {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly limiter: RateLimiter,
    private readonly limits: LimitSettings,
    private readonly runtime: RuntimeSettings,
  ) {}

  @Post('credentials')
  @Operation({
    id: 'createSandboxCredentials',
    tag: 'Sandbox',
    summary: 'Get a key for the sandbox',
    description:
      'Opens a test organisation whose invoices go to a simulated platform, and answers with its key. Needs no key; ' +
      'off in production.',
    answers: { 201: { description: 'Credentials', schema: SandboxCredentialsOut } },
    faults: ['request.rate_limited', 'request.not_found'],
  })
  async create(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    if (this.runtime.production) {
      throw new AppError('request.not_found', { detail: 'There is no sandbox in production.' });
    }
    const limit = this.limits.sandboxCredentialsPerHour;
    const verdict = await this.limiter.take(`sandbox:${request.ip ?? ''}`, limit, HOUR_SECONDS);
    response.set(rateLimitHeaders('sandbox', verdict, HOUR_SECONDS));
    if (!verdict.allowed) {
      throw new AppError('request.rate_limited', {
        detail: `This address opened ${limit} sandbox organisations in the last hour.`,
        retryAfterSeconds: verdict.resetSeconds,
      });
    }
    const { expires_at, ...credentials } = await this.sandbox.provision();
    return { ...credentials, expires_at: expires_at.toISOString() };
  }
}
