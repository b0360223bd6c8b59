import type { PlatformHttp } from '../../http/platform-http.js';
import type { Call } from '../../ports/connection.js';
import type { FlowReference } from '../../ports/flow.js';
import { PlatformFault } from '../../ports/platform-fault.js';
import type { PennylaneCollection, PennylaneThing } from './flow-ids.js';
import { readInvoice, type ShownInvoice } from './invoice-flows.js';
import type { ListFilter, PennylaneClient } from './pennylane-client.js';
import { pageSchema } from './wire.js';

/** What the account says of an invoice of ours. */
export type Found =
  | { readonly kind: 'found'; readonly shown: ShownInvoice }
  | { readonly kind: 'none' }
  /** One of that number is there, without our reference and not sent: ours or made by hand, nobody can tell. */
  | { readonly kind: 'unclear' };

/** The invoices of an account, read. */
export class PennylaneInvoices {
  constructor(
    private readonly client: PennylaneClient,
    private readonly http: PlatformHttp,
  ) {}

  /** One invoice, null when there is none of that id. */
  async get(thing: PennylaneThing, call: Call): Promise<ShownInvoice | null> {
    const wire = await this.client.get(thing, call).catch((error: unknown) => {
      if (error instanceof PlatformFault && error.httpStatus === 404) return null;
      throw error;
    });
    if (wire === null) return null;
    const shown = readInvoice(wire);
    if (shown === null) throw this.http.unreadable(call);
    return shown;
  }

  /** The customer invoice that carries our tracking id as its reference. */
  async byReference(trackingId: string, call: Call): Promise<ShownInvoice | null> {
    const filter = { field: 'external_reference', operator: 'eq', value: trackingId } as const;
    const { shown } = await this.#list('customer_invoices', filter, call);
    return shown.find(({ invoice }) => invoice.external_reference === trackingId) ?? null;
  }

  /** By our reference; by number among those that carry none, should Pennylane not have kept ours. */
  async find({ tracking_id, invoice: { number } }: FlowReference, call: Call): Promise<Found> {
    const own = await this.byReference(tracking_id, call);
    if (own !== null) return { kind: 'found', shown: own };
    const filter = { field: 'invoice_number', operator: 'eq', value: number } as const;
    const { shown } = await this.#list('customer_invoices', filter, call);
    const nameless = shown.filter(
      ({ invoice }) => invoice.invoice_number === number && invoice.external_reference === undefined,
    );
    const sent = nameless.find(({ invoice }) => invoice.e_invoicing?.status !== undefined);
    if (sent !== undefined) return { kind: 'found', shown: sent };
    return { kind: nameless.length > 0 ? 'unclear' : 'none' };
  }

  /** Those of the ids that are still there; `unreadable` counts entries without an id. */
  async several(
    collection: PennylaneCollection,
    ids: readonly string[],
    call: Call,
  ): Promise<{ shown: ShownInvoice[]; unreadable: number }> {
    const value = ids.map((id) => (/^\d{1,15}$/.test(id) ? Number(id) : id));
    const { shown, unreadable } = await this.#list(collection, { field: 'id', operator: 'in', value }, call);
    const complete: ShownInvoice[] = [];
    for (const each of shown.filter(({ invoice }) => ids.includes(invoice.id))) {
      const { e_invoicing, id } = each.invoice;
      const whole = e_invoicing === undefined ? await this.get({ collection, id }, call) : each;
      if (whole !== null) complete.push(whole);
    }
    return { shown: complete, unreadable };
  }

  async #list(
    collection: PennylaneCollection,
    filter: ListFilter,
    call: Call,
  ): Promise<{ shown: ShownInvoice[]; unreadable: number }> {
    const page = pageSchema.safeParse(await this.client.list(collection, filter, call));
    if (!page.success) throw this.http.unreadable(call);
    const shown = page.data.items.map(readInvoice).filter((each) => each !== null);
    return { shown, unreadable: page.data.items.length - shown.length };
  }
}
