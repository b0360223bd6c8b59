import type { NextFunction, Request, Response } from 'express';
import type { Metrics } from './metrics.js';

/** Express middleware that measures every request, also those that a guard refuses or no route takes. */
export function measureHttp(metrics: Metrics): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const start = performance.now();
    response.once('close', () => {
      const seconds = (performance.now() - start) / 1_000;
      metrics.httpRequest({ method: request.method, route: routeOf(request), status: response.statusCode, seconds });
    });
    next();
  };
}

/** The pattern that matched; everything else is one label value, or scanners would make one each. */
function routeOf(request: Request): string {
  const route: unknown = request.route;
  const hasPath = typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string';
  return hasPath ? `${request.baseUrl}${String(route.path)}` : 'unmatched';
}
