import type { z } from 'zod';
import type { PlatformHttp } from '../../http/platform-http.js';
import type { Call } from '../../ports/connection.js';
import type { FlowPage, FlowReference } from '../../ports/flow.js';
import { PlatformFault } from '../../ports/platform-fault.js';
import { incomingFlow, reportedStatuses, wasSent } from './invoice-flows.js';
import { PAGE_SIZE, type QontoClient } from './qonto-client.js';
import { SupplierCursor } from './supplier-cursor.js';
import {
  clientAnswerSchema,
  clientInvoiceSchema,
  clientPageSchema,
  supplierAnswerSchema,
  supplierInvoiceSchema,
  supplierPageSchema,
  type ClientInvoice,
  type SupplierInvoice,
} from './wire.js';

/** The invoices of an account, read. */
export class QontoInvoices {
  constructor(
    private readonly client: QontoClient,
    private readonly http: PlatformHttp,
    private readonly overlapMs: number,
  ) {}

  /** A client invoice, null when there is none of that id. */
  async clientInvoice(id: string, call: Call): Promise<ClientInvoice | null> {
    return await this.#get({ kind: 'client_invoice', id }, clientAnswerSchema, (wire) => wire.client_invoice, call);
  }

  /** A supplier invoice, null when there is none of that id. */
  async supplierInvoice(id: string, call: Call): Promise<SupplierInvoice | null> {
    return await this.#get(
      { kind: 'supplier_invoice', id },
      supplierAnswerSchema,
      (wire) => wire.supplier_invoice,
      call,
    );
  }

  /**
   * The client invoice of that number that was sent, among the newest. One that was imported but not sent is left out:
   * sending it again imports the same invoice and sends it then.
   */
  async sentInvoice(
    { invoice: { number } }: FlowReference,
    pages: number,
    call: Call,
  ): Promise<{ invoice: ClientInvoice; raw: unknown } | null> {
    for (let page = 1; page <= pages; page += 1) {
      const wire = clientPageSchema.safeParse(await this.client.listClientInvoices(page, call));
      if (!wire.success) throw this.http.unreadable(call);
      const entries = wire.data.client_invoices;
      for (const raw of entries) {
        const read = clientInvoiceSchema.safeParse(raw);
        if (read.success && read.data.number === number && wasSent(read.data)) return { invoice: read.data, raw };
      }
      if (entries.length < PAGE_SIZE && !wire.data.meta?.next_page) return null;
    }
    return null;
  }

  /** What came in as an e-invoice since the bookmark. */
  async received(cursor: string | null, call: Call): Promise<FlowPage> {
    const at = SupplierCursor.read(cursor, this.overlapMs);
    const { since, page } = at.query;
    const wire = supplierPageSchema.safeParse(await this.client.listSupplierInvoices(since, page, call));
    if (!wire.success) throw this.http.unreadable(call);
    const all = wire.data.supplier_invoices;
    const entries = all.flatMap((raw) => {
      const read = supplierInvoiceSchema.safeParse(raw);
      return read.success ? [{ invoice: read.data, raw }] : [];
    });
    const step = at.after(entries, all.length);
    const fresh = step.fresh.filter(({ invoice }) => invoice.is_einvoice === true);
    return {
      flows: fresh.map(({ invoice, raw }) => incomingFlow(invoice, raw)),
      statuses: fresh.flatMap(({ invoice }) => reportedStatuses('supplier_invoice', invoice)),
      next_cursor: step.cursor.toString(),
      more: step.cursor.more,
      unreadable: all.length - entries.length,
    };
  }

  async #get<Answer extends z.ZodType, T>(
    thing: Parameters<QontoClient['get']>[0],
    schema: Answer,
    pick: (answer: z.output<Answer>) => T,
    call: Call,
  ): Promise<T | null> {
    const wire = await this.client.get(thing, call).catch((error: unknown) => {
      if (error instanceof PlatformFault && error.httpStatus === 404) return null;
      throw error;
    });
    if (wire === null) return null;
    const answer = schema.safeParse(wire);
    if (!answer.success) throw this.http.unreadable(call);
    return pick(answer.data);
  }
}
