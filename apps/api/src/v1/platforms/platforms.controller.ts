import { Controller, Get } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { PlatformGateway } from '@onefacture/adapters';
import { Database } from '@onefacture/database';
import { ConnectionsService } from '@onefacture/transmission';
import { z } from 'zod';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Operation } from '../../openapi/operation.js';

const yes = (description: string) => z.boolean().meta({ description });

const CapabilitiesOut = z
  .object({
    submit_formats: z.array(z.string()).meta({ description: 'Syntaxes it is sent', example: ['Factur-X', 'CII'] }),
    poll: yes('What becomes of invoices is asked for'),
    tracks: z.enum(['by_change', 'one_by_one']).meta({ description: 'One question for all that moved, or one each' }),
    push: yes('It calls us back'),
    subscribe: yes('It is asked to by POST /v1/platform-connections/{id}/subscribe').optional(),
    inbox: yes('Received invoices are fetched'),
    respond: yes('Lifecycle messages are sent'),
    directory: yes('Recipients are looked up'),
    e_reporting: yes('E-reporting is sent'),
    public_bodies: yes('It serves public bodies and is told their references').optional(),
    settles_within_ms: z
      .int()
      .optional()
      .meta({ description: 'How long a file that was taken may take to show up there' }),
    sandbox: yes('Without legal effect'),
    verified: yes('Run against the real platform'),
  })
  .meta({ id: 'PlatformCapabilities' });

const STATE = {
  health: z
    .enum(['up', 'degraded', 'down', 'unknown'])
    .meta({ description: 'down: left alone for a moment; degraded: its last answer was a fault; unknown: not called' }),
  breaker: z.enum(['closed', 'half_open', 'open']),
  last_error: z.object({ code: z.string(), detail: z.string(), at: z.string() }).nullable(),
};

const PlatformOut = z
  .object({
    name: z.string().meta({ example: 'sandbox' }),
    capabilities: CapabilitiesOut,
    verified: z.boolean().meta({ description: 'Run against the real platform' }),
    ...STATE,
    connections: z
      .array(z.object({ connection_id: z.uuid(), ...STATE }))
      .meta({ description: 'Your accounts there; the platform is shown as the worst of them' }),
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
    description:
      'All platforms this program speaks to, connected or not. How they are is what was seen of your own accounts, and ' +
      'of those that share their address.',
    answers: { 200: { description: 'All platforms', schema: z.object({ data: z.array(PlatformOut) }) } },
  })
  async list(@CurrentCaller() caller: Caller) {
    const connections = await this.database.inOrganisation(caller.organizationId, (tx) => this.connections.list(tx));
    return { data: await this.gateway.status(connections) };
  }
}
