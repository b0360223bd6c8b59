import type { Exchange } from '../http/exchange.js';
import { Mishaps } from '../http/mishaps.js';
import { RateWindow } from '../http/rate-window.js';
import { timedSignature } from '../http/timed-signature.js';
import { WebhookSender } from '../http/webhook-sender.js';
import { ApiError } from './api-error.js';
import { Organization, type Invoice } from './organization.js';

/** Qonto's Business API v2. Every login with its secret, or token, is an organisation; state is kept in memory. */
export class Qonto {
  readonly mishaps = new Mishaps();
  /** 1000 requests in 10 s. */
  readonly limit = new RateWindow(1000, 10_000);
  readonly #organizations = new Map<string, Organization>();
  readonly #revoked = new Set<string>();
  readonly #webhooks = new WebhookSender();

  /** Refuses credentials that were revoked. */
  guard(exchange: Exchange): void {
    if (this.#revoked.has(this.nameOf(exchange))) throw new ApiError(401, 'unauthorized', 'Invalid credentials');
  }

  /** `login:secret`, or a bearer token. */
  nameOf(exchange: Exchange): string {
    const name = exchange.header('authorization') ?? '';
    if (!/^(Bearer \S+|[^\s:]+:\S+)$/.test(name)) throw new ApiError(401, 'unauthorized', 'Credentials are missing');
    return name;
  }

  /** The organisation of a credential, made on first use. */
  organizationOf(name: string): Organization {
    const known = this.#organizations.get(name);
    if (known !== undefined) return known;
    const organization = new Organization();
    organization.onChange = (invoice, what) => this.#announce(organization, invoice, what);
    this.#organizations.set(name, organization);
    return organization;
  }

  /** The invoice an attachment belongs to, of one organisation or of any. */
  attached(organization: Organization | null, id: string): Invoice {
    const all = organization === null ? [...this.#organizations.values()] : [organization];
    const found = all.flatMap(({ invoices }) => invoices).find(({ attachmentId }) => attachmentId === id);
    if (found === undefined) throw new ApiError(404, 'not_found', 'Not found');
    return found;
  }

  revoke(name: string): void {
    this.#revoked.add(name);
  }

  originOf(exchange: Exchange): string {
    return `http://${exchange.header('host') ?? 'simulator'}`;
  }

  reset(): void {
    this.stop();
    this.#organizations.clear();
    this.#revoked.clear();
    this.mishaps.clear();
    this.limit.clear();
  }

  stop(): void {
    this.#webhooks.stop();
  }

  #announce(organization: Organization, invoice: Invoice, what: string): void {
    const type = invoice.kind === 'client' ? 'v1/client-invoices' : 'v1/supplier-invoices';
    const data = { id: invoice.id, number: invoice.number, einvoicing_status: invoice.status };
    const body = JSON.stringify({ type, event: what, occurred_at: invoice.updatedAt, data });
    for (const { callbackUrl, types, secret } of organization.subscriptions) {
      if (!types.includes(type)) continue;
      const headers = () => ({ 'x-qonto-signature': timedSignature(secret, body) });
      void this.#webhooks.deliver(callbackUrl, body, headers);
    }
  }
}
