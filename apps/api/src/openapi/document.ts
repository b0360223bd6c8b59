import { WEBHOOK_EVENT_TYPES } from '@onefacture/webhooks';
import { z } from 'zod';
import { V1_CONTROLLERS } from '../v1/controllers.js';
import { composeOpenApi, type DescribedWebhook, type OpenApiDocument } from './compose.js';

const INVOICE = '01997a3e-0000-7000-8000-0000000000aa';

/** The document of the whole API: what /openapi.json serves and what openapi.json holds. */
export function apiDocument(): OpenApiDocument {
  return composeOpenApi(V1_CONTROLLERS, WEBHOOK_EVENT_TYPES.map(webhook));
}

/** The document as text, as it is committed. */
export function documentText(): string {
  return `${JSON.stringify(apiDocument(), undefined, 2)}\n`;
}

function webhook({ type, description }: { readonly type: string; readonly description: string }): DescribedWebhook {
  return {
    name: type,
    summary: description,
    schema: z.object({
      type: z.literal(type),
      timestamp: z.iso.datetime(),
      data: z.object({
        invoice_id: z.uuid(),
        status: z.string(),
        previous_status: z.string().nullable(),
        lifecycle_code: z.string().nullable(),
        sequence: z.int().meta({ description: 'Grows with each event of the invoice' }),
      }),
    }),
    example: {
      type,
      timestamp: '2026-11-21T09:00:00.000Z',
      data: { invoice_id: INVOICE, status: 'SUBMITTED', previous_status: 'DRAFT', lifecycle_code: '200', sequence: 2 },
    },
  };
}
