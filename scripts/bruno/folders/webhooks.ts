import type { Folder } from '../step.js';

const RECEIVER = { url: '{{simulator_url}}/_simulator/hooks/bruno' };

/** Being told. */
export const webhooks: Folder = {
  name: 'Webhooks',
  id: 'webhook_id',
  docs: `
## Webhooks

An endpoint is told what happens, signed after Standard Webhooks. The receiver here is one of the simulator; what it got
is at \`{{simulator_url}}/_simulator/hooks/bruno\`.
`,
  steps: [
    { operation: 'listWebhookEventTypes', expect: { 'data.length': 'gt 10' } },
    {
      operation: 'createWebhook',
      change: RECEIVER,
      expect: { secret: 'startsWith whsec_', enabled: 'eq true' },
      keep: { webhook_id: 'id' },
    },
    { operation: 'listWebhooks', expect: { 'data[0].id': 'eq {{webhook_id}}' } },
    { operation: 'getWebhook', expect: { id: 'eq {{webhook_id}}' } },
    { operation: 'replaceWebhook', change: RECEIVER, expect: { enabled: 'eq true' } },
    { operation: 'testWebhook' },
    { operation: 'rotateWebhookSecret', expect: { secret: 'startsWith whsec_' } },
    { operation: 'getWebhookKeys', query: { webhook_id: '{{webhook_id}}' } },
    {
      operation: 'cancelInvoice',
      name: 'Make something happen',
      id: 'page_invoice_id',
      expect: { status: 'eq CANCELLED' },
      note: 'Every move of an invoice is told.',
    },
    {
      operation: 'listDeliveries',
      query: { webhook_id: '{{webhook_id}}' },
      waitFor: {
        path: '/v1/webhooks/deliveries?webhook_id={{webhook_id}}',
        holds: "body.data.some(({ state }) => state === 'delivered')",
      },
      keep: { delivery_id: 'data[0].id' },
    },
    { operation: 'listDeliveryAttempts', id: 'delivery_id', expect: { 'data[0].result': 'eq succeeded' } },
    { operation: 'replayDelivery', id: 'delivery_id' },
    { operation: 'listWebhookAttempts', expect: { 'data.length': 'gt 0' } },
    { operation: 'recoverWebhook', change: { since: '{{$isoTimestamp}}' }, expect: { recovered: 'isNumber' } },
    { operation: 'deleteWebhook' },
  ],
};

/** The feed. */
export const events: Folder = {
  name: 'Events',
  id: 'event_id',
  docs: `
## Events

The same messages without an endpoint: ask again with \`after\`, and none is missed.
`,
  steps: [
    {
      operation: 'listEvents',
      query: { limit: '5' },
      expect: { 'data.length': 'eq 5' },
      keep: { event_id: 'data[0].id' },
    },
    { operation: 'expungeEvent' },
  ],
};
