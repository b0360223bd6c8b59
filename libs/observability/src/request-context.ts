import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { uuidv7 } from 'uuidv7';

/** On whose behalf the current work is done. Every log line carries it. */
export interface RequestContext {
  /** Id of the HTTP request or of the job; answers and error bodies name it. */
  readonly request_id: string;
  readonly organization_id?: string;
  /** Who acts: `key:<id>`, `user:<id>`, `admin` or `worker`. */
  readonly actor?: string;
}

const storage = new AsyncLocalStorage<{ context: RequestContext }>();
const ACCEPTED_ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** The context of the running request or job; outside of both an empty one with the id `none`. */
export function currentContext(): RequestContext {
  return storage.getStore()?.context ?? { request_id: 'none' };
}

/** Runs work, and all that it starts, in a context. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run({ context }, work);
}

/** Adds what is known later, such as the organisation after authentication, to the running context. */
export function extendContext(more: Omit<RequestContext, 'request_id'>): void {
  const store = storage.getStore();
  if (store !== undefined) store.context = { ...store.context, ...more };
}

/**
 * Express middleware, the first of all: takes a well-formed X-Request-Id from the caller or makes a UUIDv7, answers
 * with it, and runs the request in its context.
 */
export function requestContext(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const given = request.headers['x-request-id'];
  const request_id = typeof given === 'string' && ACCEPTED_ID.test(given) ? given : uuidv7();
  response.setHeader('X-Request-Id', request_id);
  runInContext({ request_id }, next);
}
