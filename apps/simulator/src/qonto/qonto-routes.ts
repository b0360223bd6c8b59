import type { Route } from '../http/router.js';
import { ApiError, inQontoWords } from './api-error.js';
import { apiRoutes, contentType } from './api-routes.js';
import { controlRoutes } from './control-routes.js';
import type { Qonto } from './qonto.js';

const BASE = '/qonto/v2';

/** Qonto's API and its control: guarded, limited, and open to mishaps. */
export function qontoRoutes(qonto: Qonto): Route[] {
  const api = apiRoutes(qonto).map(({ operation, handle, path, method }): Route => {
    const carriedOut: Route = {
      method,
      path: BASE + path,
      handle: async (exchange) => {
        const name = qonto.nameOf(exchange);
        const wait = qonto.limit.take(name);
        if (wait !== null) {
          throw new ApiError(429, 'too_many_requests', 'Too many requests', { 'retry-after': String(wait) });
        }
        await handle(exchange, qonto.organizationOf(name));
      },
    };
    const route = qonto.mishaps.befalling(operation, carriedOut);
    return {
      ...route,
      handle: inQontoWords(async (exchange) => {
        qonto.guard(exchange);
        await route.handle(exchange);
      }),
    };
  });
  const files: Route = {
    method: 'GET',
    path: '/qonto/files/{id}',
    handle: inQontoWords((exchange) => {
      const invoice = qonto.attached(null, exchange.param('id'));
      exchange.send(200, invoice.file, { 'content-type': contentType(invoice) });
    }),
  };
  return [...api, files, ...controlRoutes(qonto)];
}
