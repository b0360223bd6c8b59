import type { Exchange } from '../http/exchange.js';
import type { Route } from '../http/router.js';
import type { Endpoint } from './endpoint.js';
import { KeptAnswers, printOf } from './idempotency.js';
import { passTime } from './life/passage.js';
import { API_VERSION, type Account } from './state/account.js';
import { invalidRequest, StripeFault } from './wire/fault.js';
import { readForm, type FormObject } from './wire/form.js';
import { newId } from './wire/ids.js';

const BODY_LIMIT = 1024 * 1024;
const KEPT_REQUESTS = 1000;

/** A request as it came, for tests that ask what was sent. */
export interface SeenRequest {
  readonly id: string;
  readonly operation: string;
  readonly path: string;
  readonly params: FormObject;
  readonly idempotency_key: string | null;
  status: number;
}

/** Takes the requests of the API: key, version, parameters, idempotency, answer. */
export class ApiDesk {
  readonly seen: SeenRequest[] = [];
  readonly #kept = new KeptAnswers();

  constructor(
    private readonly account: Account,
    private readonly secretKey: string,
  ) {}

  routes(endpoints: readonly Endpoint[]): Route[] {
    return endpoints.map((endpoint) => {
      const operation = `${endpoint.method} ${endpoint.path}`;
      return this.account.mishaps.befalling(operation, {
        method: endpoint.method,
        path: endpoint.path,
        handle: (exchange) => this.#serve(exchange, endpoint, operation),
      });
    });
  }

  unknown(exchange: Exchange): void {
    const { method } = exchange.request;
    const fault = invalidRequest(
      `Unrecognized request URL (${method ?? ''}: ${exchange.url.pathname}).`,
      undefined,
      undefined,
      404,
    );
    exchange.send(fault.status, fault.body);
  }

  clear(): void {
    this.seen.length = 0;
    this.#kept.clear();
  }

  async #serve(exchange: Exchange, endpoint: Endpoint, operation: string): Promise<void> {
    const body = (await exchange.body(BODY_LIMIT)).toString('utf8');
    const { method } = endpoint;
    const key = method === 'POST' ? exchange.header('idempotency-key') : undefined;
    const seen: SeenRequest = {
      id: newId('req', 14),
      operation,
      path: exchange.url.pathname,
      params: {},
      idempotency_key: key ?? null,
      status: 500,
    };
    this.#note(seen);
    const headers: Record<string, string> = { 'request-id': seen.id, 'stripe-version': API_VERSION };
    if (key !== undefined) headers['idempotency-key'] = key;
    const answer = this.#answer(exchange, endpoint, { body, key, seen });
    seen.status = answer.status;
    exchange.send(answer.status, answer.body, { ...headers, 'content-type': 'application/json', ...answer.headers });
  }

  #answer(
    exchange: Exchange,
    endpoint: Endpoint,
    { body, key, seen }: { body: string; key: string | undefined; seen: SeenRequest },
  ): { status: number; body: string; headers: Readonly<Record<string, string>> } {
    const { account } = this;
    try {
      this.#checkCaller(exchange);
      Object.assign(seen.params, readForm(body), readForm(exchange.url.search.slice(1)));
      const print = printOf(endpoint.method, exchange.url.pathname, body);
      const kept = this.#kept.find(key, print, account.now);
      if (kept !== undefined) {
        return { status: kept.status, body: kept.body, headers: { 'idempotent-replayed': 'true' } };
      }
      passTime(account, account.now);
      const run = endpoint.prepare(seen.params, (name) => exchange.param(name), account);
      account.request = { id: seen.id, idempotency_key: key ?? null };
      const done = this.#run(run);
      this.#kept.keep(key, { print, at: account.now, ...done });
      return { ...done, headers: {} };
    } catch (error) {
      return { ...failure(error), headers: error instanceof StripeFault ? error.headers : {} };
    } finally {
      account.request = null;
    }
  }

  #run(run: () => object): { status: number; body: string } {
    try {
      return { status: 200, body: JSON.stringify(run(), null, 2) };
    } catch (error) {
      return failure(error);
    }
  }

  #checkCaller(exchange: Exchange): void {
    const given = exchange.header('authorization') ?? '';
    const [scheme = '', token = ''] = given.split(' ');
    const key = scheme.toLowerCase() === 'basic' ? Buffer.from(token, 'base64').toString('utf8').split(':')[0] : token;
    if (key === undefined || key === '') {
      throw invalidRequest('You did not provide an API key.', undefined, undefined, 401);
    }
    if (key !== this.secretKey) {
      const hidden = `${key.slice(0, 8)}${'*'.repeat(12)}${key.slice(-4)}`;
      throw invalidRequest(`Invalid API Key provided: ${hidden}`, undefined, undefined, 401);
    }
    const version = exchange.header('stripe-version');
    if (version !== undefined && version !== API_VERSION) {
      throw invalidRequest(`Invalid Stripe API version: ${version}; this simulator speaks ${API_VERSION}.`);
    }
  }

  #note(request: SeenRequest): void {
    this.seen.push(request);
    if (this.seen.length > KEPT_REQUESTS) this.seen.shift();
  }
}

function failure(error: unknown): { status: number; body: string } {
  if (error instanceof StripeFault) return { status: error.status, body: JSON.stringify(error.body, null, 2) };
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, body: JSON.stringify({ error: { type: 'api_error', message } }, null, 2) };
}
