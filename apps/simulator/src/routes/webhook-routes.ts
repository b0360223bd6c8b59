import { randomBytes, randomUUID } from 'node:crypto';
import { webhookParams } from '../flows/flow.js';
import type { Exchange } from '../http/exchange.js';
import type { Route } from '../http/router.js';
import type { Tokens } from '../http/tokens.js';
import { notFound } from '../http/wire-error.js';
import type { Store } from '../state/store.js';

/** Subscriptions of XP Z12-013 1.3.0; they belong to the owner of the token within its Organization-Id. */
export function webhookRoutes(store: Store, tokens: Tokens): Route[] {
  const ownerOf = (exchange: Exchange): string =>
    webhookOwner(exchange.organization, tokens.clientOf(exchange.header('authorization')));
  return [
    {
      method: 'GET',
      path: '/v1/webhooks',
      handle(exchange) {
        const webhooks = store.webhooks.get(ownerOf(exchange)) ?? [];
        const shown = webhooks.map(({ signingKey: _hidden, ...rest }) => rest);
        exchange.send(200, {
          count: shown.length,
          webhookIds: shown.map(({ webhookId }) => webhookId),
          webhooks: shown,
        });
      },
    },
    {
      method: 'POST',
      path: '/v1/webhooks',
      async handle(exchange) {
        const owner = ownerOf(exchange);
        const params = await exchange.json(webhookParams);
        const webhookId = randomUUID();
        const signingKey = randomBytes(32).toString('base64');
        let createdAt = '';
        await store.record((at) => {
          createdAt = at;
          return { type: 'webhook_added', owner, webhook: { ...params, webhookId, signingKey, createdAt } };
        });
        exchange.send(201, { webhookId, signingKey, createdAt });
      },
    },
    {
      method: 'DELETE',
      path: '/v1/webhooks/{webhookUid}',
      async handle(exchange) {
        const owner = ownerOf(exchange);
        const webhookId = exchange.param('webhookUid');
        if (!store.webhooks.get(owner)?.some((each) => each.webhookId === webhookId)) throw notFound();
        await store.record(() => ({ type: 'webhook_removed', owner, webhookId }));
        exchange.send(204);
      },
    },
  ];
}

export const webhookOwner = (organization: string, clientId: string): string => `${organization}|${clientId}`;
