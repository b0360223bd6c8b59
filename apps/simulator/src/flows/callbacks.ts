import { createHash, createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../state/store.js';
import type { Flow, Webhook } from './flow.js';

const PAUSES_MS = [0, 500, 2000, 8000];
const DEADLINE_MS = 5000;

/** Tells subscribers of a changed flow. Lost calls stay lost: the standard leaves the truth to search. */
export class Callbacks {
  #closing = new AbortController();

  constructor(
    private readonly store: Store,
    private readonly clientId: string,
  ) {}

  announce(organization: string, flow: Flow): void {
    for (const webhook of this.store.webhooks.get(`${organization}|${this.clientId}`) ?? []) {
      if (wants(webhook, flow)) void this.#deliver(webhook, JSON.stringify(flow));
    }
  }

  stop(): void {
    this.#closing.abort();
    this.#closing = new AbortController();
  }

  async #deliver(webhook: Webhook, body: string): Promise<void> {
    const closing = this.#closing.signal;
    for (const wait of PAUSES_MS) {
      try {
        await pause(wait, undefined, { signal: closing });
        const response = await fetch(webhook.callbackUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...signature(webhook.signingKey, body) },
          body,
          redirect: 'manual',
          signal: AbortSignal.any([closing, AbortSignal.timeout(DEADLINE_MS)]),
        });
        await response.arrayBuffer();
        if (response.ok) return;
      } catch {
        if (closing.aborted) return;
      }
    }
  }
}

/** HMAC-SHA-256 over the SHA-256 of `<body>@<epoch seconds>`, base64, as 1.3.0 describes it. */
export function signature(signingKey: string, body: string, epoch = Math.floor(Date.now() / 1000)) {
  const fingerprint = createHash('sha256').update(`${body}@${epoch}`).digest();
  const mac = createHmac('sha256', Buffer.from(signingKey, 'base64')).update(fingerprint).digest('base64');
  return { 'Afnor-Signature': mac, 'Afnor-Signature-Timestamp': String(epoch) };
}

function wants(webhook: Webhook, flow: Flow): boolean {
  return (
    (webhook.flowTypes === undefined || webhook.flowTypes.includes(flow.flowType)) &&
    (webhook.flowDirection === undefined || webhook.flowDirection === flow.flowDirection) &&
    (webhook.ackStatus === undefined || webhook.ackStatus === flow.acknowledgement.status)
  );
}
