import { z } from 'zod';
import type { Stack } from './stack-file.js';
import { sleep } from './wait.js';

const hooksSchema = z.object({
  data: z.array(z.object({ headers: z.record(z.string(), z.string()), body: z.string() })),
});
const submissionsSchema = z.object({ data: z.array(z.unknown()) });
const webhookListSchema = z.object({ data: z.array(z.object({ id: z.string(), url: z.string() })) });

/** Calls of the demo. A call that fails for want of a server is made again until the time is over. */
export class DemoClient {
  private readonly receiver: string;

  constructor(
    private readonly stack: Stack,
    private readonly signal: AbortSignal,
    private readonly pauseMs: number,
  ) {
    this.receiver = `${stack.simulator_url}/_simulator/hooks/demo`;
  }

  get isOver(): boolean {
    return this.signal.aborted;
  }

  async get(path: string): Promise<unknown> {
    return (await this.call('GET', `${this.stack.api_url}${path}`, [200])).json();
  }

  /** Posts once: the idempotency key makes a repeat after a lost answer harmless. */
  async post(path: string, body: unknown, idempotencyKey: string, expected: number[]): Promise<unknown> {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey };
    const url = `${this.stack.api_url}${path}`;
    return (await this.call('POST', url, expected, { headers, body: JSON.stringify(body) })).json();
  }

  async download(path: string): Promise<Buffer> {
    const response = await this.call('GET', `${this.stack.api_url}${path}`, [200]);
    return Buffer.from(await response.arrayBuffer());
  }

  /** Registers the simulator's receiver unless it is registered. */
  async watchWebhooks(): Promise<void> {
    const known = webhookListSchema.parse(await this.get('/v1/webhooks'));
    if (known.data.some(({ url }) => url === this.receiver)) return;
    await this.post('/v1/webhooks', { url: this.receiver }, `demo-webhook-${Date.now()}`, [201]);
  }

  /** Different signed webhook messages about one invoice that the receiver has got. */
  async webhookCount(invoiceId: string): Promise<number> {
    const { data } = hooksSchema.parse(await (await this.call('GET', this.receiver, [200])).json());
    const ours = data.filter(({ headers, body }) => headers['webhook-signature'] && body.includes(invoiceId));
    return new Set(ours.map(({ headers }) => headers['webhook-id'])).size;
  }

  /** How often the simulated platform took the invoice in: one, whatever happened meanwhile. */
  async submissionCount(number: string): Promise<number> {
    const url = `${this.stack.simulator_url}/_simulator/submissions?number=${encodeURIComponent(number)}`;
    return submissionsSchema.parse(await (await this.call('GET', url, [200])).json()).data.length;
  }

  private async call(method: string, url: string, expected: number[], init: RequestInit = {}): Promise<Response> {
    for (;;) {
      this.signal.throwIfAborted();
      const response = await this.attempt(method, url, init);
      if (response && expected.includes(response.status)) return response;
      if (response && !isPassing(response.status)) {
        throw new Error(`${method} ${url} answered ${response.status}: ${(await response.text()).slice(0, 600)}`);
      }
      await sleep(this.pauseMs);
    }
  }

  private async attempt(method: string, url: string, init: RequestInit): Promise<Response | undefined> {
    const headers = new Headers(init.headers);
    if (url.startsWith(this.stack.api_url)) headers.set('X-API-Key', this.stack.api_key);
    try {
      const signal = AbortSignal.any([this.signal, AbortSignal.timeout(15_000)]);
      return await fetch(url, {
        method,
        ...init,
        headers,
        signal,
      });
    } catch {
      return undefined;
    }
  }
}

/** Answers that a later try may change: server faults, too many requests, the same key still in progress. */
function isPassing(status: number): boolean {
  return status >= 500 || status === 429 || status === 409;
}
