import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import {
  AttemptRepository,
  EndpointsService,
  ExamplesService,
  presentEndpoint,
  RecoveryService,
} from '@onefacture/webhooks';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { actorOf } from '../../http/access.guard.js';
import { Idempotent, Transaction } from '../../http/idempotent.js';
import { pageOf, type Page } from '../../http/paging.js';
import { Reply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody, ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { AttemptOut, AttemptQuery, presentAttempt } from './attempt-shapes.js';
import { NewEndpointOut, RecoverBody, RecoveryOut, RotateBody, TestBody } from './webhook-shapes.js';

const tag = 'Webhooks';

@Scopes('webhooks')
@Controller('v1/webhooks')
export class WebhookCommandsController {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointsService,
    private readonly examples: ExamplesService,
    private readonly recovery: RecoveryService,
  ) {}

  @Post(':id/rotate-secret')
  @Idempotent()
  @Operation({
    id: 'rotateWebhookSecret',
    tag,
    summary: 'Give an endpoint a new secret',
    description:
      'Old and new sign side by side until the overlap is over; revoke ends the old one at once. The answer is the ' +
      'only place where the new secret can be read.',
    body: {
      schema: RotateBody,
      examples: {
        overlap: { summary: 'Both sign for a day', value: { overlap_seconds: 86_400 } },
        revoke: { summary: 'The old one leaked', value: { revoke: true } },
      },
    },
    answers: { 200: { description: 'The endpoint with its new secret', schema: NewEndpointOut } },
    faults: ['request.not_found', 'webhook.too_many_keys'],
  })
  async rotate(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body(new ZodBody(RotateBody)) rotation: RotateBody,
  ): Promise<Reply> {
    const { endpoint, secret } = await this.endpoints.rotate(tx, actorOf(caller), id, rotation);
    return new Reply(200, { ...presentEndpoint(endpoint), secret });
  }

  @Post(':id/test')
  @HttpCode(200)
  @Operation({
    id: 'testWebhook',
    tag,
    summary: 'Send an example to an endpoint',
    description: 'At once and once, signed and guarded like any delivery, also while the endpoint is disabled.',
    body: { schema: TestBody, examples: { paid: { summary: 'A paid invoice', value: { type: 'invoice.paid' } } } },
    answers: { 200: { description: 'What came of it', schema: AttemptOut } },
    faults: ['request.not_found'],
  })
  async test(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body(new ZodBody(TestBody)) { type }: TestBody,
  ) {
    return presentAttempt(await this.examples.send(caller.organizationId, id, type));
  }

  @Post(':id/recover')
  @Idempotent()
  @Operation({
    id: 'recoverWebhook',
    tag,
    summary: 'Send again what an endpoint missed',
    description:
      'What failed since a moment is sent again, and what happened while the endpoint was disabled is sent now. What ' +
      'was delivered or still waits is left alone, so asking twice sends nothing twice.',
    body: {
      schema: RecoverBody,
      examples: { since: { summary: 'Since midnight', value: { since: '2026-11-21T00:00:00Z' } } },
    },
    answers: { 202: { description: 'Queued', schema: RecoveryOut } },
    faults: ['request.not_found', 'webhook.endpoint_disabled'],
  })
  async recover(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body(new ZodBody(RecoverBody)) { since }: RecoverBody,
  ): Promise<Reply> {
    return new Reply(202, await this.recovery.recover(tx, actorOf(caller), id, new Date(since)));
  }

  @Get(':id/attempts')
  @Operation({
    id: 'listWebhookAttempts',
    tag,
    summary: 'The attempts at an endpoint',
    query: AttemptQuery,
    answers: { 200: { description: 'One page, newest first', schema: pageSchema(AttemptOut) } },
    faults: ['request.not_found'],
  })
  async attempts(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Query(new ZodQuery(AttemptQuery)) { limit, cursor, result, response_status, event_type }: AttemptQuery,
  ): Promise<Page<unknown>> {
    const rows = await this.database.inOrganisation(caller.organizationId, async (tx) => {
      await this.endpoints.get(tx, id);
      return new AttemptRepository(tx).list({
        endpointId: id,
        result,
        responseStatus: response_status,
        eventType: event_type,
        limit: limit + 1,
        before: cursor,
      });
    });
    return pageOf(rows, limit, presentAttempt);
  }
}
