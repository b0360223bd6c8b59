import type { Type } from '@nestjs/common';
import { DeliveriesController } from './deliveries.controller.js';
import { EventsController } from './events.controller.js';
import { WebhookCatalogueController } from './webhook-catalogue.controller.js';
import { WebhookCommandsController } from './webhook-commands.controller.js';
import { WebhookKeysController } from './webhook-keys.controller.js';
import { WebhooksController } from './webhooks.controller.js';

/** Being told of events; routes with a name stand before those with an id. */
export const WEBHOOK_CONTROLLERS: Type[] = [
  WebhookCatalogueController,
  DeliveriesController,
  WebhooksController,
  WebhookCommandsController,
  EventsController,
  WebhookKeysController,
];
