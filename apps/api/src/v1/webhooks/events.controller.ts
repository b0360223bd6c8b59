import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database } from '@onefacture/database';
import { EventFeedRepository, RecoveryService } from '@onefacture/webhooks';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { actorOf } from '../../http/access.guard.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { FeedOut, FeedQuery, presentFeed } from './event-shapes.js';

const tag = 'Events';

/** The pull alternative to webhooks. */
@Scopes('webhooks')
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly database: Database,
    private readonly recovery: RecoveryService,
  ) {}

  @Get()
  @Operation({
    id: 'listEvents',
    tag,
    summary: 'All events, oldest first',
    description:
      'Read it from the beginning, keep next_cursor and ask again with it as `after`: no event is missed or told ' +
      'twice. The ids are those of the webhook-id header.',
    query: FeedQuery,
    answers: { 200: { description: 'Events after the cursor', schema: FeedOut } },
  })
  async list(@CurrentCaller() caller: Caller, @Query(new ZodQuery(FeedQuery)) { limit, after, type }: FeedQuery) {
    const rows = await this.database.inOrganisation(caller.organizationId, (tx) =>
      new EventFeedRepository(tx).after(after, { limit: limit + 1, types: type }),
    );
    return presentFeed(rows, limit, after);
  }

  @Delete(':id/content')
  @HttpCode(204)
  @Operation({
    id: 'expungeEvent',
    tag,
    summary: 'Remove the content of an event',
    description: 'Its body and what receivers answered are emptied; that it was told, and when, stays on record.',
    answers: { 204: { description: 'Gone' } },
    faults: ['request.not_found'],
  })
  async expunge(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string): Promise<void> {
    await this.database.inOrganisation(caller.organizationId, (tx) => this.recovery.expunge(tx, actorOf(caller), id));
  }
}
