import { AppError } from '@onefacture/errors';
import { PlatformFault } from '../ports/platform-fault.js';

/** Errors raised before a connection stood: nothing can have been sent. */
const BEFORE_CONNECT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const OUR_TIMEOUTS = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
]);
const BAD_REQUESTS = new Set(['UND_ERR_INVALID_ARG', 'ERR_INVALID_CHAR']);

/** Words an error of undici, of the sockets, of an abort signal or of a guarded dispatcher (AppError) as a fault. */
export function transportFault(platform: string, error: unknown, sent: 'no' | 'maybe'): PlatformFault {
  const code = codeOf(error);
  const name = error instanceof Error ? error.name : '';
  const because = { platform, sent: BEFORE_CONNECT.has(code) ? ('no' as const) : sent, cause: error };
  if (name === 'TimeoutError' || OUR_TIMEOUTS.has(code)) {
    return new PlatformFault('timeout', { ...because, detail: 'The platform did not answer in time.' });
  }
  if (name === 'AbortError') {
    return new PlatformFault('aborted', { ...because, detail: 'The call was given up before the platform answered.' });
  }
  if (error instanceof AppError) {
    return new PlatformFault('misconfigured', { ...because, sent: 'no', detail: error.message });
  }
  if (BAD_REQUESTS.has(code)) {
    return new PlatformFault('misconfigured', {
      ...because,
      sent: 'no',
      detail: 'A setting of the platform connection cannot be written into a request.',
    });
  }
  const word = code === '' ? '' : ` (${code})`;
  return new PlatformFault('network', { ...because, detail: `The connection to the platform failed${word}.` });
}

/** The code of an error, or of the first one inside an AggregateError (several addresses tried). */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && !hasCode(error)) return codeOf(error.errors[0]);
  return hasCode(error) ? error.code : '';
}

function hasCode(error: unknown): error is { code: string } {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}
