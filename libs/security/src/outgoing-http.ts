import { createHash } from 'node:crypto';
import type { LookupAddress, LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppError } from '@onefacture/errors';
import { Agent, request, type Dispatcher } from 'undici';
import { TargetPolicy } from './target-policy.js';

/** What a receiver may ask us to show at the TLS handshake. */
export interface ClientCertificate {
  /** PEM, the leaf first. */
  readonly certificate: string;
  /** PEM, without a passphrase. */
  readonly privateKey: string;
}

const MAX_AGENTS = 256;

/** One call to an address a customer gave us. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** From resolving the name to the last byte of the answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Bytes of the answer that are read; the rest is dropped. 16 KiB by default. */
  readonly maxResponseBytes?: number;
  /** Addresses or networks the call may go to; anywhere the policy allows when left out or empty. */
  readonly allowedIps?: readonly string[];
  /** Shown at the TLS handshake (mTLS). */
  readonly clientCertificate?: ClientCertificate | undefined;
}

/** An answer, whatever its status; a redirect is an answer like any other. */
export interface OutgoingResponse {
  readonly status: number;
  /** Header names in lower case; repeated headers are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** True when the answer was longer than what was read. */
  readonly truncated: boolean;
  readonly durationMs: number;
}

/** Why a call got no answer. */
export type OutgoingFailure = 'timeout' | 'name_not_found' | 'connection' | 'tls' | 'protocol';

/** A call that got no answer. A refused target is an AppError `webhook.target_refused` instead. */
export class OutgoingError extends Error {
  override readonly name = 'OutgoingError';

  constructor(
    readonly failure: OutgoingFailure,
    message: string,
    options: { cause: unknown },
  ) {
    super(message, options);
  }
}

/** What differs from the rules of the installation. */
export interface OutgoingHttpOptions {
  /** Certificate authorities (PEM) that are trusted instead of those Node knows. */
  readonly authorities?: readonly string[];
  /** Sets of connections that are kept open, one for each narrowing and client certificate. */
  readonly maxAgents?: number;
}

interface Route {
  readonly policy: TargetPolicy;
  readonly agent: Agent;
}

/**
 * Connections are opened only to addresses that the policy has judged, so a name cannot change in between. Calls that
 * are narrowed to some addresses, or show a certificate, share no connection with others.
 */
@Injectable()
export class OutgoingHttp implements OnApplicationShutdown {
  readonly #routes = new Map<string, Route>();

  constructor(
    private readonly policy: TargetPolicy,
    private readonly options: OutgoingHttpOptions = {},
  ) {}

  /**
   * Judges a url when it is stored or tested, with the same policy as the calls. See TargetPolicy.
   * @param allowedIps narrows it further
   */
  async assertTargetAllowed(url: string, allowedIps: readonly string[] = []): Promise<URL> {
    return this.policy.narrowedTo(allowedIps).assertTargetAllowed(url);
  }

  /** Makes the call; redirects are never followed. Throws OutgoingError, or `webhook.target_refused`. */
  async request(outgoing: OutgoingRequest): Promise<OutgoingResponse> {
    const { policy, agent } = this.#route(outgoing);
    const url = policy.assertUrlAllowed(outgoing.url);
    const signal = AbortSignal.timeout(outgoing.timeoutMs);
    const start = performance.now();
    try {
      const { statusCode, headers, body } = await request(url, {
        dispatcher: agent,
        method: outgoing.method,
        headers: { ...outgoing.headers },
        body: outgoing.body ?? null,
        headersTimeout: outgoing.timeoutMs,
        bodyTimeout: outgoing.timeoutMs,
        signal,
      });
      const read = await readCapped(body, outgoing.maxResponseBytes ?? 16_384);
      return { status: statusCode, headers: flatten(headers), ...read, durationMs: performance.now() - start };
    } catch (error) {
      throw asOutgoingError(error, signal.aborted, url.hostname);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.#routes.values()].map(({ agent }) => agent.destroy()));
  }

  #route({ allowedIps = [], clientCertificate }: OutgoingRequest): Route {
    const key = createHash('sha256')
      .update(JSON.stringify([allowedIps, clientCertificate]))
      .digest('base64');
    const known = this.#routes.get(key);
    const route = known ?? this.#open(allowedIps, clientCertificate);
    this.#routes.delete(key);
    this.#routes.set(key, route);
    if (!known) this.#dropOldest();
    return route;
  }

  #open(allowedIps: readonly string[], client: ClientCertificate | undefined): Route {
    const policy = this.policy.narrowedTo(allowedIps);
    const { authorities } = this.options;
    const agent = new Agent({
      connect: {
        lookup: guardedLookup(policy),
        ...(authorities ? { ca: [...authorities] } : {}),
        ...(client ? { cert: client.certificate, key: client.privateKey } : {}),
      },
      pipelining: 1,
      maxHeaderSize: 16_384,
    });
    return { policy, agent };
  }

  /** Calls in hand end first; an idle set of connections that was dropped is opened anew when it is needed. */
  #dropOldest(): void {
    const [oldest] = this.#routes;
    if (oldest === undefined || this.#routes.size <= (this.options.maxAgents ?? MAX_AGENTS)) return;
    this.#routes.delete(oldest[0]);
    void oldest[1].agent.close();
  }
}

/** Resolves names for a connection, and only to addresses that the policy allows. */
export function guardedLookup(policy: TargetPolicy): LookupFunction {
  return (hostname: string, options: LookupOptions, callback) => {
    policy.resolveAllowed(hostname).then(
      (addresses) => answer(addresses, options, callback),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), []),
    );
  };
}

function answer(
  addresses: readonly LookupAddress[],
  options: LookupOptions,
  callback: Parameters<LookupFunction>[2],
): void {
  const [first] = addresses;
  if (first === undefined) callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), []);
  else if (options.all === true) callback(null, [...addresses]);
  else callback(null, first.address, first.family);
}

async function readCapped(
  body: Dispatcher.ResponseData['body'],
  limit: number,
): Promise<{ body: Uint8Array; truncated: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const bytes of body as AsyncIterable<Buffer>) {
    chunks.push(bytes.subarray(0, limit - length));
    length += bytes.length;
    if (length > limit) {
      body.destroy();
      return { body: Buffer.concat(chunks), truncated: true };
    }
  }
  return { body: Buffer.concat(chunks), truncated: false };
}

const flatten = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value ?? ''].flat().join(', ')]),
  );

function asOutgoingError(error: unknown, timedOut: boolean, hostname: string): AppError | OutgoingError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const options = { cause: error };
  if (timedOut || /TIMEOUT|TIMEDOUT/.test(code)) {
    return new OutgoingError('timeout', `${hostname} did not answer in time`, options);
  }
  if (/^(ENOTFOUND|EAI_)/.test(code)) return new OutgoingError('name_not_found', `${hostname} is not known`, options);
  if (/ERR_SSL_.*(ALERT|CERTIFICATE_REQUIRED)/.test(code)) {
    return new OutgoingError('tls', `${hostname} refused the TLS handshake`, options);
  }
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/.test(code)) {
    return new OutgoingError('tls', `${hostname} has no valid certificate`, options);
  }
  if (/^(UND_ERR_SOCKET|E[A-Z]+)$/.test(code)) {
    return new OutgoingError('connection', `The connection to ${hostname} failed`, options);
  }
  return new OutgoingError('protocol', `${hostname} did not speak HTTP`, options);
}
