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

/** What is left of a quota that the running request used, for the headers of its answer. */
export interface UsedQuota {
  /** Its name, such as `invoices`. */
  readonly policy: string;
  readonly limit: number;
  readonly remaining: number;
  /** Seconds of its whole period, and until it begins anew. */
  readonly windowSeconds: number;
  readonly resetSeconds: number;
}

interface Store {
  context: RequestContext;
  readonly quotas: Map<string, UsedQuota>;
}

const storage = new AsyncLocalStorage<Store>();
const ACCEPTED_ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** The context of the running request or job; outside of both an empty one with the id `none`. */
export function currentContext(): RequestContext {
  return storage.getStore()?.context ?? { request_id: 'none' };
}

/** Runs work, and all that it starts, in a context. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run({ context, quotas: new Map() }, work);
}

/** Adds what is known later, such as the organisation after authentication, to the running context. */
export function extendContext(more: Omit<RequestContext, 'request_id'>): void {
  const store = storage.getStore();
  if (store !== undefined) store.context = { ...store.context, ...more };
}

/** Remembers what is left of a quota; the last word on each counts. Outside a request it does nothing. */
export function noteQuota(quota: UsedQuota): void {
  storage.getStore()?.quotas.set(quota.policy, quota);
}

/** The quotas that the running request used. */
export function usedQuotas(): readonly UsedQuota[] {
  return [...(storage.getStore()?.quotas.values() ?? [])];
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
