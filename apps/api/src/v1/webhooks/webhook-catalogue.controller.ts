import { Controller, Get } from '@nestjs/common';
import { WEBHOOK_EVENT_TYPES } from '@onefacture/webhooks';
import { z } from 'zod';
import { Scopes } from '../../http/access.js';
import { Operation } from '../../openapi/operation.js';
import { EventTypeOut, presentEventType } from './event-shapes.js';

/** What can be told. Stands before the routes with an id. */
@Scopes('webhooks')
@Controller('v1/webhooks/event-types')
export class WebhookCatalogueController {
  readonly #catalogue = { data: WEBHOOK_EVENT_TYPES.map(presentEventType) };

  @Get()
  @Operation({
    id: 'listWebhookEventTypes',
    tag: 'Webhooks',
    summary: 'The events, each with schema and example',
    answers: { 200: { description: 'All events', schema: z.object({ data: z.array(EventTypeOut) }) } },
  })
  list() {
    return this.#catalogue;
  }
}
