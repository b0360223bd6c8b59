import { AccessTokens } from '../../http/access-tokens.js';
import { answerFault, readJson, type AnswerFaultOptions } from '../../http/answer-fault.js';
import type { HttpAnswer, HttpExchange } from '../../http/exchange.js';
import type { Call } from '../../ports/connection.js';
import type { DocumentKind, Submission } from '../../ports/flow.js';
import { PlatformFault } from '../../ports/platform-fault.js';
import { flowBody } from './multipart.js';

/** Body of POST /v1/flows/search. */
export interface FlowSearch {
  readonly limit: number;
  readonly cursor?: string;
  readonly where: {
    readonly trackingId?: string;
    readonly updatedAfter?: string;
    readonly updatedBefore?: string;
  };
}

/** Longest answers read, in bytes. */
export interface AnswerLimits {
  readonly json: number;
  /** XP Z12-013 lets a flow's file have 100 MB. */
  readonly document: number;
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: readonly Uint8Array[];
  readonly maxAnswerBytes: number;
  readonly what: string;
  /** A 404 here is about the route, not about a thing. */
  readonly fixedRoute?: boolean;
}

/**
 * The HTTP operations of the XP Z12-013 Flow Service, one method each. Answers are 2xx, JSON parsed where it is due;
 * a refused token is renewed once, everything else outside 2xx is a PlatformFault.
 */
export class FlowServiceClient {
  constructor(
    private readonly exchange: HttpExchange,
    private readonly tokens: AccessTokens,
    private readonly limits: AnswerLimits,
    private readonly now: () => number,
  ) {}

  /** POST /v1/flows. 200 and 202 both mean taken. */
  async createFlow(submission: Submission, call: Call): Promise<unknown> {
    const { contentType, parts } = flowBody(submission);
    const answer = await this.#authorised(call, {
      method: 'POST',
      path: '/flows',
      headers: { 'content-type': contentType },
      body: parts,
      maxAnswerBytes: this.limits.json,
      what: 'the submitted flow',
      fixedRoute: true,
    });
    return this.#json(call, answer);
  }

  /** POST /v1/flows/search. 204 is read as an empty page. */
  async searchFlows(search: FlowSearch, call: Call): Promise<unknown> {
    const answer = await this.#authorised(call, {
      method: 'POST',
      path: '/flows/search',
      headers: { 'content-type': 'application/json' },
      body: [Buffer.from(JSON.stringify(search))],
      maxAnswerBytes: this.limits.json,
      what: 'the search for flows',
      fixedRoute: true,
    });
    return answer.status === 204 ? { results: [] } : this.#json(call, answer);
  }

  /** GET /v1/flows/{flowId}?docType=Metadata. */
  async getMetadata(flowId: string, call: Call): Promise<unknown> {
    const answer = await this.#authorised(call, {
      method: 'GET',
      path: `/flows/${encodeURIComponent(flowId)}?docType=Metadata`,
      maxAnswerBytes: this.limits.json,
      what: 'the request for a flow',
    });
    return this.#json(call, answer);
  }

  /** GET /v1/flows/{flowId}?docType=…, the file. */
  async getDocument(flowId: string, kind: DocumentKind, call: Call): Promise<HttpAnswer> {
    return await this.#authorised(call, {
      method: 'GET',
      path: `/flows/${encodeURIComponent(flowId)}?docType=${kind}`,
      headers: { accept: '*/*' },
      maxAnswerBytes: this.limits.document,
      what: "the request for a flow's file",
    });
  }

  /** GET /v1/healthcheck. */
  async getHealth(call: Call): Promise<void> {
    await this.#authorised(call, {
      method: 'GET',
      path: '/healthcheck',
      maxAnswerBytes: this.limits.json,
      what: 'the health check',
      fixedRoute: true,
    });
  }

  async #authorised(call: Call, route: Route): Promise<HttpAnswer> {
    const token = await this.tokens.bearer(call);
    const answer = await this.#send(call, route, token);
    if (answer.status !== 401 || !(await this.tokens.forget(call, token))) return this.#accepted(call, route, answer);
    return this.#accepted(call, route, await this.#send(call, route, await this.tokens.bearer(call)));
  }

  async #send({ connection, signal, request_id }: Call, route: Route, token: string): Promise<HttpAnswer> {
    const { method, path, headers, body, maxAnswerBytes } = route;
    return await this.exchange.send(connection.platform, {
      method,
      url: `${withoutVersion(connection.flow_base_url)}/v1${path}`,
      headers: {
        accept: 'application/json',
        ...headers,
        authorization: `Bearer ${token}`,
        'request-id': request_id,
        ...(connection.organization_header === undefined ? {} : { 'organization-id': connection.organization_header }),
      },
      signal,
      maxAnswerBytes,
      ...(body === undefined ? {} : { body }),
    });
  }

  #accepted({ connection }: Call, { what, fixedRoute }: Route, answer: HttpAnswer): HttpAnswer {
    if (answer.status >= 200 && answer.status < 300) return answer;
    const options: AnswerFaultOptions = { what, now: this.now, misconfigured: fixedRoute === true ? [404, 405] : [] };
    throw answerFault(connection.platform, answer, options);
  }

  #json({ connection }: Call, answer: HttpAnswer): unknown {
    const value = readJson(answer.body);
    if (value !== undefined) return value;
    throw unreadable(connection.platform, answer.status);
  }
}

/** The fault of a 2xx answer that is not what the standard says. */
export function unreadable(platform: string, httpStatus = 200): PlatformFault {
  return new PlatformFault('malformed', {
    platform,
    sent: 'maybe',
    httpStatus,
    detail: "The platform's answer is not what XP Z12-013 describes.",
  });
}

/** Platforms print their base with or without the version and a slash. */
function withoutVersion(base: string): string {
  return base.replace(/\/+$/, '').replace(/\/v1$/, '');
}
