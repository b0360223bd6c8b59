import type { Account } from '../state/account.js';
import { customerOf } from '../state/lookup.js';
import { newId } from '../wire/ids.js';
import type { Invoice, InvoicePayment, PaymentIntent, PaymentMethod, Subscription } from '../wire/objects.js';
import { DAY } from './calendar.js';
import { refusalOf, type Refusal } from './cards.js';

/** Days from one attempt to collect to the next; after the last the subscription is given up. */
export const RETRY_DAYS: readonly number[] = [3, 5, 7];

const NO_METHOD: Refusal = {
  code: 'payment_intent_payment_attempt_failed',
  decline_code: null,
  message: 'This customer has no attached payment source or default payment method.',
};

/** Draft → open: number, pages, and what the customer's balance pays. One with nothing due is paid at once. */
export function finalize(account: Account, invoice: Invoice): Invoice {
  const customer = customerOf(account, invoice.customer ?? '');
  const sequence = customer.next_invoice_sequence ?? 1;
  customer.next_invoice_sequence = sequence + 1;
  const used = invoice.starting_balance < 0 ? invoice.starting_balance : 0;
  const left = Math.min(0, used + invoice.total);
  if (customer.balance < 0 || invoice.total < 0) customer.balance = left;
  Object.assign(invoice, {
    number: `${customer.invoice_prefix ?? 'INV'}-${String(sequence).padStart(4, '0')}`,
    status: 'open',
    ending_balance: customer.balance,
    effective_at: account.now,
    hosted_invoice_url: `${account.baseUrl}/i/${invoice.id}`,
    invoice_pdf: `${account.baseUrl}/i/${invoice.id}/pdf`,
  });
  invoice.status_transitions.finalized_at = account.now;
  account.record('invoice.finalized', invoice);
  if (invoice.collection_method === 'send_invoice') account.record('invoice.sent', invoice);
  if (invoice.amount_due === 0) settle(account, invoice, null);
  return invoice;
}

/** The method that pays for a subscription, if any. */
export function methodFor(account: Account, subscription: Subscription): PaymentMethod | undefined {
  const { books } = account;
  const standard = books.customers.get(subscription.customer)?.invoice_settings.default_payment_method;
  return books.paymentMethods.get(subscription.default_payment_method ?? standard ?? '');
}

/** Tries to collect an open invoice; tells why it was refused. */
export function collect(
  account: Account,
  invoice: Invoice,
  method: PaymentMethod | undefined,
  { ownerPresent = false } = {},
): Refusal | null {
  const refusal = method === undefined ? NO_METHOD : refusalOf(account, method, ownerPresent);
  const intent = intentOf(account, invoice);
  invoice.attempted = true;
  invoice.attempt_count += 1;
  intent.payment_method = method?.id ?? null;
  if (refusal !== null) {
    intent.status = 'requires_payment_method';
    intent.last_payment_error = {
      type: 'card_error',
      code: refusal.code,
      message: refusal.message,
      ...(refusal.decline_code === null ? {} : { decline_code: refusal.decline_code }),
    };
    account.record('payment_intent.payment_failed', intent);
    return refusal;
  }
  intent.status = 'succeeded';
  intent.amount_received = intent.amount;
  intent.last_payment_error = null;
  account.record('payment_intent.succeeded', intent);
  settle(account, invoice, intent);
  return null;
}

/** What follows a refusal of a renewal: the event, past_due, and the next attempt or the end of attempts. */
export function noteFailure(account: Account, invoice: Invoice): boolean {
  const wait = RETRY_DAYS[invoice.attempt_count - 1];
  invoice.next_payment_attempt = wait === undefined ? null : account.now + wait * DAY;
  account.record('invoice.payment_failed', invoice);
  const subscription = subscriptionOfInvoice(account, invoice);
  if (subscription?.status === 'active' || subscription?.status === 'trialing') {
    account.changeSubscription(subscription, () => {
      subscription.status = 'past_due';
    });
  }
  const customer = account.books.customers.get(invoice.customer ?? '');
  if (customer !== undefined) customer.delinquent = true;
  return wait !== undefined;
}

/** Open → paid, by an intent, or without one: nothing due, or paid outside. */
export function settle(account: Account, invoice: Invoice, intent: PaymentIntent | null): void {
  invoice.status = 'paid';
  invoice.amount_paid = invoice.amount_due;
  invoice.amount_remaining = 0;
  invoice.attempted = true;
  invoice.auto_advance = false;
  invoice.next_payment_attempt = null;
  invoice.status_transitions.paid_at = account.now;
  const payment = paymentOf(account, invoice);
  if (payment !== undefined && intent !== null) {
    payment.status = 'paid';
    payment.amount_paid = invoice.amount_paid;
    payment.status_transitions.paid_at = account.now;
    account.record('invoice_payment.paid', payment);
  }
  account.record('invoice.paid', invoice);
  account.record('invoice.payment_succeeded', invoice);
  revive(account, invoice);
}

/** A subscription lives again when its latest invoice is paid. */
function revive(account: Account, invoice: Invoice): void {
  const subscription = subscriptionOfInvoice(account, invoice);
  if (subscription === undefined || subscription.latest_invoice !== invoice.id) return;
  const customer = account.books.customers.get(subscription.customer);
  if (customer !== undefined) customer.delinquent = false;
  if (!['incomplete', 'past_due', 'unpaid'].includes(subscription.status)) return;
  account.changeSubscription(subscription, () => {
    subscription.status = 'active';
  });
}

export function subscriptionOfInvoice({ books }: Account, { parent }: Invoice): Subscription | undefined {
  return books.subscriptions.get(parent?.subscription_details?.subscription ?? '');
}

const paymentOf = ({ books }: Account, { id }: Invoice): InvoicePayment | undefined =>
  [...books.invoicePayments.values()].find(({ invoice }) => invoice === id);

/** The payment intent of an invoice, made when it is first collected. */
export function intentOf(account: Account, invoice: Invoice): PaymentIntent {
  const known = account.books.paymentIntents.get(paymentOf(account, invoice)?.payment.payment_intent ?? '');
  if (known !== undefined) return known;
  const intent = newIntent(account, invoice);
  const payment: InvoicePayment = {
    id: newId('inpay', 24),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: account.now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { type: 'payment_intent', payment_intent: intent.id },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  };
  account.books.paymentIntents.set(intent.id, intent);
  account.books.invoicePayments.set(payment.id, payment);
  account.record('payment_intent.created', intent);
  return intent;
}

function newIntent(account: Account, invoice: Invoice): PaymentIntent {
  const id = newId('pi', 24);
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: invoice.amount_due,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${id}_secret_${newId('s').slice(2)}`,
    confirmation_method: 'automatic',
    created: account.now,
    currency: invoice.currency,
    customer: invoice.customer,
    customer_account: null,
    description: 'Subscription',
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
}
