import type { Call } from '../ports/connection.js';
import { PlatformFault } from '../ports/platform-fault.js';
import type { AccessTokens } from './access-tokens.js';
import { answerFault, readJson } from './answer-fault.js';
import type { HttpAnswer, HttpExchange, HttpRequest } from './exchange.js';

/** One request of a provider, before it is authorised. */
export interface PlatformRequest extends Pick<HttpRequest, 'method' | 'body' | 'maxAnswerBytes'> {
  /** Absolute. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is asked, for the sentence of a fault: `the submitted flow`. */
  readonly what: string;
  /** A 404 here is about the route, not about a thing: the connection is misconfigured. */
  readonly fixedRoute?: boolean;
}

/**
 * Requests in the name of a connection: its authorisation and own headers, one new login when a token is refused.
 * Every answer outside 2xx is a PlatformFault.
 */
export class PlatformHttp {
  /**
   * @param described what the platform's answers are described by, for the sentence of an unreadable one
   * @param now ms since the epoch, for Retry-After dates
   */
  constructor(
    private readonly exchange: HttpExchange,
    private readonly tokens: AccessTokens,
    private readonly described: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** The answer, 2xx. @throws PlatformFault */
  async send(call: Call, request: PlatformRequest): Promise<HttpAnswer> {
    const refused = await this.tokens.authorization(call);
    const answer = await this.#once(call, request, refused);
    if (answer.status !== 401 || !(await this.tokens.forget(call, refused)))
      return this.#accepted(call, request, answer);
    return this.#accepted(call, request, await this.#once(call, request, await this.tokens.authorization(call)));
  }

  /** The JSON of a 2xx answer, undefined for an empty body (204). @throws PlatformFault, malformed when it is no JSON */
  async json(call: Call, request: PlatformRequest): Promise<unknown> {
    const { status, body } = await this.send(call, {
      ...request,
      headers: { accept: 'application/json', ...request.headers },
    });
    if (status === 204) return undefined;
    const value = readJson(body);
    if (value !== undefined) return value;
    throw this.unreadable(call, status);
  }

  /** The fault of a 2xx answer that is not what it should be. */
  unreadable({ connection }: Call, httpStatus = 200): PlatformFault {
    return new PlatformFault('malformed', {
      platform: connection.platform,
      sent: 'maybe',
      httpStatus,
      detail: `The platform's answer is not what ${this.described} describes.`,
    });
  }

  async #once(call: Call, request: PlatformRequest, authorization: string): Promise<HttpAnswer> {
    const { connection, signal } = call;
    await call.pace?.();
    const { method, url, headers, body, maxAnswerBytes } = request;
    const own = Object.entries(connection.headers ?? {}).map(([name, value]) => [name, value.reveal()] as const);
    return await this.exchange.send(connection.platform, {
      method,
      url,
      headers: { ...Object.fromEntries(own), ...headers, authorization },
      signal,
      maxAnswerBytes,
      ...(body === undefined ? {} : { body }),
    });
  }

  #accepted({ connection }: Call, { what, fixedRoute }: PlatformRequest, answer: HttpAnswer): HttpAnswer {
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw answerFault(connection.platform, answer, {
      what,
      now: this.now,
      misconfigured: fixedRoute === true ? [404, 405] : [],
    });
  }
}
