import { Controller, Get, Param } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database } from '@onefacture/database';
import { TimelineService } from '@onefacture/invoicing';
import { AttemptRepository } from '@onefacture/transmission';
import { z } from 'zod';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { UuidParam } from '../../http/uuid-param.js';
import { Operation } from '../../openapi/operation.js';
import { AttemptOut, presentAttempt } from './attempt-shapes.js';
import { TimelineEntryOut } from './invoice-shapes.js';

const tag = 'Invoices';

@Scopes('invoices:read', 'invoices:write')
@Controller('v1/invoices/:id')
export class InvoiceRecordsController {
  constructor(
    private readonly database: Database,
    private readonly timeline: TimelineService,
  ) {}

  @Get('timeline')
  @Operation({
    id: 'getTimeline',
    tag,
    summary: 'What happened to an invoice',
    description:
      'By official time, each entry with the platform’s own word and message; `attempts` are the ways to the platform, ' +
      'with how often it was asked, how long it took and why one failed.',
    answers: {
      200: {
        description: 'All entries',
        schema: z.object({ data: z.array(TimelineEntryOut), attempts: z.array(AttemptOut) }),
      },
    },
    faults: ['request.not_found'],
  })
  async read(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string) {
    return this.database.inOrganisation(caller.organizationId, async (tx) => ({
      data: await this.timeline.read(tx, id),
      attempts: (await new AttemptRepository(tx).list(id)).map(presentAttempt),
    }));
  }
}
