import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { AttemptRepository, DeliveriesService, DeliveryRepository } from '@onefacture/webhooks';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { actorOf } from '../../http/access.guard.js';
import { Idempotent, Transaction } from '../../http/idempotent.js';
import { pageOf, PageQuery, type Page } from '../../http/paging.js';
import { Reply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { AttemptOut, presentAttempt } from './attempt-shapes.js';
import { DeliveryOut, DeliveryQuery, presentDelivery } from './webhook-shapes.js';

const tag = 'Webhooks';

@Scopes('webhooks')
@Controller('v1/webhooks/deliveries')
export class DeliveriesController {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveriesService,
  ) {}

  @Get()
  @Operation({
    id: 'listDeliveries',
    tag,
    summary: 'The delivery log',
    query: DeliveryQuery,
    answers: { 200: { description: 'One page, newest first', schema: pageSchema(DeliveryOut) } },
  })
  async list(
    @CurrentCaller() caller: Caller,
    @Query(new ZodQuery(DeliveryQuery)) { limit, cursor, webhook_id, message_id, state }: DeliveryQuery,
  ): Promise<Page<unknown>> {
    const rows = await this.database.inOrganisation(caller.organizationId, (tx) =>
      new DeliveryRepository(tx).list({
        limit: limit + 1,
        before: cursor,
        endpointId: webhook_id,
        messageId: message_id,
        state,
      }),
    );
    return pageOf(rows, limit, presentDelivery);
  }

  @Post(':id/replay')
  @Idempotent()
  @Operation({
    id: 'replayDelivery',
    tag,
    summary: 'Send a delivery again',
    answers: { 202: { description: 'Queued', schema: DeliveryOut } },
    faults: ['request.not_found', 'webhook.endpoint_disabled', 'webhook.message_expunged'],
  })
  async replay(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<Reply> {
    return new Reply(202, presentDelivery(await this.deliveries.replay(tx, actorOf(caller), id)));
  }

  @Get(':id/attempts')
  @Operation({
    id: 'listDeliveryAttempts',
    tag,
    summary: 'The attempts at a delivery',
    query: PageQuery,
    answers: { 200: { description: 'One page, newest first', schema: pageSchema(AttemptOut) } },
    faults: ['request.not_found'],
  })
  async attempts(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Query(new ZodQuery(PageQuery)) { limit, cursor }: PageQuery,
  ): Promise<Page<unknown>> {
    const rows = await this.database.inOrganisation(caller.organizationId, async (tx) => {
      if (!(await new DeliveryRepository(tx).find(id))) {
        throw new AppError('request.not_found', { detail: `There is no delivery ${id}.` });
      }
      return new AttemptRepository(tx).list({ deliveryId: id, limit: limit + 1, before: cursor });
    });
    return pageOf(rows, limit, presentAttempt);
  }
}
