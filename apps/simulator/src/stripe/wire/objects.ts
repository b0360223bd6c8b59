import type { Stripe } from 'stripe';

/** An object of stripe-node's types as it travels: decimals are texts, and what can be expanded is an id. */
type OnWire<T> = { [K in keyof T]: MemberOnWire<T[K]> };
type MemberOnWire<T> = [Extract<T, string>] extends [never] ? ValueOnWire<T> : Exclude<T, { id: string }>;
type ValueOnWire<T> = T extends Stripe.Decimal
  ? string
  : T extends readonly (infer Each)[]
    ? MemberOnWire<Each>[]
    : T extends object
      ? OnWire<T>
      : T;

export type Customer = OnWire<Stripe.Customer>;
export type TaxId = OnWire<Stripe.TaxId>;
export type Product = OnWire<Stripe.Product>;
export type Price = OnWire<Stripe.Price>;
export type Plan = OnWire<Stripe.Plan>;
export type CheckoutSession = OnWire<Stripe.Checkout.Session>;
export type LineItem = OnWire<Stripe.LineItem>;
export type Subscription = OnWire<Stripe.Subscription>;
export type SubscriptionItem = OnWire<Stripe.SubscriptionItem>;
export type Invoice = OnWire<Stripe.Invoice>;
export type InvoiceLine = OnWire<Stripe.InvoiceLineItem>;
export type InvoicePayment = OnWire<Stripe.InvoicePayment>;
export type PaymentMethod = OnWire<Stripe.PaymentMethod>;
export type PaymentIntent = OnWire<Stripe.PaymentIntent>;
export type WebhookEndpoint = OnWire<Stripe.WebhookEndpoint>;
export type PortalConfiguration = OnWire<Stripe.BillingPortal.Configuration>;
export type PortalSession = OnWire<Stripe.BillingPortal.Session>;
export type TaxRate = OnWire<Stripe.TaxRate>;
export type Address = OnWire<Stripe.Address>;

/** An event; what it tells about is kept as it was at that moment. */
export interface StripeEvent {
  id: string;
  object: 'event';
  account?: string;
  api_version: string | null;
  created: number;
  data: { object: object; previous_attributes?: Record<string, unknown> };
  livemode: boolean;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null } | null;
  type: string;
}

export interface List<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

export type Metadata = Record<string, string>;
