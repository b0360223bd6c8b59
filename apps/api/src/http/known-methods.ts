import type { Request } from 'express';

/** Methods that some route takes at the path of a request; none when there is no such path. */
export function methodsAt(request: Request): string[] {
  const methods = new Set<string>();
  // express keeps its layers to itself; `match` and `methods` are what its own dispatch reads.
  for (const layer of request.app.router.stack as object[]) {
    const route: unknown = Reflect.get(layer, 'route');
    const match: unknown = Reflect.get(layer, 'match');
    if (typeof route !== 'object' || route === null || typeof match !== 'function') continue;
    if (match.call(layer, request.path) === false) continue;
    const taken = Object.keys(Reflect.get(route, 'methods') ?? {});
    // Nest mounts middleware as a route that takes every method there is; none of our routes takes TRACE.
    if (taken.includes('trace')) continue;
    for (const method of taken) methods.add(method.toUpperCase());
  }
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].toSorted();
}
