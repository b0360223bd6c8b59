import { choice, duration, listenAddress, integer, url } from './kinds.js';
import { defineSettings } from './settings-class.js';

/** Where and how the processes run. */
export class RuntimeSettings extends defineSettings('Runtime', {
  environment: choice('ONEFACTURE_ENV', ['development', 'test', 'production'], {
    default: 'development',
    description: 'Runtime environment. Outside development every development secret is refused.',
  }),
  publicBaseUrl: url('ONEFACTURE_PUBLIC_BASE_URL', {
    default: 'http://localhost:8080',
    description: 'Address the world uses: CORS origin, issuer of the JWT, base of links and of error pages.',
  }),
  shutdownTimeoutMs: duration('ONEFACTURE_SHUTDOWN_TIMEOUT', {
    default: '20s',
    description: 'How long a stopping process may finish the work it holds.',
  }),
}) {
  /** True in production, where callers must use https and the sandbox is off. */
  get production(): boolean {
    return this.environment === 'production';
  }
}

/** Where the processes listen. */
export class HttpSettings extends defineSettings('HTTP', {
  address: listenAddress('ONEFACTURE_HTTP_ADDR', { default: ':8080', description: 'Listen address of the api.' }),
  workerAddress: listenAddress('ONEFACTURE_WORKER_ADDR', {
    default: ':8081',
    description: 'Listen address of the worker, for health and metrics only.',
  }),
  trustedProxies: integer(
    'ONEFACTURE_TRUSTED_PROXIES',
    { min: 0, max: 10 },
    { default: '0', description: 'Reverse proxies in front of the api; tells which X-Forwarded-For entry to believe.' },
  ),
}) {}
