import type {
  PaymentEvent,
  ProviderInvoice,
  ProviderPaymentMethod,
  ProviderSubscription,
  ProviderTax,
  TaxKind,
} from '../payment-provider.js';
import type {
  StripeEvent,
  StripeInvoice,
  StripeLineTax,
  StripePaymentMethod,
  StripeSubscription,
} from './stripe-objects.js';
import type { StripePriceReader } from './stripe-prices.js';

const WAITING: ReadonlySet<string | null> = new Set(['draft', 'open']);

/** A subscription of Stripe's in our words. */
export function subscriptionFrom(stripe: StripeSubscription, prices: StripePriceReader): ProviderSubscription {
  const { latest_invoice: invoice, items } = stripe;
  const ends = items.data.map(({ current_period_end: end }) => end.getTime());
  const waits = invoice !== null && WAITING.has(invoice.status);
  return {
    id: stripe.id,
    customer: stripe.customer,
    price: items.data.map(({ price }) => prices.read(price)).find((key) => key !== undefined),
    status: stripe.status,
    createdAt: stripe.created,
    currentPeriodEnd: ends.length === 0 ? null : new Date(Math.max(...ends)),
    cancelAt: stripe.cancel_at,
    cancelAtPeriodEnd: stripe.cancel_at_period_end,
    trialEndsAt: stripe.trial_end,
    byTransfer: stripe.collection_method === 'send_invoice',
    firstInvoiceOpen: waits && invoice.billing_reason === 'subscription_create',
    unpaidSince: waits ? invoice.created : null,
  };
}

/** An invoice of Stripe's in our words. */
export function invoiceFrom(stripe: StripeInvoice): ProviderInvoice {
  const net = stripe.total_excluding_tax ?? stripe.total;
  return {
    id: stripe.id,
    number: stripe.number,
    status: stripe.status ?? 'draft',
    currency: stripe.currency.toUpperCase(),
    net,
    tax: stripe.total - net,
    total: stripe.total,
    paid: stripe.amount_paid,
    due: stripe.amount_remaining,
    createdAt: stripe.created,
    issuedAt: stripe.effective_at ?? stripe.status_transitions.finalized_at ?? null,
    dueAt: stripe.due_date,
    paidAt: stripe.status_transitions.paid_at,
    periodStart: stripe.period_start,
    periodEnd: stripe.period_end,
    page: stripe.hosted_invoice_url ?? null,
    pdf: stripe.invoice_pdf ?? null,
    lines: stripe.lines.data.map(({ description, quantity, amount, pricing, discount_amounts, taxes, period }) => ({
      description,
      quantity: quantity ?? 1,
      unit_amount: pricing?.unit_amount_decimal ?? null,
      amount,
      discount: (discount_amounts ?? []).reduce((sum, discount) => sum + discount.amount, 0),
      taxes: (taxes ?? []).map(taxFrom),
      period: period ? { start: period.start.toISOString(), end: period.end.toISOString() } : null,
    })),
  };
}

const TAX_KINDS: ReadonlyMap<string, TaxKind> = new Map([
  ['reverse_charge', 'reverse_charge'],
  ['zero_rated', 'zero_rated'],
  ['customer_exempt', 'exempt'],
  ['product_exempt', 'exempt'],
  ['product_exempt_holiday', 'exempt'],
  ['standard_rated', 'taxed'],
  ['reduced_rated', 'taxed'],
  ['proportionally_rated', 'taxed'],
]);

/** A tax that takes something is one, whatever the reason says; of the others the reason tells. */
function taxFrom({ amount, tax_behavior: behavior, taxability_reason: reason }: StripeLineTax): ProviderTax {
  const kind = amount === 0 ? (TAX_KINDS.get(reason ?? '') ?? 'not_taxed') : 'taxed';
  return { kind, amount, inclusive: behavior === 'inclusive' };
}

/** A means of payment of Stripe's in our words. */
export function paymentMethodFrom(stripe: StripePaymentMethod, defaultId: string | undefined): ProviderPaymentMethod {
  const { card, sepa_debit: debit } = stripe;
  return {
    id: stripe.id,
    type: stripe.type,
    brand: card?.brand ?? null,
    last4: card?.last4 ?? debit?.last4 ?? null,
    expMonth: card?.exp_month ?? null,
    expYear: card?.exp_year ?? null,
    isDefault: stripe.id === defaultId,
    createdAt: stripe.created,
  };
}

/** An event of Stripe's, as far as it is believed. A means of payment that was taken away names its customer as it was. */
export function eventFrom(stripe: StripeEvent, liveKey: boolean): PaymentEvent {
  const { object, previous_attributes: before } = stripe.data;
  const customer = object.object === 'customer' ? object.id : (object.customer ?? before?.customer);
  return {
    id: stripe.id,
    type: stripe.type,
    createdAt: stripe.created,
    customer: customer ?? null,
    ours: typeof stripe.account !== 'string' && stripe.livemode === liveKey,
  };
}
