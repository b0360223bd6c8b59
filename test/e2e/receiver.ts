import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebhookBody } from './shapes.js';

/** One call the receiver got. */
export interface Delivery {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: WebhookBody;
}

/** News of platforms (a breaker that opened) come at any moment and belong to no invoice: taken, not kept. */
const PLATFORM_NEWS = /^\{"type":"platform\./;

/** A customer's webhook receiver on loopback. */
export interface Receiver {
  readonly url: string;
  /** What was told of invoices */
  readonly deliveries: readonly Delivery[];
  /** Answers these statuses to the next calls, then 200 again. */
  fail(...statuses: number[]): void;
  /** Waits until the calls are as wanted. */
  until(wanted: (deliveries: readonly Delivery[]) => boolean, withinMs?: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  const statuses: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      if (!PLATFORM_NEWS.test(text)) {
        const body = WebhookBody.parse(JSON.parse(text));
        deliveries.push({ id: String(request.headers['webhook-id']), headers: request.headers, text, body });
      }
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    deliveries,
    fail: (...wanted) => void statuses.push(...wanted),
    async until(wanted, withinMs = 30_000) {
      const deadline = Date.now() + withinMs;
      while (!wanted(deliveries)) {
        if (Date.now() > deadline) {
          const got = deliveries.map(({ body }) => `${body.type} ${body.data.sequence}`);
          throw new Error(`the receiver did not get what it waited for; it got ${got.join(', ') || 'nothing'}`);
        }
        await sleep(50);
      }
    },
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
