import type { Stripe } from 'stripe';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.js';
import { refusalFault } from '../life/cards.js';
import { collect, finalize, intentOf, methodFor, settle, subscriptionOfInvoice } from '../life/collection.js';
import { methodToUse } from '../make/payment-method.js';
import type { Account } from '../state/account.js';
import { invoiceOf } from '../state/lookup.js';
import { invalidRequest, noSuch } from '../wire/fault.js';
import { pageOf, searchPage } from '../wire/lists.js';
import type { Invoice, PaymentMethod } from '../wire/objects.js';
import { filled, flag, isWithin, mergedMetadata, metadata, paging, text, unused, when, whole } from '../wire/params.js';
import { searchTest } from '../wire/search-query.js';

export const invoiceEndpoints: readonly Endpoint[] = [
  endpoint(
    'GET',
    '/v1/invoices/search',
    { query: filled, limit: whole.optional(), page: filled.optional() },
    (params, { account }) => {
      const found = [...account.books.invoices.values()].filter(searchTest(params.query));
      return searchPage(found, '/v1/invoices/search', params.limit, params.page);
    },
  ),
  endpoint('GET', '/v1/invoices/{id}', {}, (_, { account, ids }) => invoiceOf(account, ids('id'))),
  endpoint(
    'POST',
    '/v1/invoices/{id}',
    {
      metadata: metadata.optional(),
      description: text.optional(),
      footer: text.optional(),
      auto_advance: flag.optional(),
    },
    (params, { account, ids }) => {
      const invoice = invoiceOf(account, ids('id'));
      return account.change('invoice.updated', invoice, () => {
        if (params.metadata !== undefined) invoice.metadata = mergedMetadata(invoice.metadata, params.metadata);
        if (params.description !== undefined) invoice.description = params.description || null;
        if (params.footer !== undefined) invoice.footer = params.footer || null;
        if (params.auto_advance !== undefined) invoice.auto_advance = params.auto_advance;
      });
    },
  ),
  endpoint(
    'POST',
    '/v1/invoices/{id}/pay',
    {
      payment_method: filled.optional(),
      paid_out_of_band: flag.optional(),
      off_session: flag.optional(),
      ...unused<Stripe.InvoicePayParams>('forgive'),
    },
    (params, { account, ids }) => {
      const invoice = invoiceOf(account, ids('id'));
      if (invoice.status === 'draft') finalize(account, invoice);
      if (params.paid_out_of_band === true) return payOutside(account, opened(invoice));
      const method =
        params.payment_method === undefined
          ? undefined
          : methodToUse(account, params.payment_method, invoice.customer ?? '');
      return payInvoice(account, invoice, method, false);
    },
  ),
  endpoint('POST', '/v1/invoices/{id}/finalize', { auto_advance: flag.optional() }, (_, { account, ids }) => {
    const invoice = invoiceOf(account, ids('id'));
    if (invoice.status !== 'draft')
      throw invalidRequest('This invoice is already finalized, you can only finalize a draft.');
    return finalize(account, invoice);
  }),
  endpoint('POST', '/v1/invoices/{id}/send', {}, (_, { account, ids }) => {
    const invoice = opened(invoiceOf(account, ids('id')));
    account.record('invoice.sent', invoice);
    return invoice;
  }),
  endpoint('POST', '/v1/invoices/{id}/void', {}, (_, { account, ids }) => {
    const invoice = opened(invoiceOf(account, ids('id')));
    invoice.status = 'void';
    invoice.next_payment_attempt = null;
    invoice.status_transitions.voided_at = account.now;
    account.record('invoice.voided', invoice);
    return invoice;
  }),
  endpoint('POST', '/v1/invoices/{id}/mark_uncollectible', {}, (_, { account, ids }) => {
    const invoice = opened(invoiceOf(account, ids('id')));
    invoice.status = 'uncollectible';
    invoice.next_payment_attempt = null;
    invoice.status_transitions.marked_uncollectible_at = account.now;
    account.record('invoice.marked_uncollectible', invoice);
    return invoice;
  }),
  endpoint('GET', '/v1/invoices/{id}/lines', paging, (params, { account, ids }) => {
    const { id, lines } = invoiceOf(account, ids('id'));
    return pageOf(lines.data.toReversed(), `/v1/invoices/${id}/lines`, params);
  }),
  endpoint(
    'GET',
    '/v1/invoices',
    {
      ...paging,
      customer: filled.optional(),
      subscription: filled.optional(),
      status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
      created: when.optional(),
      due_date: when.optional(),
      collection_method: text.optional(),
    },
    (params, { account }) => {
      const found = [...account.books.invoices.values()].filter(
        (each) =>
          (params.customer === undefined || each.customer === params.customer) &&
          (params.subscription === undefined ||
            each.parent?.subscription_details?.subscription === params.subscription) &&
          (params.status === undefined || each.status === params.status) &&
          (params.collection_method === undefined || each.collection_method === params.collection_method) &&
          isWithin(each.created, params.created) &&
          isWithin(each.due_date ?? 0, params.due_date),
      );
      return pageOf(found, '/v1/invoices', params);
    },
  ),
];

