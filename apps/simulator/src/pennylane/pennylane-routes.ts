import type { Route } from '../http/router.js';
import { ApiError, inPennylaneWords } from './api-error.js';
import { apiRoutes } from './api-routes.js';
import { controlRoutes } from './control-routes.js';
import { BASE, type Pennylane } from './pennylane.js';

/** Pennylane's API and its control: guarded, limited, and open to mishaps. */
export function pennylaneRoutes(pennylane: Pennylane): Route[] {
  const api = apiRoutes(pennylane).map(({ operation, handle, path, method }): Route => {
    const carriedOut: Route = {
      method,
      path: BASE + path,
      handle: async (exchange) => {
        const token = pennylane.tokenOf(exchange);
        const wait = pennylane.limit.take(token);
        if (wait !== null) throw new ApiError(429, 'Rate limit exceeded', { 'retry-after': String(wait) });
        await handle(exchange, pennylane.accountOf(token));
      },
    };
    const route = pennylane.mishaps.befalling(operation, carriedOut);
    return {
      ...route,
      handle: inPennylaneWords(async (exchange) => {
        pennylane.guard(exchange);
        await route.handle(exchange);
      }),
    };
  });
  const files: Route = {
    method: 'GET',
    path: `${BASE}/files/{token}`,
    handle: inPennylaneWords((exchange) => pennylane.sendFile(exchange)),
  };
  return [...api, files, ...controlRoutes(pennylane)];
}
