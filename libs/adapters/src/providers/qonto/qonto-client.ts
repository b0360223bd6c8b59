import { createHash } from 'node:crypto';
import { multipart } from '../../http/multipart.js';
import type { PlatformHttp, PlatformRequest } from '../../http/platform-http.js';
import type { Call } from '../../ports/connection.js';
import type { Submission } from '../../ports/flow.js';
import type { QontoThing } from './flow-ids.js';

/** Entries of a page. */
export const PAGE_SIZE = 100;

type Route = Omit<PlatformRequest, 'url' | 'maxAnswerBytes'> & { readonly path: string };

/** The HTTP operations of Qonto's Business API v2 that are used, one method each. */
export class QontoClient {
  constructor(
    private readonly http: PlatformHttp,
    private readonly maxAnswerBytes: number,
  ) {}

  /** POST /v2/client_invoices/bulk with one file. The same file again gives the same invoice. */
  async importInvoice({ bytes, file_name, media_type, tracking_id }: Submission, call: Call): Promise<unknown> {
    const { contentType, parts } = multipart([
      { name: 'client_invoices', value: bytes, contentType: media_type, fileName: file_name },
    ]);
    return await this.#json(call, {
      method: 'POST',
      path: '/client_invoices/bulk',
      headers: { 'content-type': contentType, 'x-qonto-idempotency-key': tracking_id },
      body: parts,
      what: 'the imported invoice',
      fixedRoute: true,
    });
  }

  /**
   * POST /v2/client_invoices/{id}/send_by_einvoice. A repeat does nothing. Its key differs from the import's: whether
   * Qonto keeps keys apart by route is not documented, and a stored answer would keep the invoice from being sent.
   */
  async send(id: string, trackingId: string, call: Call): Promise<void> {
    await this.http.send(call, {
      method: 'POST',
      url: urlOf(call, `/client_invoices/${encodeURIComponent(id)}/send_by_einvoice`),
      headers: { accept: 'application/json', 'x-qonto-idempotency-key': secondKey(trackingId) },
      body: [],
      maxAnswerBytes: this.maxAnswerBytes,
      what: 'the request to send the invoice',
    });
  }

  /** GET /v2/client_invoices, the newest first, those we imported among them. */
  async listClientInvoices(page: number, call: Call): Promise<unknown> {
    const query = new URLSearchParams({
      exclude_imported: 'false',
      sort_by: 'created_at:desc',
      page: String(page),
      per_page: String(PAGE_SIZE),
    });
    const path = `/client_invoices?${query}`;
    return await this.#json(call, { method: 'GET', path, what: 'the search for invoices', fixedRoute: true });
  }

  /** GET /v2/supplier_invoices changed since an instant, the oldest change first. */
  async listSupplierInvoices(since: string, page: number, call: Call): Promise<unknown> {
    const query = new URLSearchParams({
      'filter[updated_at_from]': since,
      sort_by: 'updated_at:asc',
      page: String(page),
      per_page: String(PAGE_SIZE),
    });
    const path = `/supplier_invoices?${query}`;
    return await this.#json(call, { method: 'GET', path, what: 'the request for received invoices', fixedRoute: true });
  }

  /** GET one invoice. */
  async get({ kind, id }: QontoThing, call: Call): Promise<unknown> {
    const path = `/${kind}s/${encodeURIComponent(id)}`;
    return await this.#json(call, { method: 'GET', path, what: 'the request for an invoice' });
  }

  /** GET /v2/attachments/{id}: where the file is. */
  async getAttachment(id: string, call: Call): Promise<unknown> {
    const path = `/attachments/${encodeURIComponent(id)}`;
    return await this.#json(call, { method: 'GET', path, what: 'the request for an attachment' });
  }

  /** GET /v2/einvoicing/settings. */
  async getSettings(call: Call): Promise<unknown> {
    const path = '/einvoicing/settings';
    return await this.#json(call, { method: 'GET', path, what: 'the e-invoicing settings', fixedRoute: true });
  }

  async #json(call: Call, { path, ...request }: Route): Promise<unknown> {
    const { maxAnswerBytes } = this;
    return await this.http.json(call, { ...request, url: urlOf(call, path), maxAnswerBytes });
  }
}

/** The key of the second step, always the same for a tracking id; in the form of a UUID, as keys are recommended. */
function secondKey(trackingId: string): string {
  const hex = createHash('sha256').update(`send_by_einvoice ${trackingId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** Qonto prints its base with the version. */
function urlOf({ connection }: Call, path: string): string {
  return `${connection.base_url.replace(/\/+$/, '').replace(/\/v2$/, '')}/v2${path}`;
}
