import { randomInt } from 'node:crypto';
import type { Exchange } from '../http/exchange.js';
import { Mishaps } from '../http/mishaps.js';
import { RateWindow } from '../http/rate-window.js';
import { timedSignature } from '../http/timed-signature.js';
import { WebhookSender } from '../http/webhook-sender.js';
import { Account, type Invoice } from './account.js';
import { ApiError } from './api-error.js';

/** Where the API stands. */
export const BASE = '/pennylane/api/external/v2';

/** Pennylane's Company API v2. Every bearer token is a company of its own; state is kept in memory. */
export class Pennylane {
  readonly mishaps = new Mishaps();
  /** 25 requests in 5 s, per token. */
  readonly limit = new RateWindow(25, 5000);
  readonly #accounts = new Map<string, Account>();
  readonly #revoked = new Set<string>();
  readonly #webhooks = new WebhookSender();
  readonly #timers = new Set<NodeJS.Timeout>();

  /** The company of a bearer token, made on first use. */
  accountOf(token: string): Account {
    const known = this.#accounts.get(token);
    if (known !== undefined) return known;
    const account = new Account();
    account.onStatus = (invoice, before) =>
      this.#announce(account, 'customer_invoice.e_invoicing_status_updated', {
        object: { id: invoice.id, e_invoicing: { status: invoice.eInvoicing?.status } },
        previous_attributes: { e_invoicing: { status: before } },
      });
    account.onReceived = (invoice) =>
      this.#announce(account, 'supplier_invoice.e_invoicing_received', {
        object: { id: invoice.id, created_at: invoice.createdAt, credit_note: false },
      });
    this.#accounts.set(token, account);
    return account;
  }

  tokenOf(exchange: Exchange): string {
    const token = /^Bearer (\S+)$/i.exec(exchange.header('authorization') ?? '')?.[1];
    if (token === undefined) throw new ApiError(401, 'The access token is missing');
    return token;
  }

  revoke(token: string): void {
    this.#revoked.add(token);
  }

  /** Lets a sent invoice go through the words that were set for its company. */
  live(account: Account, invoice: Invoice): void {
    const { words, stepMs } = account.life;
    for (const [index, word] of words.entries()) {
      const timer = setTimeout(
        () => {
          this.#timers.delete(timer);
          account.setStatus(invoice, word, null, 'valid');
        },
        stepMs * (index + 1),
      );
      this.#timers.add(timer);
    }
  }

  /** The base url as the caller wrote it. */
  baseOf(exchange: Exchange): string {
    return `http://${exchange.header('host') ?? 'simulator'}${BASE}`;
  }

  reset(): void {
    this.stop();
    this.#accounts.clear();
    this.#revoked.clear();
    this.mishaps.clear();
    this.limit.clear();
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#webhooks.stop();
  }

  /** Refuses a token that was revoked. */
  guard(exchange: Exchange): void {
    if (this.#revoked.has(this.tokenOf(exchange))) throw new ApiError(401, 'The access token is invalid');
  }

  sendFile(exchange: Exchange): void {
    const token = exchange.param('token');
    for (const { invoices } of this.#accounts.values()) {
      const found = invoices.find(({ fileToken }) => fileToken === token);
      if (found === undefined) continue;
      return exchange.send(200, found.file, { 'content-type': found.pdf ? 'application/pdf' : 'application/xml' });
    }
    throw new ApiError(404, 'Not found');
  }

  #announce(account: Account, event: string, data: object): void {
    const body = JSON.stringify({
      id: randomInt(1, 2 ** 47),
      event,
      retry_count: 0,
      created: Date.now(),
      data: { context: { company_id: 1, firm_id: null }, ...data },
    });
    for (const { callbackUrl, events, secret } of account.subscriptions) {
      if (!events.includes(event)) continue;
      void this.#webhooks.deliver(callbackUrl, body, () => ({
        'user-agent': 'Pennylane-Webhooks',
        'x-pennylane-signature': timedSignature(secret, body),
      }));
    }
  }
}
