import { setTimeout as pause } from 'node:timers/promises';

const PAUSES_MS = [0, 500, 2000, 8000];
const DEADLINE_MS = 5000;

/** Delivers webhooks: four tries, then a call is lost. */
export class WebhookSender {
  #closing = new AbortController();

  /** @param headers made anew for each try, for signatures that carry the time */
  async deliver(url: string, body: string, headers: () => Record<string, string>): Promise<void> {
    const closing = this.#closing.signal;
    for (const wait of PAUSES_MS) {
      try {
        await pause(wait, undefined, { signal: closing });
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers() },
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

  stop(): void {
    this.#closing.abort();
    this.#closing = new AbortController();
  }
}
