import { z } from 'zod';
import { parseJson, type Exchange } from '../http/exchange.js';
import { partBytes, readParts } from '../http/multipart.js';
import type { Route } from '../http/router.js';
import type { Account, Collection, Invoice } from './account.js';
import { ApiError } from './api-error.js';
import type { Pennylane } from './pennylane.js';
import { shownChange, shownInvoice } from './wire.js';

const IMPORT_LIMIT = 50 * 1024 * 1024;
const COLLECTIONS: readonly Collection[] = ['customer_invoices', 'supplier_invoices'];

const filters = z.array(
  z.object({
    field: z.enum(['id', 'external_reference', 'invoice_number']),
    operator: z.enum(['eq', 'in']),
    value: z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]),
  }),
);
const options = z.looseObject({ external_reference: z.string().max(255).optional() });
const answer = z.object({
  status: z.enum(['disputed', 'refused', 'approved']),
  reason: z.string().optional(),
});
const subscription = z.object({
  callback_url: z.url(),
  events: z.array(z.string()).min(1),
  enabled: z.boolean().default(true),
});

const REASONS: Readonly<Record<string, readonly string[]>> = {
  disputed: [
    ...['incorrect_vat_rate', 'incorrect_unit_prices', 'incorrect_billed_quantity', 'incorrect_billed_item'],
    ...['defective_delivered_item', 'delivery_issue', 'bank_details_error', 'incorrect_payment_terms'],
    ...['missing_legal_notice', 'missing_contractual_reference', 'recipient_error'],
  ],
  refused: [
    ...['incorrect_vat_rate', 'contract_completed', 'duplicate_invoice', 'recipient_error', 'incorrect_prices'],
    'non_compliant_invoice',
  ],
};

/** An operation of the API, under the name its mishaps go by. */
export interface ApiRoute extends Omit<Route, 'handle'> {
  readonly operation: string;
  readonly handle: (exchange: Exchange, account: Account) => Promise<void> | void;
}

/** The operations of Pennylane's Company API v2 that a gateway uses. */
export function apiRoutes(pennylane: Pennylane): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/me',
      operation: 'me',
      handle: (exchange) =>
        exchange.send(200, { user: { id: 1 }, company: { id: 1, name: 'Acme & Fils' }, scopes: [] }),
    },
    {
      method: 'POST',
      path: '/customer_invoices/e_invoices/imports',
      operation: 'import',
      handle: async (exchange, account) => importInvoice(exchange, account, pennylane),
    },
    {
      method: 'PUT',
      path: '/supplier_invoices/{id}/e_invoice_status',
      operation: 'answer',
      handle: async (exchange, account) => {
        const invoice = account.find('supplier_invoices', exchange.param('id'));
        const said = await exchange.json(answer);
        takeAnswer(account, invoice, said.status, said.reason);
        exchange.send(204);
      },
    },
    {
      method: 'POST',
      path: '/webhook_subscriptions',
      operation: 'subscribe',
      handle: async (exchange, account) => {
        const wanted = await exchange.json(subscription);
        const made = account.subscribe(wanted.callback_url, wanted.events);
        exchange.send(201, { ...wanted, id: made.id, secret: made.secret });
      },
    },
    ...COLLECTIONS.flatMap((collection) => readingRoutes(collection, pennylane)),
  ];
}

function readingRoutes(collection: Collection, pennylane: Pennylane): ApiRoute[] {
  const show = (exchange: Exchange, invoice: Invoice): object => shownInvoice(invoice, pennylane.baseOf(exchange));
  return [
    {
      method: 'GET',
      path: `/${collection}`,
      operation: `${collection}_list`,
      handle: (exchange, account) =>
        exchange.send(
          200,
          listed(exchange, account, collection, (each) => show(exchange, each)),
        ),
    },
    {
      method: 'GET',
      path: `/${collection}/{id}`,
      operation: `${collection}_get`,
      handle: (exchange, account) => {
        exchange.send(200, show(exchange, account.find(collection, exchange.param('id'))));
      },
    },
    {
      method: 'GET',
      path: `/changelogs/${collection}`,
      operation: `${collection}_changes`,
      handle: (exchange, account) => exchange.send(200, changesOf(exchange, account, collection)),
    },
  ];
}

