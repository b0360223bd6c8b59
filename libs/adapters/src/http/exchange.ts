import { Readable } from 'node:stream';
import { request, type Dispatcher } from 'undici';
import { PlatformFault } from '../ports/platform-fault.js';
import { transportFault } from './transport-fault.js';

/** One HTTP request to a platform. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: readonly Uint8Array[];
  readonly signal: AbortSignal;
  /** An answer with a longer body is a fault. */
  readonly maxAnswerBytes: number;
}

/** An answer, read to its end. Header names are lower-case. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Sends one request and reads its whole answer within a size and the signal's time. Redirects are not followed:
 * credentials go to the configured address only.
 */
export class HttpExchange {
  /** @param dispatcher for example one that refuses private addresses; undici's global one by default */
  constructor(private readonly dispatcher?: Dispatcher) {}

  /** @throws PlatformFault misconfigured (bad url, redirect), timeout, aborted, network or malformed (too large) */
  async send(
    platform: string,
    { method, url, headers, body, signal, maxAnswerBytes }: HttpRequest,
  ): Promise<HttpAnswer> {
    const target = parseUrl(platform, url);
    const progress = { started: body === undefined };
    const payload = body === undefined ? null : Readable.from(watched(body, progress));
    const length = body?.reduce((sum, part) => sum + part.byteLength, 0);
    try {
      const answer = await request(target, {
        method,
        headers: { ...headers, ...(length === undefined ? {} : { 'content-length': String(length) }) },
        body: payload,
        signal,
        ...(this.dispatcher === undefined ? {} : { dispatcher: this.dispatcher }),
      });
      const status = answer.statusCode;
      if (status >= 300 && status < 400) {
        await answer.body.dump().catch(() => undefined);
        throw redirected(platform, status);
      }
      return { status, headers: flatten(answer.headers), body: await bounded(platform, answer, maxAnswerBytes) };
    } catch (error) {
      throw error instanceof PlatformFault ? error : transportFault(platform, error, progress.started ? 'maybe' : 'no');
    }
  }
}

/** undici writes the request head together with the first chunk, so nothing has left before the first pull. */
async function* watched(body: readonly Uint8Array[], progress: { started: boolean }): AsyncGenerator<Uint8Array> {
  progress.started = true;
  yield* body;
}

function parseUrl(platform: string, url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target !== null && (target.protocol === 'https:' || target.protocol === 'http:')) return target;
  throw new PlatformFault('misconfigured', {
    platform,
    sent: 'no',
    detail: 'The address of the platform connection is not an http(s) url.',
  });
}

function redirected(platform: string, status: number): PlatformFault {
  return new PlatformFault('misconfigured', {
    platform,
    sent: 'maybe',
    httpStatus: status,
    detail: `The platform answered ${status}: redirects are not followed, correct the base url.`,
  });
}

function flatten(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

async function bounded(platform: string, answer: Dispatcher.ResponseData, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const tooLarge = Number(answer.headers['content-length'] ?? 0) > limit;
  if (!tooLarge) {
    for await (const part of answer.body as AsyncIterable<Buffer>) {
      size += part.byteLength;
      if (size > limit) break;
      chunks.push(part);
    }
  }
  if (!tooLarge && size <= limit) return Buffer.concat(chunks);
  answer.body.on('error', () => undefined).destroy();
  throw new PlatformFault('malformed', {
    platform,
    sent: 'maybe',
    httpStatus: answer.statusCode,
    detail: `The platform's answer is longer than the ${limit} bytes we read.`,
  });
}
