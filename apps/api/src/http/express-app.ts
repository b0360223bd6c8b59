import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { HttpSettings, RuntimeSettings } from '@onefacture/config';
import { measureHttp, Metrics, requestContext } from '@onefacture/observability';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** Headers a browser client may send and read. */
const REQUEST_HEADERS = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'X-API-Key',
  'X-Request-Id',
];
const ANSWER_HEADERS = [
  'Content-Disposition',
  'ETag',
  'Idempotency-Replayed',
  'Location',
  'RateLimit',
  'RateLimit-Limit',
  'RateLimit-Policy',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'X-Onefacture-Findings',
  'X-Onefacture-Frozen',
  'X-Onefacture-Losses',
  'X-Request-Id',
];

/** Longer than load balancers keep theirs (60 s as a rule): who closes first must not be the one that is asked next. */
const KEEP_ALIVE_MS = 75_000;

/** Sets up what comes before Nest's routing. The app is made with `bodyParser: false`: bodies are read later. */
export function configureExpress(app: NestExpressApplication): void {
  const runtime = app.get(RuntimeSettings);
  const server: Server = app.getHttpServer();
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  app.set('trust proxy', app.get(HttpSettings).trustedProxies);
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.use(requestContext, measureHttp(app.get(Metrics)), securityHeaders(runtime), noStore);
  app.enableCors({
    origin: new URL(runtime.publicBaseUrl).origin,
    allowedHeaders: REQUEST_HEADERS,
    exposedHeaders: ANSWER_HEADERS,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    maxAge: 600,
  });
}

function securityHeaders({ production }: RuntimeSettings) {
  return helmet({
    // Pages that need more say so themselves.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    strictTransportSecurity: production,
    xFrameOptions: { action: 'deny' },
  });
}

/** Answers belong to one caller; a page that may be kept overrides it. */
function noStore(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
