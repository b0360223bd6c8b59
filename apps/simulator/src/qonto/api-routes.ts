import { z } from 'zod';
import type { Exchange } from '../http/exchange.js';
import { readParts } from '../http/multipart.js';
import type { Route } from '../http/router.js';
import type { Invoice, Organization } from './organization.js';
import type { Qonto } from './qonto.js';

const BODY_LIMIT = 15 * 1024 * 1024;
const SENT = 204;

const subscription = z.object({
  callback_url: z.url(),
  types: z.array(z.string()).min(1),
  secret: z.string().min(1),
});

/** An operation of the API, under the name its mishaps go by. */
export interface ApiRoute extends Omit<Route, 'handle'> {
  readonly operation: string;
  readonly handle: (exchange: Exchange, organization: Organization) => Promise<void> | void;
}

/** The operations of Qonto's Business API v2 that a gateway uses. */
export function apiRoutes(qonto: Qonto): ApiRoute[] {
  return [...clientRoutes(), ...supplierRoutes(), ...otherRoutes(qonto)];
}

function clientRoutes(): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/client_invoices/bulk',
      operation: 'import',
      handle: async (exchange, organization) => {
        const form = await readParts(exchange.header('content-type'), await exchange.body(BODY_LIMIT));
        const parts = form.getAll('client_invoices').filter((part) => typeof part !== 'string');
        const files = await Promise.all(
          parts.map(async (part) => ({ name: part.name, bytes: Buffer.from(await part.arrayBuffer()) })),
        );
        once(exchange, organization, 201, () => ({
          client_invoices: organization
            .importFiles(files)
            .map(({ id, fileName }) => ({ invoice_id: id, file_name: fileName })),
        }));
      },
    },
    {
      method: 'POST',
      path: '/client_invoices/{id}/send_by_einvoice',
      operation: 'send',
      handle: (exchange, organization) => {
        const invoice = organization.find('client', exchange.param('id'));
        once(exchange, organization, SENT, () => organization.send(invoice));
      },
    },
    {
      method: 'GET',
      path: '/client_invoices',
      operation: 'client_invoices_list',
      handle: (exchange, { invoices }) => {
        const own = invoices.filter(({ kind }) => kind === 'client');
        const shown = exchange.url.searchParams.get('exclude_imported') === 'false' ? own : [];
        exchange.send(200, page(exchange, 'client_invoices', shown.toReversed().map(clientInvoice)));
      },
    },
    {
      method: 'GET',
      path: '/client_invoices/{id}',
      operation: 'client_invoice_get',
      handle: (exchange, organization) => {
        const invoice = organization.find('client', exchange.param('id'));
        exchange.send(200, { client_invoice: clientInvoice(invoice) });
      },
    },
  ];
}

function supplierRoutes(): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/supplier_invoices',
      operation: 'supplier_invoices_list',
      handle: (exchange, { invoices }) => {
        const since = exchange.url.searchParams.get('filter[updated_at_from]') ?? '';
        const shown = invoices
          .filter(({ kind, updatedAt }) => kind === 'supplier' && updatedAt >= since)
          .toSorted((one, other) => one.updatedAt.localeCompare(other.updatedAt));
        exchange.send(200, page(exchange, 'supplier_invoices', shown.map(supplierInvoice)));
      },
    },
    {
      method: 'GET',
      path: '/supplier_invoices/{id}',
      operation: 'supplier_invoice_get',
      handle: (exchange, organization) => {
        const invoice = organization.find('supplier', exchange.param('id'));
        exchange.send(200, { supplier_invoice: supplierInvoice(invoice) });
      },
    },
  ];
}

function otherRoutes(qonto: Qonto): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/attachments/{id}',
      operation: 'attachment',
      handle: (exchange, organization) => {
        const invoice = qonto.attached(organization, exchange.param('id'));
        const attachment = {
          id: invoice.attachmentId,
          created_at: invoice.createdAt,
          file_name: invoice.fileName,
          file_size: String(invoice.file.length),
          file_content_type: contentType(invoice),
          url: `${qonto.originOf(exchange)}/qonto/files/${invoice.attachmentId}`,
        };
        exchange.send(200, { attachment });
      },
    },
    {
      method: 'GET',
      path: '/einvoicing/settings',
      operation: 'settings',
      handle: (exchange, { settings }) => exchange.send(200, settings),
    },
    {
      method: 'POST',
      path: '/webhook_subscriptions',
      operation: 'subscribe',
      handle: async (exchange, organization) => {
        const wanted = await exchange.json(subscription);
        const { id } = organization.subscribe(wanted.callback_url, wanted.types, wanted.secret);
        exchange.send(201, { webhook_subscription: { id, callback_url: wanted.callback_url, types: wanted.types } });
      },
    },
  ];
}

export const contentType = ({ file }: Invoice): string =>
  file.subarray(0, 1024).includes('%PDF-') ? 'application/pdf' : 'application/xml';

/** Does the work, or gives the answer that is kept for the request's idempotency key. */
function once(exchange: Exchange, organization: Organization, status: number, work: () => unknown): void {
  const key = exchange.header('x-qonto-idempotency-key');
  const kept = organization.answered(key);
  if (kept !== undefined) return exchange.send(kept.status, kept.body);
  const body = work();
  organization.keepAnswer(key, status, body);
  exchange.send(status, body);
}

function clientInvoice(invoice: Invoice): object {
  return {
    id: invoice.id,
    number: invoice.number,
    attachment_id: invoice.attachmentId,
    status: 'unpaid',
    currency: 'EUR',
    created_at: invoice.createdAt,
    updated_at: invoice.updatedAt,
    einvoicing_status: invoice.status,
    einvoicing_lifecycle_events: invoice.events,
  };
}

function supplierInvoice(invoice: Invoice): object {
  return {
    id: invoice.id,
    status: 'to_review',
    file_name: invoice.fileName,
    attachment_id: invoice.attachmentId,
    display_attachment_id: invoice.attachmentId,
    source_type: invoice.electronic ? 'e_invoicing' : 'direct_upload',
    is_einvoice: invoice.electronic,
    created_at: invoice.createdAt,
    updated_at: invoice.updatedAt,
    einvoicing_lifecycle_events: invoice.events,
  };
}

function page(exchange: Exchange, name: string, all: readonly object[]): object {
  const query = exchange.url.searchParams;
  const current = Number(query.get('page') ?? 1) || 1;
  const size = Math.min(Number(query.get('per_page') ?? 25) || 25, 100);
  const pages = Math.max(1, Math.ceil(all.length / size));
  return {
    [name]: all.slice((current - 1) * size, current * size),
    meta: {
      current_page: current,
      next_page: current < pages ? current + 1 : null,
      prev_page: current > 1 ? current - 1 : null,
      total_pages: pages,
      total_count: all.length,
      per_page: size,
    },
  };
}
