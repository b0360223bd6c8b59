import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the fake can be told to do wrong. */
export type FakeOperation = 'login' | 'submit' | 'search' | 'flow' | 'health' | 'subscribe' | 'directory';

/** One disturbance: answers in place of the fake, or lets it go on with `next`. */
export type Disturbance = (answer: ServerResponse, next: () => void) => void;

/** A request as it arrived. */
export interface SeenRequest {
  readonly operation: FakeOperation;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

type WireFlow = Record<string, unknown> & { flowId: string; updatedAt: string };

/** A small XP Z12-013 platform in memory: login, flows, search with cursor, webhooks, directory, health check. */
export class FakeFlowService {
  readonly seen: SeenRequest[] = [];
  readonly flows: WireFlow[] = [];
  readonly files = new Map<string, Buffer>();
  /** Lines of the directory, and the most of them that it gives out (206). */
  readonly lines: Record<string, unknown>[] = [];
  mostLines = Infinity;
  readonly webhooks: string[] = [];
  /** Entries per page, and whether pages carry a cursor (1.3) or not (1.1, 1.2). */
  pageSize = 100;
  cursors = true;
  sortDescending = false;
  tokenLifeSeconds = 3600;
  readonly #disturbances = new Map<FakeOperation, Disturbance[]>();
  readonly #tokens = new Set<string>();
  #clock = Date.parse('2026-09-01T08:00:00Z');

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<FakeFlowService> {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const fake = new FakeFlowService(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, answer) => void fake.#serve(request, answer));
    return fake;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }

  /** The next requests of that operation meet these, in order. */
  disturb(operation: FakeOperation, ...disturbances: Disturbance[]): void {
    this.#disturbances.set(operation, [...(this.#disturbances.get(operation) ?? []), ...disturbances]);
  }

  /** All tokens given out so far are refused from now on. */
  expireTokens(): void {
    this.#tokens.clear();
  }

  /** Puts a flow on the platform; its date is one second after the one before unless given. */
  add(fields: Record<string, unknown> = {}): WireFlow {
    this.#clock += 1000;
    const at = new Date(this.#clock).toISOString();
    const flow = {
      flowId: randomUUID(),
      name: 'status.xml',
      flowSyntax: 'CDAR',
      flowProfile: 'Undefined',
      processingRule: 'B2B',
      processingRuleSource: 'Computed',
      flowType: 'CustomerInvoiceLC',
      flowDirection: 'In',
      submittedAt: at,
      updatedAt: at,
      acknowledgement: { status: 'Ok' },
      ...fields,
    };
    this.flows.push(flow);
    return flow;
  }

  /** An invoice from somebody else. */
  receive(): { flow_id: string; bytes: Buffer } {
    const bytes = Buffer.from(`<Invoice>${randomUUID()}</Invoice>`);
    const { flowId } = this.add({ flowType: 'SupplierInvoice', flowSyntax: 'CII', name: 'received.xml' });
    this.files.set(flowId, bytes);
    return { flow_id: flowId, bytes };
  }

  /** Sets the clock off by that much. */
  shiftClock(ms: number): void {
    this.#clock += ms;
  }

  count(operation: FakeOperation): number {
    return this.seen.filter((request) => request.operation === operation).length;
  }

  async #serve(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? '/', this.url);
    const operation = operationOf(url.pathname);
    if (operation === null) return void json(answer, 404, { errorCode: 'MISSING_RESOURCE' });
    this.seen.push({ operation, headers: request.headers, body });
    const next = (): void => this.#answer(operation, url, request, body, answer);
    const disturbance = this.#disturbances.get(operation)?.shift();
    if (disturbance === undefined) return next();
    disturbance(answer, next);
  }

  #answer(operation: FakeOperation, url: URL, request: IncomingMessage, body: Buffer, answer: ServerResponse): void {
    if (operation === 'login') return this.#login(answer);
    if (!this.#tokens.has((request.headers.authorization ?? '').replace(/^Bearer /, ''))) {
      return json(answer, 401, { errorCode: 'MISSING_TOKEN', errorMessage: null });
    }
    if (operation === 'health') return void answer.writeHead(200).end();
    if (operation === 'subscribe')
      return this.#subscribe(JSON.parse(body.toString()) as { callbackUrl: string }, answer);
    if (operation === 'directory') return this.#lookUp(JSON.parse(body.toString()) as LineSearch, answer);
    if (operation === 'submit') return this.#submit(request, body, answer);
    if (operation === 'search') return this.#search(JSON.parse(body.toString()) as Search, answer);
    const flowId = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
    const flow = this.flows.find((one) => one.flowId === flowId);
    if (flow === undefined) return json(answer, 404, { errorCode: 'MISSING_RESOURCE', errorMessage: 'no such flow' });
    if (url.searchParams.get('docType') === 'Metadata') return json(answer, 200, flow);
    answer.setHeader('content-disposition', `attachment;filename=${String(flow['name'])}`);
    answer.writeHead(200, { 'content-type': 'application/octet-stream' }).end(this.files.get(flowId) ?? '');
  }

