import type { HttpAnswer } from '../../http/exchange.js';
import type { PlatformHttp, PlatformRequest } from '../../http/platform-http.js';
import type { Call } from '../../ports/connection.js';
import type { DocumentKind, Submission } from '../../ports/flow.js';
import { flowBody } from './flow-body.js';
import { standardHeaders, withoutVersion } from './routes.js';

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

type Route = Omit<PlatformRequest, 'url'> & { readonly path: string };

/**
 * The HTTP operations of the XP Z12-013 Flow Service, one method each. Answers are 2xx, JSON parsed where it is due;
 * a refused token is renewed once, everything else outside 2xx is a PlatformFault.
 */
export class FlowServiceClient {
  constructor(
    private readonly http: PlatformHttp,
    private readonly limits: AnswerLimits,
  ) {}

  /** POST /v1/flows. 200 and 202 both mean taken. */
  async createFlow(submission: Submission, call: Call): Promise<unknown> {
    const { contentType, parts } = flowBody(submission);
    return await this.#json(call, {
      method: 'POST',
      path: '/flows',
      headers: { 'content-type': contentType },
      body: parts,
      maxAnswerBytes: this.limits.json,
      what: 'the submitted flow',
      fixedRoute: true,
    });
  }

  /** POST /v1/flows/search. 204 is read as an empty page. */
  async searchFlows(search: FlowSearch, call: Call): Promise<unknown> {
    const answer = await this.#json(call, {
      method: 'POST',
      path: '/flows/search',
      headers: { 'content-type': 'application/json' },
      body: [Buffer.from(JSON.stringify(search))],
      maxAnswerBytes: this.limits.json,
      what: 'the search for flows',
      fixedRoute: true,
    });
    return answer ?? { results: [] };
  }

  /** GET /v1/flows/{flowId}?docType=Metadata. */
  async getMetadata(flowId: string, call: Call): Promise<unknown> {
    return await this.#json(call, {
      method: 'GET',
      path: `/flows/${encodeURIComponent(flowId)}?docType=Metadata`,
      maxAnswerBytes: this.limits.json,
      what: 'the request for a flow',
    });
  }

  /** GET /v1/flows/{flowId}?docType=…, the file. */
  async getDocument(flowId: string, kind: DocumentKind, call: Call): Promise<HttpAnswer> {
    return await this.#send(call, {
      method: 'GET',
      path: `/flows/${encodeURIComponent(flowId)}?docType=${kind}`,
      headers: { accept: '*/*' },
      maxAnswerBytes: this.limits.document,
      what: "the request for a flow's file",
    });
  }

  /** GET /v1/healthcheck. */
  async getHealth(call: Call): Promise<void> {
    await this.#send(call, {
      method: 'GET',
      path: '/healthcheck',
      maxAnswerBytes: this.limits.json,
      what: 'the health check',
      fixedRoute: true,
    });
  }

  /**
   * POST /v1/webhooks (1.3): every flow, in both directions. Answers 201. A platform of 1.1 or 1.2 has no such route:
   * its 404 is a refusal, not a wrong address.
   */
  async createWebhook(callbackUrl: string, call: Call): Promise<unknown> {
    return await this.#json(call, {
      method: 'POST',
      path: '/webhooks',
      headers: { 'content-type': 'application/json' },
      body: [Buffer.from(JSON.stringify({ callbackUrl }))],
      maxAnswerBytes: this.limits.json,
      what: 'the subscription to callbacks',
    });
  }

  async #send(call: Call, route: Route): Promise<HttpAnswer> {
    return await this.http.send(call, requestOf(call, route));
  }

  async #json(call: Call, route: Route): Promise<unknown> {
    return await this.http.json(call, requestOf(call, route));
  }
}

function requestOf(call: Call, { path, headers, ...route }: Route): PlatformRequest {
  return {
    ...route,
    url: `${withoutVersion(call.connection.base_url)}/v1${path}`,
    headers: { ...headers, ...standardHeaders(call) },
  };
}
