import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LogSettings } from '@onefacture/config';
import { stdTimeFunctions } from 'pino';
import type { Options } from 'pino-http';
import { currentContext } from './request-context.js';

/** Which process writes. */
export type ServiceName = 'api' | 'worker';

const SECRET_MEMBERS = [
  'authorization',
  'cookie',
  'x-api-key',
  'set-cookie',
  'password',
  'secret',
  'signing_secret',
  'client_secret',
  'api_key',
  'access_token',
  'token',
  'dsn',
];
const DEPTHS = ['', '*.', '*.*.', '*.*.*.'];
const REDACTED = DEPTHS.flatMap((depth) =>
  SECRET_MEMBERS.map((member) => (member.includes('-') ? `${depth.replace(/\.$/, '')}["${member}"]` : depth + member)),
);
const QUIET = new Set(['/livez', '/readyz', '/healthz', '/metrics']);
const CAUSES_SHOWN = 4;

/** What a log line says of an error: never query parameters or other members that may hold a customer's data. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/**
 * Options of the logger: JSON lines with level by name, ISO time, service and the request context; of a request only
 * method and path, of an error no more than LoggedError; members named like secrets are replaced at any usual depth.
 */
export function logOptions({ level }: LogSettings, service: ServiceName): Options {
  return {
    level,
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: service === 'api' ? callerContext : jobContext,
    redact: { paths: REDACTED, censor: '***' },
    serializers: { req: loggedRequest, res: loggedResponse, err: (error: unknown) => loggedError(error) },
    wrapSerializers: false,
    quietReqLogger: true,
    genReqId: () => currentContext().request_id,
    customAttributeKeys: { reqId: 'request_id' },
    autoLogging: { ignore: (request) => QUIET.has(pathOf(request)) },
    customLogLevel: (_request, response, error) => {
      if (error !== undefined || response.statusCode >= 500) return 'error';
      return response.statusCode >= 400 ? 'warn' : 'info';
    },
    customSuccessMessage: (request, response) => `${request.method} ${pathOf(request)} ${response.statusCode}`,
    customErrorMessage: (request, response) => `${request.method} ${pathOf(request)} ${response.statusCode}`,
  };
}

/** In the api the request's own logger already names the request. */
function callerContext(): object {
  const { request_id: _, ...caller } = currentContext();
  return caller;
}

function jobContext(): object {
  const context = currentContext();
  return context.request_id === 'none' ? {} : { ...context };
}

/** The path without its query, which may hold a signed link. */
function pathOf(request: IncomingMessage & { originalUrl?: string }): string {
  return (request.originalUrl ?? request.url ?? '').split('?', 1)[0] ?? '';
}

const loggedRequest = (request: IncomingMessage) => ({
  method: request.method,
  path: pathOf(request),
  user_agent: request.headers['user-agent'],
});

const loggedResponse = (response: ServerResponse) => ({ status: response.statusCode });

function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { name, message, stack, cause } = error;
  return {
    type: name,
    message,
    ...('code' in error && { code: String(error.code) }),
    ...(stack !== undefined && { stack }),
    ...(cause !== undefined && depth < CAUSES_SHOWN && { cause: loggedError(cause, depth + 1) }),
  };
}