async function importInvoice(exchange: Exchange, account: Account, pennylane: Pennylane): Promise<void> {
  const form = await readParts(exchange.header('content-type'), await exchange.body(IMPORT_LIMIT));
  const part = form.get('file');
  const name = typeof part === 'object' && part !== null ? part.name : 'invoice';
  const wish = form.get('invoice_options');
  const text = wish === null ? '{}' : typeof wish === 'string' ? wish : await wish.text();
  const { external_reference } = parseJson(text, options);
  const send = form.get('send_to_pa') === 'true';
  const file = await partBytes(form, 'file');
  const invoice = account.importCustomerInvoice(file, name, external_reference ?? null, send);
  if (send) pennylane.live(account, invoice);
  const url = `${pennylane.baseOf(exchange)}/customer_invoices/${invoice.id}`;
  exchange.send(201, { id: String(invoice.id), url });
}

function takeAnswer(account: Account, invoice: Invoice, status: string, reason: string | undefined): void {
  const allowed = REASONS[status] ?? [];
  if (invoice.eInvoicing === null) throw new ApiError(422, 'The invoice is not an e-invoice');
  if (allowed.length > 0 && (reason === undefined || !allowed.includes(reason))) {
    throw new ApiError(422, 'reason is not included in the list');
  }
  if (invoice.eInvoicing.status === status) throw new ApiError(422, 'Invalid transition');
  account.setStatus(invoice, status, reason ?? null, null);
}

function listed(
  exchange: Exchange,
  { invoices }: Account,
  collection: Collection,
  show: (invoice: Invoice) => object,
): object {
  const query = exchange.url.searchParams;
  const wanted = parseJson(query.get('filter') ?? '[]', filters);
  const matching = invoices
    .filter((invoice) => invoice.collection === collection)
    .filter((invoice) =>
      wanted.every(({ field, value }) =>
        [value]
          .flat()
          .map(String)
          .includes(String(memberOf(invoice, field))),
      ),
    )
    .toReversed();
  return page(matching.map(show), query, 100);
}

function memberOf(invoice: Invoice, field: 'id' | 'external_reference' | 'invoice_number'): unknown {
  if (field === 'id') return invoice.id;
  return field === 'external_reference' ? invoice.reference : invoice.number;
}

function changesOf(exchange: Exchange, account: Account, collection: Collection): object {
  const query = exchange.url.searchParams;
  const [since, cursor] = [query.get('start_date'), query.get('cursor')];
  if (since !== null && cursor !== null) throw new ApiError(400, 'start_date and cursor cannot be given together');
  if (since !== null && Number.isNaN(Date.parse(since))) throw new ApiError(400, 'start_date must be RFC3339');
  if (since !== null && Date.parse(since) < Date.parse(account.retainedSince)) {
    throw new ApiError(422, 'start_date is out of the retention of 4 weeks');
  }
  // The cursor goes on within the window that the first page opened.
  const [from, offset] = cursor === null ? [since ?? account.retainedSince, '0'] : readCursor(cursor);
  const all = account.changes
    .filter((change) => change.collection === collection && change.at >= new Date(from).toISOString())
    .map((change) => {
      const invoice = account.invoices.find((each) => each.id === change.id);
      return shownChange(change, invoice?.createdAt ?? change.at);
    });
  return page(all, query, 1000, { from, offset: Number(offset) });
}

function page(
  all: readonly object[],
  query: URLSearchParams,
  most: number,
  start?: { from: string; offset: number },
): object {
  const cursor = query.get('cursor');
  const { from, offset } = start ?? { from: '', offset: cursor === null ? 0 : Number(readCursor(cursor)[1]) };
  const limit = Math.min(Number(query.get('limit') ?? 20) || 20, most);
  const end = offset + limit;
  const more = end < all.length;
  return { items: all.slice(offset, end), has_more: more, next_cursor: more ? writeCursor(from, end) : null };
}

const writeCursor = (from: string, offset: number): string => Buffer.from(`${from}|${offset}`).toString('base64url');

function readCursor(cursor: string): [string, string] {
  const match = /^([^|]*)\|(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (match === null) throw new ApiError(400, 'cursor is invalid');
  return [match[1] ?? '', match[2] ?? '0'];
}
