import type { Handler } from '../http/router.js';
import { WireError } from '../http/wire-error.js';

/** An answer in Qonto's form of an error: `{errors: [{code, detail}]}`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = 'ApiError';
  }
}

/** Words what a handler throws as Qonto does. */
export function inQontoWords(handler: Handler): Handler {
  return async (exchange) => {
    try {
      await handler(exchange);
    } catch (error) {
      if (!(error instanceof ApiError) && !(error instanceof WireError)) throw error;
      const code = error instanceof ApiError ? error.code : error.errorCode.toLowerCase();
      const headers = error instanceof ApiError ? error.headers : (error.more.headers ?? {});
      exchange.send(error.status, { errors: [{ code, detail: error.message }] }, headers);
    }
  };
}
