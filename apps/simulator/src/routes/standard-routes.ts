import type { Exchange } from '../http/exchange.js';
import type { Route } from '../http/router.js';
import { Tokens } from '../http/tokens.js';
import { WireError } from '../http/wire-error.js';
import { Submitter } from '../flows/submit.js';
import type { Pacer } from '../life/pacer.js';
import type { Settings } from '../settings.js';
import type { Store } from '../state/store.js';
import { controlRoutes } from './control-routes.js';
import { directoryRoutes } from './directory-routes.js';
import { inboxRoutes } from './inbox-routes.js';
import { flowRoutes } from './flow-routes.js';
import { tokenRoutes } from './token-routes.js';
import { webhookRoutes } from './webhook-routes.js';

/** The platform of the standard: its login, its two services, and its control routes. */
export function standardRoutes(
  settings: Settings,
  store: Store,
  pacer: Pacer,
  chance: () => number,
  control: { reset(): Promise<void>; reseed(seed: number): void },
): Route[] {
  const tokens = new Tokens(settings.clientId, settings.clientSecret, settings.tokenTtlSeconds);
  const submitter = new Submitter(store, pacer, chance, settings.retryAfterSeconds);
  const flows = [...flowRoutes({ store, submitter, holdMs: settings.holdMs }), ...webhookRoutes(store, tokens)];
  return [
    ...tokenRoutes(tokens),
    ...flows.map((route) => under('/flow-service', faulty(guarded(route, tokens), store, chance))),
    ...directoryRoutes().map((route) => under('/directory-service', guarded(route, tokens))),
    ...controlRoutes({ store, ...control }),
    ...inboxRoutes(store),
  ];
}

const under = (prefix: string, route: Route): Route => ({ ...route, path: prefix + route.path });

/** All but the health check wants a bearer token. */
function guarded(route: Route, tokens: Tokens): Route {
  if (route.path.endsWith('/healthcheck')) return route;
  return {
    ...route,
    handle(exchange) {
      tokens.clientOf(exchange.header('authorization'));
      return route.handle(exchange);
    },
  };
}

/** Applies the faults a chaos run asked for. */
function faulty(route: Route, store: Store, chance: () => number): Route {
  const isPost = route.path === '/v1/flows';
  return {
    ...route,
    async handle(exchange: Exchange) {
      const { drop_answer_rate, delay_rate, delay_ms, refuse_rate } = store.faults;
      if (isPost && chance() < refuse_rate) throw new WireError(503, 'RESOURCE_ERROR', 'The platform is unavailable');
      if (chance() < drop_answer_rate) exchange.cutAfterMs = 0;
      const delay = chance() < delay_rate ? delay_ms : 0;
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
      await route.handle(exchange);
    },
  };
}
