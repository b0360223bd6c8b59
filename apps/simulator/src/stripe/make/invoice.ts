import { DAY } from '../life/calendar.js';
import { rateOf, taxationOf, taxOn } from '../life/tax.js';
import type { Account } from '../state/account.js';
import { customerOf } from '../state/lookup.js';
import { newId } from '../wire/ids.js';
import { listOf } from '../wire/lists.js';
import type { Customer, Invoice, InvoiceLine, Subscription } from '../wire/objects.js';
import { taxIdsOf } from './tax-id.js';

export type BillingReason = 'subscription_create' | 'subscription_cycle' | 'subscription_update';

/** A draft for a subscription, with its taxes and totals. */
export function addInvoice(
  account: Account,
  subscription: Subscription,
  reason: BillingReason,
  lines: InvoiceLine[],
): Invoice {
  const id = newId('in', 24);
  const customer = customerOf(account, subscription.customer);
  for (const line of lines) line.invoice = id;
  const sum = taxed(account, subscription, customer, lines);
  const credit = Math.min(0, customer.balance);
  const due = Math.max(0, sum.total + credit);
  const sent = subscription.collection_method === 'send_invoice';
  const first = subscription.items.data[0];
  const invoice: Invoice = {
    ...blank(account, customer),
    id,
    ...sum,
    amount_due: due,
    amount_remaining: due,
    automatic_tax: {
      disabled_reason: null,
      enabled: subscription.automatic_tax.enabled,
      liability: subscription.automatic_tax.enabled ? { type: 'self' } : null,
      provider: subscription.automatic_tax.enabled ? 'stripe' : null,
      status: subscription.automatic_tax.enabled ? 'complete' : null,
    },
    auto_advance: true,
    billing_reason: reason,
    collection_method: subscription.collection_method,
    currency: subscription.currency,
    default_payment_method: subscription.default_payment_method,
    due_date: sent ? account.now + (subscription.days_until_due ?? 30) * DAY : null,
    lines: listOf(lines, `/v1/invoices/${id}/lines`),
    parent: {
      quote_details: null,
      subscription_details: { metadata: { ...subscription.metadata }, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: settingsOf(subscription),
    period_end: reason === 'subscription_cycle' ? (first?.current_period_start ?? account.now) : account.now,
    period_start: account.now,
    starting_balance: customer.balance,
  };
  account.books.invoices.set(id, invoice);
  account.record('invoice.created', invoice);
  return invoice;
}

type Sums = Pick<
  Invoice,
  | 'subtotal'
  | 'subtotal_excluding_tax'
  | 'total'
  | 'total_excluding_tax'
  | 'total_taxes'
  | 'total_discount_amounts'
  | 'total_pretax_credit_amounts'
>;

function taxed(account: Account, subscription: Subscription, customer: Customer, lines: readonly InvoiceLine[]): Sums {
  const taxation = subscription.automatic_tax.enabled ? taxationOf(account, customer) : null;
  const totals = new Map<string, NonNullable<Invoice['total_taxes']>[number]>();
  let [onTop, within] = [0, 0];
  for (const line of lines) {
    if (taxation === null) continue;
    const price = account.books.prices.get(line.pricing?.price_details?.price ?? '');
    const inclusive = price?.tax_behavior === 'inclusive';
    const amount = taxOn(line.amount, taxation.basisPoints, inclusive);
    const rate = rateOf(account, taxation, inclusive);
    const tax = {
      amount,
      tax_behavior: inclusive ? ('inclusive' as const) : ('exclusive' as const),
      tax_rate_details: { tax_rate: rate.id },
      taxability_reason: taxation.reason,
      taxable_amount: inclusive ? line.amount - amount : line.amount,
      type: 'tax_rate_details' as const,
    };
    line.taxes = [tax];
    if (inclusive) within += amount;
    else onTop += amount;
    const total = totals.get(rate.id);
    if (total === undefined) totals.set(rate.id, { ...tax });
    else {
      total.amount += tax.amount;
      total.taxable_amount = (total.taxable_amount ?? 0) + tax.taxable_amount;
    }
  }
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
  return {
    subtotal,
    subtotal_excluding_tax: subtotal - within,
    total: subtotal + onTop,
    total_excluding_tax: subtotal - within,
    total_taxes: [...totals.values()],
    total_discount_amounts: [],
    total_pretax_credit_amounts: [],
  };
}

function settingsOf({ payment_settings: settings }: Subscription): Invoice['payment_settings'] {
  const transfer = settings?.payment_method_options?.customer_balance ?? null;
  const none = { acss_debit: null, bancontact: null, blik: null, card: null, konbini: null, payto: null };
  return {
    default_mandate: null,
    payment_method_options:
      transfer === null
        ? null
        : { ...none, customer_balance: transfer, pix: null, sepa_debit: null, upi: null, us_bank_account: null },
    payment_method_types: transfer === null ? null : ['customer_balance'],
  };
}

function blank(account: Account, customer: Customer) {
  return {
    object: 'invoice' as const,
    account_country: 'FR',
    account_name: 'onefacture (simulator)',
    account_tax_ids: null,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    automatically_finalizes_at: null,
    created: account.now,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: taxIdsOf(account, customer.id).map(({ type, value }) => ({ type, value })),
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' as const },
    last_finalization_error: null,
    latest_revision: null,
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    statement_descriptor: null,
    status: 'draft' as const,
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    test_clock: null,
    webhooks_delivered_at: null,
  };
}
