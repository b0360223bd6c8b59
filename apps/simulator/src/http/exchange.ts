import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { badRequest, WireError } from './wire-error.js';

const JSON_LIMIT = 2 * 1024 * 1024;

/** One request and its answer. */
export class Exchange {
  readonly url: URL;
  params: Readonly<Record<string, string>> = {};
  /** When set, the work is done but the caller never hears of it: the connection is cut after this many milliseconds. */
  cutAfterMs: number | undefined;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
  ) {
    this.url = new URL(request.url ?? '/', 'http://simulator');
    const requestId = this.header('request-id');
    if (requestId !== undefined) response.setHeader('Request-Id', requestId);
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  /** The tenant: a client sees only what was sent under the same Organization-Id. */
  get organization(): string {
    return this.header('organization-id') ?? 'default';
  }

  param(name: string): string {
    const value = this.params[name];
    if (value === undefined) throw new Error(`the route has no parameter ${name}`);
    return value;
  }

  async body(limit: number): Promise<Buffer> {
    const tooBig = new WireError(413, 'FILE_SIZE_EXCEEDED', 'Provided file is too big', {
      headers: { connection: 'close' },
    });
    if (Number(this.header('content-length') ?? 0) > limit) throw tooBig;
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.request) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      size += bytes.length;
      if (size > limit) throw tooBig;
      chunks.push(bytes);
    }
    return Buffer.concat(chunks, size);
  }

  async json<Shape extends z.ZodType>(shape: Shape): Promise<z.output<Shape>> {
    const text = (await this.body(JSON_LIMIT)).toString('utf8');
    return parseJson(text, shape);
  }

  send(status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): void {
    if (this.cutAfterMs !== undefined) return this.#cut(this.cutAfterMs);
    if (this.response.destroyed || this.response.headersSent) return;
    const bytes = encode(body);
    const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
    this.response.writeHead(status, {
      ...(bytes === undefined ? {} : { 'content-type': type }),
      'content-length': String(bytes?.length ?? 0),
      ...headers,
    });
    this.response.end(bytes);
  }

  #cut(afterMs: number): void {
    const { socket } = this.request;
    const timer = setTimeout(() => socket.destroy(), afterMs);
    socket.once('close', () => clearTimeout(timer));
  }
}

export function parseJson<Shape extends z.ZodType>(text: string, shape: Shape): z.output<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest('Invalid request format: not JSON');
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badRequest(`Invalid request format: ${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
}

function encode(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
}