/** Copies of payments and taxes: read only. */
export const paymentEndpoints: readonly Endpoint[] = [
  endpoint('GET', '/v1/payment_intents/{id}', {}, (_, { account, ids }) => {
    const found = account.books.paymentIntents.get(ids('id'));
    if (found === undefined) throw noSuch('payment_intent', ids('id'));
    return found;
  }),
  endpoint(
    'GET',
    '/v1/payment_intents',
    { ...paging, customer: filled.optional(), created: when.optional() },
    (params, { account }) => {
      const found = [...account.books.paymentIntents.values()].filter(
        (each) =>
          (params.customer === undefined || each.customer === params.customer) &&
          isWithin(each.created, params.created),
      );
      return pageOf(found, '/v1/payment_intents', params);
    },
  ),
  endpoint('GET', '/v1/invoice_payments/{id}', {}, (_, { account, ids }) => {
    const found = account.books.invoicePayments.get(ids('id'));
    if (found === undefined) throw noSuch('invoice_payment', ids('id'));
    return found;
  }),
  endpoint(
    'GET',
    '/v1/invoice_payments',
    { ...paging, invoice: filled.optional(), status: text.optional() },
    (params, { account }) => {
      const found = [...account.books.invoicePayments.values()].filter(
        (each) =>
          (params.invoice === undefined || each.invoice === params.invoice) &&
          (params.status === undefined || each.status === params.status),
      );
      return pageOf(found, '/v1/invoice_payments', params);
    },
  ),
  endpoint('GET', '/v1/tax_rates/{id}', {}, (_, { account, ids }) => {
    const found = account.books.taxRates.get(ids('id'));
    if (found === undefined) throw noSuch('tax_rate', ids('id'));
    return found;
  }),
];

/** Pays an open invoice with a method, else with that of its subscription; throws the card's refusal. */
export function payInvoice(
  account: Account,
  invoice: Invoice,
  given: PaymentMethod | undefined,
  ownerPresent: boolean,
): Invoice {
  opened(invoice);
  const subscription = subscriptionOfInvoice(account, invoice);
  const method = given ?? (subscription === undefined ? undefined : methodFor(account, subscription));
  if (method === undefined) {
    throw invalidRequest(
      'There is no `default_payment_method` set on this Customer or Invoice.',
      'invoice_no_payment_method_types',
    );
  }
  const refusal = collect(account, invoice, method, { ownerPresent });
  if (refusal === null) return invoice;
  account.record('invoice.payment_failed', invoice);
  throw refusalFault(refusal, method, intentOf(account, invoice));
}

function payOutside(account: Account, invoice: Invoice): Invoice {
  settle(account, invoice, null);
  return invoice;
}

function opened(invoice: Invoice): Invoice {
  if (invoice.status === 'paid') throw invalidRequest('Invoice is already paid');
  if (invoice.status !== 'open') throw invalidRequest(`This invoice is ${invoice.status}; it must be open.`);
  return invoice;
}
