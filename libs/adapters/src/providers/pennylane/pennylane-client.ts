import { multipart } from '../../http/multipart.js';
import type { PlatformHttp, PlatformRequest } from '../../http/platform-http.js';
import type { Call } from '../../ports/connection.js';
import type { Submission } from '../../ports/flow.js';
import type { PennylaneCollection, PennylaneThing } from './flow-ids.js';

/** One condition of a list, in Pennylane's own form. */
export interface ListFilter {
  readonly field: 'id' | 'external_reference' | 'invoice_number';
  readonly operator: 'eq' | 'in';
  readonly value: string | readonly (string | number)[];
}

/** Where a change log is read on: a date and a cursor exclude each other. */
export interface ChangeQuery {
  readonly limit: number;
  readonly start_date?: string;
  readonly cursor?: string;
}

/** The HTTP operations of Pennylane's Company API v2 that are used, one method each. */
export class PennylaneClient {
  constructor(
    private readonly http: PlatformHttp,
    private readonly maxAnswerBytes: number,
  ) {}

  /** POST /customer_invoices/e_invoices/imports, sent on to the buyer's platform as soon as it is parsed. */
  async importInvoice({ bytes, file_name, media_type, tracking_id }: Submission, call: Call): Promise<unknown> {
    const options = JSON.stringify({ external_reference: tracking_id });
    const { contentType, parts } = multipart([
      { name: 'file', value: bytes, contentType: media_type, fileName: file_name },
      { name: 'invoice_options', value: options, contentType: 'application/json' },
      { name: 'send_to_pa', value: 'true' },
    ]);
    return await this.#json(call, {
      method: 'POST',
      path: '/customer_invoices/e_invoices/imports',
      headers: { 'content-type': contentType },
      body: parts,
      what: 'the submitted invoice',
      fixedRoute: true,
    });
  }

  /** GET /customer_invoices or /supplier_invoices with one condition, at most 100. */
  async list(collection: PennylaneCollection, filter: ListFilter, call: Call): Promise<unknown> {
    const query = new URLSearchParams({ filter: JSON.stringify([filter]), limit: '100' });
    return await this.#json(call, {
      method: 'GET',
      path: `/${collection}?${query}`,
      what: 'the search for invoices',
      fixedRoute: true,
    });
  }

  /** GET one invoice. */
  async get({ collection, id }: PennylaneThing, call: Call): Promise<unknown> {
    const path = `/${collection}/${encodeURIComponent(id)}`;
    return await this.#json(call, { method: 'GET', path, what: 'the request for an invoice' });
  }

  /** GET /changelogs/… in the order of the changes. */
  async changes(collection: PennylaneCollection, query: ChangeQuery, call: Call): Promise<unknown> {
    const { limit, start_date, cursor } = query;
    const search = new URLSearchParams({ limit: String(limit) });
    if (cursor !== undefined) search.set('cursor', cursor);
    else if (start_date !== undefined) search.set('start_date', start_date);
    const path = `/changelogs/${collection}?${search}`;
    return await this.#json(call, { method: 'GET', path, what: 'the request for changes' });
  }

  /** PUT /supplier_invoices/{id}/e_invoice_status. */
  async answer(id: string, said: { status: string; reason?: string }, call: Call): Promise<void> {
    await this.http.send(call, {
      method: 'PUT',
      url: urlOf(call, `/supplier_invoices/${encodeURIComponent(id)}/e_invoice_status`),
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: [Buffer.from(JSON.stringify(said))],
      maxAnswerBytes: this.maxAnswerBytes,
      what: 'our answer to an invoice',
    });
  }

  /** GET /me: whose token it is. */
  async me(call: Call): Promise<void> {
    await this.#json(call, { method: 'GET', path: '/me', what: 'the health check', fixedRoute: true });
  }

  async #json(
    call: Call,
    { path, ...request }: Omit<PlatformRequest, 'url' | 'maxAnswerBytes'> & { readonly path: string },
  ): Promise<unknown> {
    return await this.http.json(call, {
      ...request,
      url: urlOf(call, path),
      maxAnswerBytes: this.maxAnswerBytes,
    });
  }
}

function urlOf({ connection }: Call, path: string): string {
  return `${connection.base_url.replace(/\/+$/, '')}${path}`;
}
