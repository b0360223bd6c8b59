import type { Stripe } from 'stripe';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.js';
import { API_VERSION, type Account } from '../state/account.js';
import { invalidRequest, noSuch } from '../wire/fault.js';
import { newId } from '../wire/ids.js';
import { pageOf } from '../wire/lists.js';
import type { WebhookEndpoint } from '../wire/objects.js';
import { filled, flag, mergedMetadata, metadata, paging, text, unused } from '../wire/params.js';

const eventNames = z.array(filled).min(1);

export const webhookEndpointEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST',
    '/v1/webhook_endpoints',
    {
      url: filled,
      enabled_events: eventNames,
      api_version: z.literal(API_VERSION).optional(),
      description: text.optional(),
      metadata: metadata.optional(),
      ...unused<Stripe.WebhookEndpointCreateParams>('connect'),
    },
    (params, { account }) => {
      const made = addEndpoint(account, params.url, params.enabled_events);
      made.api_version = params.api_version ?? null;
      made.description = params.description || null;
      made.metadata = mergedMetadata(null, params.metadata);
      return { ...made, secret: account.courier.secrets.get(made.id)?.[0] };
    },
  ),
  endpoint('GET', '/v1/webhook_endpoints/{id}', {}, (_, { account, ids }) => endpointOf(account, ids('id'))),
  endpoint(
    'POST',
    '/v1/webhook_endpoints/{id}',
    {
      url: filled.optional(),
      enabled_events: eventNames.optional(),
      disabled: flag.optional(),
      description: text.optional(),
      metadata: metadata.optional(),
    },
    (params, { account, ids }) => {
      const found = endpointOf(account, ids('id'));
      if (params.url !== undefined) found.url = checkedUrl(params.url);
      if (params.enabled_events !== undefined) found.enabled_events = params.enabled_events;
      if (params.disabled !== undefined) found.status = params.disabled ? 'disabled' : 'enabled';
      if (params.description !== undefined) found.description = params.description || null;
      if (params.metadata !== undefined) found.metadata = mergedMetadata(found.metadata, params.metadata);
      return found;
    },
  ),
  endpoint('DELETE', '/v1/webhook_endpoints/{id}', {}, (_, { account, ids }) => {
    const { id } = endpointOf(account, ids('id'));
    account.books.endpoints.delete(id);
    account.courier.secrets.delete(id);
    return { id, object: 'webhook_endpoint', deleted: true };
  }),
  endpoint('GET', '/v1/webhook_endpoints', paging, (params, { account }) =>
    pageOf([...account.books.endpoints.values()], '/v1/webhook_endpoints', params),
  ),
];

/** Registers a receiver. Its secret is shown once, unless it was given. */
export function addEndpoint(
  account: Account,
  url: string,
  events: string[],
  secret = newId('whsec', 32),
): WebhookEndpoint {
  const made: WebhookEndpoint = {
    id: newId('we', 24),
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    created: account.now,
    description: null,
    enabled_events: events,
    livemode: false,
    metadata: {},
    status: 'enabled',
    url: checkedUrl(url),
  };
  account.books.endpoints.set(made.id, made);
  account.courier.secrets.set(made.id, [secret]);
  return made;
}

export function endpointOf(account: Account, id: string): WebhookEndpoint {
  const found = account.books.endpoints.get(id);
  if (found === undefined) throw noSuch('webhook_endpoint', id);
  return found;
}

function checkedUrl(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw invalidRequest('Invalid URL: an explicit scheme (such as https) must be provided.', 'url_invalid', 'url');
  }
  return url;
}
