import type { Type } from '@nestjs/common';
import { eventExample, eventSchema, WEBHOOK_EVENT_TYPES, type WebhookEventType } from '@onefacture/webhooks';
import { AUTH_CONTROLLERS } from '../auth/controllers.js';
import { BILLING_CONTROLLERS } from '../billing/controllers.js';
import { ORGANIZATION_CONTROLLERS } from '../organization/controllers.js';
import { V1_CONTROLLERS } from '../v1/controllers.js';
import { composeOpenApi, type DescribedWebhook, type OpenApiDocument } from './compose.js';

/** Every controller of the public API, in the order of the documentation. */
export const API_CONTROLLERS: readonly Type[] = [
  ...V1_CONTROLLERS,
  ...AUTH_CONTROLLERS,
  ...ORGANIZATION_CONTROLLERS,
  ...BILLING_CONTROLLERS,
];

/** The document of the whole API: what /openapi.json serves and what openapi.json holds. */
export function apiDocument(): OpenApiDocument {
  return composeOpenApi(API_CONTROLLERS, WEBHOOK_EVENT_TYPES.map(webhook));
}

/** The document as text, as it is committed. */
export function documentText(): string {
  return `${JSON.stringify(apiDocument(), undefined, 2)}\n`;
}

function webhook({ type, data, description }: WebhookEventType): DescribedWebhook {
  return { name: type, summary: description, schema: eventSchema(type, data), example: eventExample(type, data) };
}
