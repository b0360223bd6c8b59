import type { BillingSettings } from '@onefacture/config';
import type { Stripe } from 'stripe';
import type { Catalogue } from '../../catalogue/catalogue.js';
import { configuredPrices } from '../price-keys.js';
import {
  PaymentProvider,
  type CheckoutOrder,
  type CustomerStanding,
  type NewCustomer,
  type OpenCheckout,
  type PaymentEvent,
  type ProviderSubscription,
  type PurchaseOrder,
} from '../payment-provider.js';
import { asked, askedFor, listed, stripeClient } from './stripe-client.js';
import { LISTED_EVENTS, readStripeEvent, type EventTrust } from './stripe-events.js';
import { eventFrom, invoiceFrom, paymentMethodFrom, subscriptionFrom } from './stripe-mapping.js';
import {
  asList,
  StripeCustomer,
  StripeEvent,
  StripeInvoice,
  StripeObject,
  StripePage,
  StripePaymentMethod,
  StripePortalConfiguration,
  StripeSession,
  StripeSubscription,
} from './stripe-objects.js';
import { customerParams, orderKey, sessionParams, transferParams } from './stripe-orders.js';
import { StripePriceIds } from './stripe-price-ids.js';
import { readMetadata, StripePriceReader } from './stripe-prices.js';

const PAGE = 100;
const WITH_INVOICE = ['latest_invoice'];

/** What Stripe needs to know beside its client. */
export interface StripeOptions extends EventTrust {
  readonly prices: StripePriceReader;
  readonly priceIds: StripePriceIds;
  /** The portal configuration that `stripe:setup` made is found by this name in its metadata. */
  readonly portalName: string;
}

/** Stripe as payment provider: what it answers is checked, what is repeated has an idempotency key. */
export class StripePayments extends PaymentProvider {
  readonly enabled = true;

  constructor(
    private readonly stripe: Stripe,
    private readonly options: StripeOptions,
  ) {
    super();
  }

  async createCustomer(customer: NewCustomer): Promise<string> {
    const idempotencyKey = `cust-${customer.anonymousId}`;
    const made = this.stripe.customers.create(customerParams(customer), { idempotencyKey });
    return (await asked(StripeObject, made)).id;
  }

  async forgetCustomer(id: string): Promise<void> {
    await askedFor(StripeObject, this.stripe.customers.del(id));
  }

  async checkout(order: CheckoutOrder): Promise<OpenCheckout> {
    const priceId = await this.options.priceIds.of(order.price);
    const idempotencyKey = orderKey('checkout', order, [priceId, order.successUrl, order.cancelUrl]);
    const params = sessionParams(order, priceId);
    return checkoutFrom(await asked(StripeSession, this.stripe.checkout.sessions.create(params, { idempotencyKey })));
  }

  async closeCheckout(id: string): Promise<void> {
    const session = await askedFor(StripeSession, this.stripe.checkout.sessions.retrieve(id));
    if (session?.status === 'open') await asked(StripeSession, this.stripe.checkout.sessions.expire(id));
  }

  async startByTransfer(order: PurchaseOrder): Promise<{ url: string | null }> {
    const priceId = await this.options.priceIds.of(order.price);
    const idempotencyKey = orderKey('transfer', order, [priceId]);
    const made = this.stripe.subscriptions.create(transferParams(order, priceId), { idempotencyKey });
    const { latest_invoice: invoice } = await asked(StripeSubscription, made);
    if (invoice === null) return { url: null };
    // A first invoice stays a draft for an hour, and has no page until it is made final.
    const isDraft = invoice.status === 'draft';
    const final = isDraft
      ? this.stripe.invoices.finalizeInvoice(invoice.id, {}, { idempotencyKey: `final-${invoice.id}` })
      : this.stripe.invoices.retrieve(invoice.id);
    return { url: (await asked(StripeInvoice, final)).hosted_invoice_url ?? null };
  }

  async portal(customer: string, returnUrl: string): Promise<string> {
    const configuration = await this.#portalConfiguration();
    const session = this.stripe.billingPortal.sessions.create({
      customer,
      return_url: returnUrl,
      ...(configuration === undefined ? {} : { configuration }),
    });
    return (await asked(StripePage, session)).url;
  }

  async getSubscription(id: string): Promise<ProviderSubscription | undefined> {
    const found = await askedFor(StripeSubscription, this.stripe.subscriptions.retrieve(id, { expand: WITH_INVOICE }));
    return found && subscriptionFrom(found, this.options.prices);
  }

