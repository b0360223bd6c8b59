import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { flow, type Flow, type FlowInfo } from '../flows/flow.js';

const searchContent = z.strictObject({
  limit: z.number().int().max(100),
  nextCursor: z.string().optional(),
  filters: z.record(z.string(), z.unknown()),
  results: z.array(flow.strict()),
});
export const wireError = z.strictObject({
  errorCode: z.string(),
  errorMessage: z.string().optional(),
  details: z.string().optional(),
});
const token = z.object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.number() });

/** A client of the standard for specs; every answer is held against the shapes of 1.3.0. */
export class PlatformClient {
  private constructor(
    readonly url: string,
    private readonly bearer: string,
    private readonly organization: string,
  ) {}

  static async login(url: string, organization: string = randomUUID()): Promise<PlatformClient> {
    const response = await fetch(`${url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'onefacture',
        client_secret: 'simulator-secret',
      }),
    });
    return new PlatformClient(url, token.parse(await response.json()).access_token, organization);
  }

  call(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.bearer}`,
        'organization-id': this.organization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  post(file: Buffer, info: Partial<FlowInfo> = {}): Promise<Response> {
    const described = {
      trackingId: randomUUID(),
      name: 'invoice.xml',
      flowSyntax: 'CII',
      sha256: createHash('sha256').update(file).digest('hex'),
      ...info,
    };
    const form = new FormData();
    form.set('flowInfo', new Blob([JSON.stringify(described)], { type: 'application/json' }));
    form.set('file', new Blob([new Uint8Array(file)], { type: 'application/xml' }), described.name);
    return fetch(`${this.url}/flow-service/v1/flows`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.bearer}`, 'organization-id': this.organization },
      body: form,
    });
  }

  async search(where: object, more: object = {}): Promise<z.infer<typeof searchContent>> {
    const response = await this.call('POST', '/flow-service/v1/flows/search', { where, ...more });
    if (response.status !== 200) throw new Error(`search answered ${response.status}`);
    return searchContent.parse(await response.json());
  }

  async document(flowId: string, docType = 'Original'): Promise<string> {
    const response = await this.call('GET', `/flow-service/v1/flows/${flowId}?docType=${docType}`);
    if (response.status !== 200) throw new Error(`get answered ${response.status}`);
    return response.text();
  }

  statuses(): Promise<Flow[]> {
    return this.search({ flowType: ['CustomerInvoiceLC'] }, { limit: 100 }).then(({ results }) => results);
  }

  /** Waits until every submission of this organisation has come to its end; its record in the control API. */
  async settled(): Promise<z.infer<typeof submission>[]> {
    for (;;) {
      const query = new URLSearchParams({ organization_id: this.organization });
      const { data } = submissions.parse(await (await fetch(`${this.url}/_simulator/submissions?${query}`)).json());
      if (data.every(({ finished }) => finished)) return data;
      await pause(10);
    }
  }
}

const submission = z.object({
  tracking_id: z.string().nullable(),
  number: z.string().nullable(),
  accepted: z.number(),
  repeats: z.number(),
  finished: z.boolean(),
  acknowledgement: z.object({ status: z.string(), details: z.array(z.object({ reasonCode: z.string() })).optional() }),
  statuses: z.array(
    z.object({
      code: z.string(),
      flow_id: z.string(),
      amounts: z.array(z.object({ rate: z.string(), amount: z.string() })),
    }),
  ),
});
const submissions = z.object({ data: z.array(submission) });