  #login(answer: ServerResponse): void {
    const token = randomUUID();
    this.#tokens.add(token);
    json(answer, 200, { access_token: token, token_type: 'Bearer', expires_in: this.tokenLifeSeconds });
  }

  #submit(request: IncomingMessage, body: Buffer, answer: ServerResponse): void {
    const { flowInfo, file } = readMultipart(request.headers['content-type'] ?? '', body);
    const { sha256, ...info } = flowInfo;
    if (sha256 !== createHash('sha256').update(file).digest('hex')) {
      return json(answer, 400, { errorCode: 'ChecksumMismatch', errorMessage: 'sha256 differs' });
    }
    if (this.flows.some(({ trackingId }) => trackingId === info['trackingId'])) {
      return json(answer, 422, { errorCode: 'AlreadyExistingFlow', errorMessage: 'sent before' });
    }
    const flow = this.add({
      ...info,
      flowType: 'CustomerInvoice',
      flowDirection: 'Out',
      acknowledgement: { status: 'Pending' },
    });
    this.files.set(flow.flowId, file);
    json(answer, 202, { ...info, sha256, flowId: flow.flowId, submittedAt: flow['submittedAt'] });
  }

  #search({ where, cursor, limit }: Search, answer: ServerResponse): void {
    const matching = this.flows
      .filter(({ trackingId }) => where.trackingId === undefined || trackingId === where.trackingId)
      .filter(({ updatedAt }) => where.updatedAfter === undefined || updatedAt > where.updatedAfter)
      .filter(({ updatedAt }) => where.updatedBefore === undefined || updatedAt < where.updatedBefore)
      .toSorted((one, other) => one.updatedAt.localeCompare(other.updatedAt) * (this.sortDescending ? -1 : 1));
    const start = Number(cursor ?? 0);
    const end = start + Math.min(limit, this.pageSize);
    const nextCursor = this.cursors && end < matching.length ? { nextCursor: String(end) } : {};
    json(answer, 200, { limit, filters: where, results: matching.slice(start, end), ...nextCursor });
  }

  #subscribe({ callbackUrl }: { callbackUrl: string }, answer: ServerResponse): void {
    this.webhooks.push(callbackUrl);
    json(answer, 201, { webhookId: randomUUID(), signingKey: SIGNING_KEY, createdAt: new Date(this.#clock) });
  }

  #lookUp({ filters, limit, ignore }: LineSearch, answer: ServerResponse): void {
    const matching = this.lines.filter((line) =>
      Object.entries(filters).every(([name, { value }]) => line[name] === value),
    );
    if (matching.length === 0) return void answer.writeHead(204).end();
    const results = matching.slice(0, this.mostLines).slice(ignore, ignore + limit);
    json(answer, matching.length > this.mostLines ? 206 : 200, { totalNumberOfResults: matching.length, results });
  }
}

/** What callbacks of a fake are signed with: 32 bytes in base64. */
export const SIGNING_KEY = Buffer.alloc(32, 7).toString('base64');

/** Answers with a status and a JSON body (or a text as it is) in place of the fake. */
export function answering(status: number, body: unknown = '', headers: Record<string, string> = {}): Disturbance {
  return (answer) => {
    for (const [name, value] of Object.entries(headers)) answer.setHeader(name, value);
    json(answer, status, body);
  };
}

/** Lets the fake do its work, then cuts the line instead of answering. */
export const droppingTheAnswer: Disturbance = (answer, next) => {
  const { socket } = answer;
  answer.write = () => true;
  answer.end = () => {
    socket?.destroy();
    return answer;
  };
  next();
};

/** Lets the fake do its work, then never answers. */
export const stallingAfterwards: Disturbance = (answer, next) => {
  answer.end = () => answer;
  next();
};

/** Sends a head and half a body, then nothing. */
export const stallingInTheBody: Disturbance = (answer) => {
  answer.writeHead(200, { 'content-type': 'application/json' });
  answer.write('{"results": [');
};

/** Sends `bytes` bytes of JSON without a length. */
export function flooding(bytes: number): Disturbance {
  return (answer) => {
    answer.writeHead(200, { 'content-type': 'application/json' });
    answer.write('{"results": "');
    for (let sent = 0; sent < bytes; sent += 65_536) answer.write('x'.repeat(65_536));
    answer.end('"}');
  };
}

interface LineSearch {
  readonly filters: Readonly<Record<string, { readonly value: string }>>;
  readonly limit: number;
  readonly ignore: number;
}

interface Search {
  readonly limit: number;
  readonly cursor?: string;
  readonly where: { readonly trackingId?: string; readonly updatedAfter?: string; readonly updatedBefore?: string };
}

function operationOf(path: string): FakeOperation | null {
  if (path === '/token') return 'login';
  if (path === '/flow-service/v1/flows') return 'submit';
  if (path === '/flow-service/v1/flows/search') return 'search';
  if (path === '/flow-service/v1/healthcheck') return 'health';
  if (path === '/flow-service/v1/webhooks') return 'subscribe';
  if (path === '/directory-service/v1/directory-line/search') return 'directory';
  return path.startsWith('/flow-service/v1/flows/') ? 'flow' : null;
}

function json(answer: ServerResponse, status: number, body: unknown): void {
  answer.statusCode = status;
  answer.setHeader('content-type', 'application/json');
  answer.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** The two parts of a createFlow body, read by its boundary. */
export function readMultipart(contentType: string, body: Buffer): { flowInfo: Record<string, unknown>; file: Buffer } {
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1] ?? '';
  const sections = body.toString('latin1').split(`--${boundary}`).slice(1, -1);
  const parts = new Map(
    sections.map((section) => {
      const at = section.indexOf('\r\n\r\n');
      const name = /name="([^"]+)"/.exec(section.slice(0, at))?.[1] ?? '';
      return [name, Buffer.from(section.slice(at + 4, -2), 'latin1')] as const;
    }),
  );
  const flowInfo = JSON.parse((parts.get('flowInfo') ?? Buffer.from('{}')).toString()) as Record<string, unknown>;
  return { flowInfo, file: parts.get('file') ?? Buffer.alloc(0) };
}
