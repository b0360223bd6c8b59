import { deliver } from '../flows/delivery.js';
import type { Exchange } from '../http/exchange.js';
import type { Route } from '../http/router.js';
import { badRequest } from '../http/wire-error.js';
import type { Store } from '../state/store.js';

const LARGEST_FILE = 100 * 1024 * 1024;

/** Has files come in for an organisation: invoices of suppliers, their lifecycle messages, or what is neither. */
export function inboxRoutes(store: Store): Route[] {
  const handle = async (exchange: Exchange): Promise<void> => {
    const { searchParams: wanted } = exchange.url;
    const organization = wanted.get('organization_id');
    if (organization === null || organization === '') throw badRequest('organization_id is needed');
    const content = await exchange.body(LARGEST_FILE);
    const name = wanted.get('name')?.slice(0, 255) ?? undefined;
    const flow = await deliver(store, { organization, content, name, flowId: wanted.get('flow_id') ?? undefined });
    exchange.send(201, {
      organization_id: organization,
      flow_id: flow.flowId,
      name: flow.name,
      syntax: flow.flowSyntax,
    });
  };
  return [{ method: 'POST', path: '/_simulator/inbox', handle }];
}
