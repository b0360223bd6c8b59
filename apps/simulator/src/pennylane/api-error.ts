import type { Exchange } from '../http/exchange.js';
import type { Handler } from '../http/router.js';
import { WireError } from '../http/wire-error.js';

/** An answer in Pennylane's form of an error: `{error, status}`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** Words what a handler throws as Pennylane does. */
export function inPennylaneWords(handler: Handler): Handler {
  return async (exchange: Exchange) => {
    try {
      await handler(exchange);
    } catch (error) {
      if (!(error instanceof ApiError) && !(error instanceof WireError)) throw error;
      const headers = error instanceof ApiError ? error.headers : (error.more.headers ?? {});
      exchange.send(error.status, { error: error.message, status: error.status }, headers);
    }
  };
}
