import { createServer, type Server } from 'node:http';
import { Callbacks } from './flows/callbacks.js';
import { Submitter } from './flows/submit.js';
import type { Exchange } from './http/exchange.js';
import { Router, type Route } from './http/router.js';
import { Tokens } from './http/tokens.js';
import { WireError } from './http/wire-error.js';
import { seededChance } from './life/chance.js';
import { Pacer } from './life/pacer.js';
import { controlRoutes } from './routes/control-routes.js';
import { directoryRoutes } from './routes/directory-routes.js';
import { flowRoutes } from './routes/flow-routes.js';
import { tokenRoutes } from './routes/token-routes.js';
import { webhookRoutes } from './routes/webhook-routes.js';
import { readSettings, type Settings } from './settings.js';
import { Store } from './state/store.js';

export interface RunningSimulator {
  /** base url, without a slash at the end */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a simulated platform in this process. What is not given comes from the defaults of the settings. */
export async function startSimulator(options: Partial<Settings> = {}): Promise<RunningSimulator> {
  const settings = { ...readSettings({}), ...options };
  const store = await Store.open(settings.dataDir);
  const pacer = new Pacer(store, settings.stepMs);
  const callbacks = new Callbacks(store, settings.clientId);
  store.onChange = (organization, { flow }) => callbacks.announce(organization, flow);
  let draw = seededChance(store.faults.seed);
  const chance = (): number => draw();
  const router = new Router(
    allRoutes(settings, store, pacer, chance, {
      reseed: (seed) => {
        draw = seededChance(seed);
      },
      reset: async () => {
        callbacks.stop();
        await pacer.stop();
        await store.reset();
        pacer.resume();
      },
    }),
  );
  const server = createServer((request, response) => void router.answer(request, response));
  const url = await listen(server, settings);
  pacer.resume();
  return {
    url,
    async stop() {
      await close(server);
      callbacks.stop();
      await pacer.stop();
      await store.close();
    },
  };
}

function allRoutes(
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

function listen(server: Server, { host, port }: Settings): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') return reject(new Error('the simulator has no port'));
      const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
      resolve(`http://${name}:${bound.port}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
