import { createServer, type Server } from 'node:http';
import { Router } from '../http/router.js';
import { ApiDesk } from './api-desk.js';
import { controlRoutes } from './control-routes.js';
import { passTime } from './life/passage.js';
import { pageRoutes } from './pages/page-routes.js';
import { endpoints } from './resources/endpoints.js';
import { addEndpoint } from './resources/webhook-endpoints.js';
import { Account, API_VERSION } from './state/account.js';
import { Snapshot } from './state/snapshot.js';

export interface StripeSettings {
  readonly host: string;
  /** 0 takes a free one */
  readonly port: number;
  /** the only key that is known */
  readonly secretKey: string;
  /** a receiver that is there from the start, as `stripe listen` makes one */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  /** where a browser finds the pages, when not at the address that is listened on */
  readonly publicUrl: string | null;
  /** where the account is kept from one start to the next; null keeps it in memory */
  readonly file: string | null;
  /** pauses before an event that was refused is sent again */
  readonly retryMs: readonly number[];
}

export interface RunningStripe {
  /** base url, without a slash at the end */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly secretKey: string;
  /** Resolves when no event is on its way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const DEFAULTS: StripeSettings = {
  host: '127.0.0.1',
  port: 9091,
  secretKey: 'sk_test_simulator',
  webhook: null,
  publicUrl: null,
  file: null,
  retryMs: [300, 2000, 10_000, 60_000],
};
/** How often what falls due is looked for while nobody asks. */
const TICK_MS = 30_000;

/** Starts a Stripe account in this process: API, pages, events and control on one port. */
export async function startStripeSimulator(options: Partial<StripeSettings> = {}): Promise<RunningStripe> {
  const settings = { ...DEFAULTS, ...options };
  const account = new Account(settings.retryMs);
  const desk = new ApiDesk(account, settings.secretKey);
  const reset = (): void => {
    account.reset();
    desk.clear();
    furnish(account, settings);
  };
  const snapshot = settings.file === null ? null : new Snapshot(account, settings.file);
  snapshot?.load();
  furnish(account, settings);
  const router = new Router(
    [...desk.routes(endpoints), ...pageRoutes(account), ...controlRoutes(account, desk, reset)],
    (exchange) => desk.unknown(exchange),
  );
  const server = createServer((request, response) => {
    void router.answer(request, response).then(() => snapshot?.saveSoon());
  });
  const port = await listen(server, settings);
  const url = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`;
  account.baseUrl = settings.publicUrl ?? url;
  const ticking = setInterval(() => {
    if (passTime(account, account.now) > 0) snapshot?.saveSoon();
  }, TICK_MS);
  ticking.unref();
  return {
    url,
    host: settings.host,
    port,
    secretKey: settings.secretKey,
    settled: () => account.courier.settled(),
    async stop() {
      clearInterval(ticking);
      account.courier.stop();
      snapshot?.save();
      await close(server);
    },
  };
}

/** The receiver from the settings: it may be there from an earlier start. */
function furnish(account: Account, { webhook }: StripeSettings): void {
  if (webhook === null) return;
  const known = [...account.books.endpoints.values()].find(({ url }) => url === webhook.url);
  if (known === undefined) addEndpoint(account, webhook.url, ['*'], webhook.secret).api_version = API_VERSION;
  else account.courier.secrets.set(known.id, [webhook.secret]);
}

function listen(server: Server, { host, port }: StripeSettings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') return reject(new Error('the Stripe simulator has no port'));
      resolve(bound.port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
