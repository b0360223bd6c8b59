import { Controller, Get } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { PlatformGateway } from '@onefacture/adapters';
import { Database } from '@onefacture/database';
import { ConnectionsService } from '@onefacture/transmission';
import { z } from 'zod';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Operation } from '../../openapi/operation.js';

const PlatformOut = z
  .object({
    name: z.string().meta({ example: 'sandbox' }),
    capabilities: z.record(z.string(), z.unknown()),
    verified: z.boolean().meta({ description: 'Run against the real platform' }),
    health: z.enum(['up', 'degraded', 'down', 'unknown']),
    breaker: z.enum(['closed', 'half_open', 'open']),
    last_error: z.object({ code: z.string(), detail: z.string(), at: z.string() }).nullable(),
  })
  .meta({ id: 'Platform' });

@Scopes()
@Controller('v1/platforms')
export class PlatformsController {
  constructor(
    private readonly database: Database,
    private readonly gateway: PlatformGateway,
    private readonly connections: ConnectionsService,
  ) {}

  @Get()
  @Operation({
    id: 'listPlatforms',
    tag: 'Platforms',
    summary: 'The platforms, what they can do, and how they are',
    answers: { 200: { description: 'All platforms', schema: z.object({ data: z.array(PlatformOut) }) } },
  })
  async list(@CurrentCaller() caller: Caller) {
    const connections = await this.database.inOrganisation(caller.organizationId, (tx) => this.connections.list(tx));
    return { data: await this.gateway.status(connections) };
  }
}
