import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { PlatformCallbacksService } from '@onefacture/transmission';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { Open } from '../../http/access.js';
import { RawBody } from '../../http/content.js';
import { UuidParam } from '../../http/uuid-param.js';
import { Operation } from '../../openapi/operation.js';

const MAX_BYTES = 1_048_576;

@Open()
@Controller('v1/platforms')
export class CallbacksController {
  constructor(private readonly callbacks: PlatformCallbacksService) {}

  @Post(':platform/callbacks/:connection_id')
  @RawBody(MAX_BYTES)
  @HttpCode(202)
  @Operation({
    id: 'receivePlatformCallback',
    tag: 'Platforms',
    summary: 'For platforms: something changed',
    description:
      'The callback_url of a platform connection. The signature is checked as the platform makes it, over the body as ' +
      'it comes, at most 1 MiB. Nothing in the body is believed: the platform is asked what changed. The same callback ' +
      'twice is answered alike and does nothing more.',
    params: { platform: z.string() },
    answers: {
      202: { description: 'It is the platform’s own; it is asked', schema: z.object({ received: z.literal(true) }) },
    },
    faults: ['request.not_found', 'auth.unauthenticated', 'request.rate_limited'],
  })
  async receive(
    @Param('platform') platform: string,
    @Param('connection_id', UuidParam) connectionId: string,
    @Headers() headers: IncomingHttpHeaders,
    @Body() body: Buffer,
  ) {
    await this.callbacks.receive(platform, connectionId, { headers: flat(headers), body });
    return { received: true };
  }
}

const flat = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));
