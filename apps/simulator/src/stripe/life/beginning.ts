import { addInvoice } from '../make/invoice.js';
import { invoiceLine } from '../make/invoice-line.js';
import { newSubscription, type SubscriptionTerms } from '../make/subscription.js';
import type { Account } from '../state/account.js';
import { customerOf, methodOf } from '../state/lookup.js';
import { invalidRequest } from '../wire/fault.js';
import type { Invoice, InvoiceLine, PaymentMethod, Subscription } from '../wire/objects.js';
import { refusalFault, refusalOf } from './cards.js';
import { collect, finalize, methodFor } from './collection.js';
import { taxationOf } from './tax.js';

export type PaymentBehavior =
  'allow_incomplete' | 'default_incomplete' | 'error_if_incomplete' | 'pending_if_incomplete';

/** Begins a subscription: the first invoice, and its payment where there is something to pay now. */
export function begin(
  account: Account,
  terms: SubscriptionTerms,
  behavior: PaymentBehavior,
  { ownerPresent = false } = {},
): Subscription {
  const { customer } = terms;
  if (terms.automaticTax && taxationOf(account, customer) === null) {
    throw invalidRequest(
      "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
      'customer_tax_location_invalid',
    );
  }
  checkMethod(account, terms, behavior, ownerPresent);
  const subscription = newSubscription(account, terms);
  account.books.subscriptions.set(subscription.id, subscription);
  customer.currency ??= subscription.currency;
  const invoice = addInvoice(account, subscription, 'subscription_create', periodLines(account, subscription));
  subscription.latest_invoice = invoice.id;
  const sent = terms.collectionMethod === 'send_invoice';
  if (sent && subscription.status === 'incomplete') subscription.status = 'active';
  account.record('customer.subscription.created', subscription);
  finalize(account, invoice);
  if (invoice.status === 'paid' || sent || behavior === 'default_incomplete') return subscription;
  const refusal = collect(account, invoice, methodFor(account, subscription), { ownerPresent });
  if (refusal !== null) account.record('invoice.payment_failed', invoice);
  return subscription;
}

/** What a period costs, a line for each item; nothing while it is on trial. */
export function periodLines({ books }: Account, subscription: Subscription): InvoiceLine[] {
  return subscription.items.data.map((item) => {
    const quantity = item.quantity ?? 1;
    const name = books.products.get(item.price.product)?.name ?? item.price.product;
    const isTrial = subscription.status === 'trialing';
    return invoiceLine({
      amount: isTrial ? 0 : (item.price.unit_amount ?? 0) * quantity,
      price: item.price,
      quantity,
      description: isTrial ? `Trial period for ${name}` : `${quantity} × ${name} (at ${shownPrice(item.price)})`,
      period: { start: item.current_period_start, end: item.current_period_end },
      subscription: subscription.id,
      item: item.id,
      proration: false,
    });
  });
}

/** An invoice of a period with what waited for it, finalized. */
export function invoicePeriod(
  account: Account,
  subscription: Subscription,
  reason: 'subscription_cycle' | 'subscription_update',
  lines: InvoiceLine[],
): Invoice {
  const waiting = account.books.pendingLines.get(subscription.id) ?? [];
  account.books.pendingLines.delete(subscription.id);
  const invoice = addInvoice(account, subscription, reason, [...waiting, ...lines]);
  subscription.latest_invoice = invoice.id;
  return finalize(account, invoice);
}

const shownPrice = ({
  unit_amount: amount,
  currency,
  recurring,
}: Subscription['items']['data'][number]['price']): string =>
  `${currency.toUpperCase()} ${((amount ?? 0) / 100).toFixed(2)} / ${recurring?.interval ?? 'month'}`;

/** A charge that must succeed is looked at before anything is made. */
function checkMethod(
  account: Account,
  terms: SubscriptionTerms,
  behavior: PaymentBehavior,
  ownerPresent: boolean,
): void {
  const { customer, trialEnd, collectionMethod } = terms;
  if (collectionMethod === 'send_invoice') return;
  const id = terms.defaultMethod ?? customerOf(account, customer.id).invoice_settings.default_payment_method;
  const costs = terms.items.some(({ price, quantity }) => (price.unit_amount ?? 0) * quantity > 0);
  if (trialEnd !== null || !costs || behavior === 'default_incomplete') return;
  if (id === null) {
    throw invalidRequest(
      'This customer has no attached payment source or default payment method. Please consider adding a default payment method.',
      'resource_missing',
    );
  }
  const method: PaymentMethod = methodOf(account, id);
  const refusal = refusalOf(account, method, ownerPresent);
  if (behavior === 'error_if_incomplete' && refusal !== null) throw refusalFault(refusal, method);
}
