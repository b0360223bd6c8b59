import type { LookupAddress, LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppError } from '@onefacture/errors';
import { Agent, request, type Dispatcher } from 'undici';
import { TargetPolicy } from './target-policy.js';

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

/** Connections are opened only to addresses that the policy has judged, so a name cannot change in between. */
@Injectable()
export class OutgoingHttp implements OnApplicationShutdown {
  readonly #agent: Agent;

  constructor(private readonly policy: TargetPolicy) {
    this.#agent = new Agent({ connect: { lookup: guardedLookup(policy) }, pipelining: 1, maxHeaderSize: 16_384 });
  }

  /** Judges a url when it is stored or tested, with the same policy as the calls. See TargetPolicy. */
  async assertTargetAllowed(url: string): Promise<URL> {
    return this.policy.assertTargetAllowed(url);
  }

  /** Makes the call; redirects are never followed. Throws OutgoingError, or `webhook.target_refused`. */
  async request(outgoing: OutgoingRequest): Promise<OutgoingResponse> {
    const url = this.policy.assertUrlAllowed(outgoing.url);
    const signal = AbortSignal.timeout(outgoing.timeoutMs);
    const start = performance.now();
    try {
      const { statusCode, headers, body } = await request(url, {
        dispatcher: this.#agent,
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
    await this.#agent.destroy();
  }
}

function guardedLookup(policy: TargetPolicy): LookupFunction {
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
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/.test(code)) {
    return new OutgoingError('tls', `${hostname} has no valid certificate`, options);
  }
  if (/^(UND_ERR_SOCKET|E[A-Z]+)$/.test(code)) {
    return new OutgoingError('connection', `The connection to ${hostname} failed`, options);
  }
  return new OutgoingError('protocol', `${hostname} did not speak HTTP`, options);
}