  async standing(customer: string): Promise<CustomerStanding> {
    const known = await askedFor(StripeCustomer, this.stripe.customers.retrieve(customer));
    if (known === undefined || known.deleted === true) {
      return { subscriptions: [], checkouts: [], invoices: [], paymentMethods: [] };
    }
    const defaultId = known.invoice_settings?.default_payment_method ?? undefined;
    const of = { customer, limit: PAGE };
    const [subscriptions, sessions, invoices, methods] = await Promise.all([
      asked(
        asList(StripeSubscription),
        this.stripe.subscriptions.list({ ...of, status: 'all', expand: ['data.latest_invoice'] }),
      ),
      asked(asList(StripeSession), this.stripe.checkout.sessions.list({ ...of, status: 'open' })),
      asked(asList(StripeInvoice), this.stripe.invoices.list(of)),
      asked(asList(StripePaymentMethod), this.stripe.customers.listPaymentMethods(customer, { limit: PAGE })),
    ]);
    return {
      subscriptions: subscriptions.data.map((one) => subscriptionFrom(one, this.options.prices)),
      checkouts: sessions.data.filter(({ url }) => url !== null).map((one) => checkoutFrom(one)),
      invoices: invoices.data.map(invoiceFrom),
      paymentMethods: methods.data.map((one) => paymentMethodFrom(one, defaultId)),
    };
  }

  async cancel(id: string, when: 'at_period_end' | 'immediately'): Promise<ProviderSubscription> {
    const ended = await (when === 'immediately'
      ? asked(StripeSubscription, this.stripe.subscriptions.cancel(id, { expand: WITH_INVOICE }))
      : this.#change(id, { cancel_at_period_end: true }));
    return subscriptionFrom(ended, this.options.prices);
  }

  /** `cancel_at` and `cancel_at_period_end` exclude each other in one call, so the one that is set is cleared. */
  async reactivate(id: string): Promise<ProviderSubscription> {
    let standing = await asked(StripeSubscription, this.stripe.subscriptions.retrieve(id, { expand: WITH_INVOICE }));
    if (standing.cancel_at_period_end) standing = await this.#change(id, { cancel_at_period_end: false });
    if (standing.cancel_at !== null) standing = await this.#change(id, { cancel_at: '' });
    return subscriptionFrom(standing, this.options.prices);
  }

  readEvent(body: Buffer, signature: string | undefined, now: Date): PaymentEvent | undefined {
    return readStripeEvent(body, signature, now, this.options);
  }

  eventsSince(moment: Date): AsyncIterable<PaymentEvent> {
    return this.#events({ created: { gte: secondsOf(moment) } });
  }

  undeliveredEvents(moment: Date): AsyncIterable<PaymentEvent> {
    return this.#events({ created: { gte: secondsOf(moment) }, delivery_success: false });
  }

  async *#events(filter: Stripe.EventListParams): AsyncIterable<PaymentEvent> {
    const list = this.stripe.events.list({ ...filter, types: [...LISTED_EVENTS], limit: PAGE });
    for await (const event of listed(StripeEvent, list)) yield eventFrom(event, this.options.liveKey);
  }

  #change(id: string, change: Stripe.SubscriptionUpdateParams): Promise<StripeSubscription> {
    return asked(StripeSubscription, this.stripe.subscriptions.update(id, { ...change, expand: WITH_INVOICE }));
  }

  async #portalConfiguration(): Promise<string | undefined> {
    const configurations = this.stripe.billingPortal.configurations.list({ active: true, limit: PAGE });
    const { data } = await asked(asList(StripePortalConfiguration), configurations);
    return data.find(({ metadata }) => metadata?.['onefacture_portal'] === this.options.portalName)?.id;
  }
}

const secondsOf = (moment: Date): number => Math.floor(moment.getTime() / 1_000);

const checkoutFrom = ({ id, url, expires_at: expiresAt, metadata }: StripeSession): OpenCheckout => ({
  id,
  url: url ?? '',
  expiresAt,
  price: readMetadata(metadata),
});

const LIVE_KEY = /^[rs]k_live_/;

/** Stripe as the settings describe it, selling a catalogue; undefined without a secret key. */
export function stripePayments(settings: BillingSettings, catalogue: Catalogue): StripePayments | undefined {
  const client = stripeClient(settings);
  if (!client) return undefined;
  const configured = configuredPrices(catalogue);
  return new StripePayments(client, {
    prices: new StripePriceReader(catalogue.id, configured),
    priceIds: new StripePriceIds(client, configured),
    portalName: catalogue.id,
    secrets: settings.stripeWebhookSecrets,
    liveKey: LIVE_KEY.test(settings.stripeSecretKey?.reveal() ?? ''),
  });
}
