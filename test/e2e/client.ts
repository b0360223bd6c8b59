import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Invoice, Timeline, type TimelineEntry } from './shapes.js';

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body, when it is JSON. */
  readonly json: unknown;
}

const Credentials = z.object({ api_key: z.string(), organization_id: z.uuid() });

/** The answer itself, when it has this status; else an error that shows it. */
export function checked(answer: Answer, status: number): Answer {
  if (answer.status === status) return answer;
  throw new Error(`expected ${status}, got ${answer.status}: ${answer.text.slice(0, 2_000)}`);
}

function contentOf(body: unknown): string | Uint8Array<ArrayBuffer> | FormData | undefined {
  if (body === undefined || typeof body === 'string' || body instanceof FormData) return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

/** Calls the api as one caller. Every answer is given, whatever its status; `expect`-ing it is the spec's. */
export class Client {
  constructor(
    readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
    readonly organizationId: string = '',
  ) {}

  /** The key it shows; empty for a caller without one. */
  get apiKey(): string {
    return this.headers['X-API-Key'] ?? '';
  }

  /** The same api under another key, of this organisation or another. */
  withKey(apiKey: string, organizationId = this.organizationId): Client {
    return new Client(this.url, { 'X-API-Key': apiKey }, organizationId);
  }

  /** The same api as an operator who shows this key. */
  withBearer(token: string): Client {
    return new Client(this.url, { Authorization: `Bearer ${token}` });
  }

  /** A new test organisation, called with its key. */
  async organisation(): Promise<Client> {
    const answer = checked(await this.post('/v1/sandbox/credentials'), 201);
    const { api_key, organization_id } = Credentials.parse(answer.json);
    return new Client(this.url, { 'X-API-Key': api_key }, organization_id);
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call('GET', path, undefined, headers);
  }

  /** Posts JSON; nothing when `body` is undefined. */
  post(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call('POST', path, body, headers);
  }

  put(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call('PUT', path, body, headers);
  }

  patch(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call('PATCH', path, body, headers);
  }

  delete(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call('DELETE', path, undefined, headers);
  }

  /** Posts files as a browser would; each as `[field, filename, content]`, text fields as `[field, value]`. */
  upload(
    path: string,
    parts: readonly (readonly [string, string, string | Uint8Array] | readonly [string, string])[],
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const form = new FormData();
    for (const [field, name, content] of parts) {
      if (content === undefined) form.append(field, name);
      else form.append(field, new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
    }
    return this.call('POST', path, form, headers);
  }

  /** Forms, strings and bytes go as they stand, everything else as JSON. */
  async call(
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const content = contentOf(body);
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(content === undefined || content instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
        ...this.headers,
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString('utf8');
    const isJson = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      text,
      json: isJson && text !== '' ? JSON.parse(text) : undefined,
    };
  }

  /** Creates an invoice and queues it. */
  async submitNew(body: unknown): Promise<Invoice> {
    return Invoice.parse(checked(await this.post('/v1/invoices?submit=true', body), 202).json);
  }

  async invoice(id: string): Promise<Invoice> {
    return Invoice.parse(checked(await this.get(`/v1/invoices/${id}`), 200).json);
  }

  async timeline(id: string): Promise<TimelineEntry[]> {
    return Timeline.parse(checked(await this.get(`/v1/invoices/${id}/timeline`), 200).json).data;
  }

  /** Reads an invoice again and again until it is as wanted; calls that fail meanwhile are made again. */
  async until(id: string, wanted: (invoice: Invoice) => boolean, withinMs = 60_000): Promise<Invoice> {
    const deadline = Date.now() + withinMs;
    let last: unknown;
    while (Date.now() < deadline) {
      try {
        const invoice = await this.invoice(id);
        if (wanted(invoice)) return invoice;
        last = { status: invoice.status, lifecycle_code: invoice.lifecycle_code, submission: invoice.submission };
      } catch (error) {
        last = error;
      }
      await sleep(50);
    }
    throw new Error(`invoice ${id} did not get there within ${withinMs} ms: ${JSON.stringify(last)} ${String(last)}`);
  }

  untilStatus(id: string, status: string, withinMs?: number): Promise<Invoice> {
    return this.until(id, (invoice) => invoice.status === status, withinMs);
  }
}
