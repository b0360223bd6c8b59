import { createHash } from 'node:crypto';
import type { Stripe } from 'stripe';
import { lookupKeyOf } from '../price-keys.js';
import type { CheckoutOrder, NewCustomer, PurchaseOrder } from '../payment-provider.js';
import { metadataOf } from './stripe-prices.js';

const DAYS_TO_TRANSFER = 30;

/** What Stripe is told of a customer: the anonymous id, and only in business mode who it is. */
export function customerParams({ anonymousId, business }: NewCustomer): Stripe.CustomerCreateParams {
  const metadata = { uuid: anonymousId };
  if (business === undefined) return { metadata };
  const { name, email, siren, vatNumber } = business;
  const taxIds: Stripe.CustomerCreateParams.TaxIdDatum[] = [
    ...(vatNumber === undefined ? [] : [{ type: 'eu_vat', value: vatNumber } as const]),
    ...(siren === undefined ? [] : [{ type: 'fr_siren', value: siren } as const]),
  ];
  return {
    metadata,
    name,
    ...(email === undefined ? {} : { email }),
    ...(taxIds.length === 0 ? {} : { tax_id_data: taxIds }),
  };
}

/** A Checkout session for one subscription, with VAT worked out by Stripe and VAT numbers collected there. */
export function sessionParams(order: CheckoutOrder, priceId: string): Stripe.Checkout.SessionCreateParams {
  const metadata = purchaseMetadata(order);
  return {
    mode: 'subscription',
    customer: order.customer,
    client_reference_id: order.organizationId,
    line_items: [{ price: priceId, quantity: 1 }],
    success_url: order.successUrl,
    cancel_url: order.cancelUrl,
    automatic_tax: { enabled: true },
    tax_id_collection: { enabled: true },
    billing_address_collection: 'required',
    customer_update: { name: 'auto', address: 'auto' },
    locale: 'auto',
    metadata,
    subscription_data: { metadata, ...trialParams(order) },
  };
}

/**
 * A subscription paid by transfer to a virtual account. Stripe cannot work out VAT of a customer it has no address
 * of, so that is left to the invoice settings of the account.
 */
export function transferParams(order: PurchaseOrder, priceId: string): Stripe.SubscriptionCreateParams {
  return {
    customer: order.customer,
    items: [{ price: priceId, quantity: 1 }],
    collection_method: 'send_invoice',
    days_until_due: DAYS_TO_TRANSFER,
    payment_settings: {
      payment_method_types: ['customer_balance'],
      payment_method_options: {
        customer_balance: {
          funding_type: 'bank_transfer',
          bank_transfer: { type: 'eu_bank_transfer', eu_bank_transfer: { country: 'FR' } },
        },
      },
    },
    metadata: purchaseMetadata(order),
    expand: ['latest_invoice'],
  };
}

/** The same order in the same minute is one order; after what it replaces was closed, it is another one. */
export function orderKey(kind: 'checkout' | 'transfer', order: PurchaseOrder, more: readonly string[] = []): string {
  const minute = Math.floor(order.at.getTime() / 60_000);
  const about = [order.customer, lookupKeyOf(order.price), order.trialDays, minute, order.replaces, ...more];
  const digest = createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 32);
  return `${kind}-${order.organizationId}-${digest}`;
}

function trialParams({ trialDays }: PurchaseOrder): Partial<Stripe.Checkout.SessionCreateParams.SubscriptionData> {
  if (trialDays === 0) return {};
  return {
    trial_period_days: trialDays,
    trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
  };
}

const purchaseMetadata = ({ organizationId, price }: PurchaseOrder) => ({
  organization_id: organizationId,
  ...metadataOf(price),
});
