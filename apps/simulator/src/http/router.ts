import type { IncomingMessage, ServerResponse } from 'node:http';
import { Exchange } from './exchange.js';
import { notFound, WireError } from './wire-error.js';

export type Handler = (exchange: Exchange) => Promise<void> | void;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{name}` stands for a part without slash; colons are literal, as in `code-insee:{siren}` */
  readonly path: string;
  readonly handle: Handler;
}

interface CompiledRoute extends Route {
  readonly pattern: RegExp;
}

/** Sends each request to its route and turns what it throws into the standard's Error body. */
export class Router {
  readonly #routes: readonly CompiledRoute[];

  /** @param missing answers where no route does; the standard's 404 when it is left out */
  constructor(
    routes: readonly Route[],
    private readonly missing?: Handler,
  ) {
    this.#routes = routes.map((route) => ({ ...route, pattern: compile(route.path) }));
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = new Exchange(request, response);
    try {
      await this.#find(exchange).handle(exchange);
    } catch (error) {
      const fault = error instanceof WireError ? error : new WireError(500, 'INTERNAL_ERROR', describe(error));
      exchange.send(fault.status, fault.body, fault.more.headers);
    }
  }

  #find(exchange: Exchange): Route {
    for (const route of this.#routes) {
      if (route.method !== exchange.request.method) continue;
      const match = route.pattern.exec(exchange.url.pathname);
      if (match === null) continue;
      exchange.params = Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodePart(value)]),
      );
      return route;
    }
    if (this.missing !== undefined) return { method: 'GET', path: '', handle: this.missing };
    throw notFound(`No operation ${exchange.request.method ?? ''} ${exchange.url.pathname}`);
  }
}

function compile(path: string): RegExp {
  const source = path.replaceAll('.', String.raw`\.`).replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${source}$`);
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notFound();
  }
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
