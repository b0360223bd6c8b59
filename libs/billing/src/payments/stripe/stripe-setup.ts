import type { BillingSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { Stripe } from 'stripe';
import { z } from 'zod';
import { BILLING_CYCLES, type BillingCycle, type Catalogue, type Plan } from '../../catalogue/catalogue.js';
import { lookupKeyOf } from '../price-keys.js';
import { asked, askedFor, stripeClient } from './stripe-client.js';
import { STRIPE_EVENTS } from './stripe-events.js';
import { asList, StripeObject, StripePortalConfiguration } from './stripe-objects.js';
import { metadataOf } from './stripe-prices.js';

const PAGE = 100;
const INTERVALS = { monthly: 'month', yearly: 'year' } as const satisfies Record<BillingCycle, string>;

const Product = z.object({ id: z.string(), name: z.string(), active: z.boolean() });
const Price = z.object({
  id: z.string(),
  unit_amount: z.int().nullable(),
  currency: z.string(),
  metadata: z.record(z.string(), z.string()),
});
const Endpoint = z.object({
  id: z.string(),
  url: z.string(),
  status: z.string(),
  enabled_events: z.array(z.string()),
  secret: z.string().optional(),
});

/** One thing at Stripe, and what was done about it. */
export interface SetupStep {
  readonly what: string;
  readonly id: string;
  readonly outcome: 'made' | 'changed' | 'kept' | 'skipped';
  /** What the operator does about it; the signing secret of a new webhook endpoint is told here, once. */
  readonly note?: string;
}

/** What is sold, and where this installation is found. */
export interface SetupOptions {
  readonly catalogue: Catalogue;
  readonly publicBaseUrl: string;
}

/**
 * Makes at Stripe what selling a catalogue needs: products, prices, the portal and the webhook endpoint. Run again it
 * changes only what differs, so it is also how a new version of a catalogue is brought there.
 * @throws AppError billing.payments_disabled without a key, billing.provider_unavailable
 */
export async function setUpStripe(
  settings: BillingSettings,
  { catalogue, publicBaseUrl }: SetupOptions,
): Promise<SetupStep[]> {
  const stripe = stripeClient(settings);
  if (!stripe) throw new AppError('billing.payments_disabled');
  const sold: SoldPlan[] = [];
  const steps: SetupStep[] = [];
  for (const plan of catalogue.plans.filter(({ prices }) => Object.keys(prices).length > 0)) {
    const product = await productOf(stripe, catalogue, plan);
    const prices = [];
    for (const cycle of BILLING_CYCLES.filter((one) => plan.prices[one] !== undefined)) {
      prices.push(await priceOf(stripe, { catalogue, plan, cycle, product: product.id }));
    }
    steps.push(product, ...prices);
    sold.push({ product: product.id, prices: prices.map(({ id }) => id), isOwn: prices.every(isOurs) });
  }
  steps.push(await portalOf(stripe, catalogue, sold, publicBaseUrl));
  steps.push(await endpointOf(stripe, settings, `${publicBaseUrl}/billing/stripe-webhook`));
  return steps;
}

/** A plan at Stripe; its prices are not ours where the operator set their ids. */
interface SoldPlan {
  readonly product: string;
  readonly prices: readonly string[];
  readonly isOwn: boolean;
}
const isOurs = ({ outcome }: SetupStep): boolean => outcome !== 'skipped';

async function productOf(stripe: Stripe, catalogue: Catalogue, plan: Plan): Promise<SetupStep> {
  const id = `onefacture_${catalogue.id}_${plan.id}`;
  const what = `product ${plan.id}`;
  const name = `${catalogue.name} ${plan.name}`;
  const found = await askedFor(Product, stripe.products.retrieve(id));
  if (found === undefined) {
    const metadata = { onefacture_catalogue: catalogue.id, onefacture_plan: plan.id };
    await asked(Product, stripe.products.create({ id, name, metadata }));
    return { what, id, outcome: 'made' };
  }
  if (found.name === name && found.active) return { what, id, outcome: 'kept' };
  await asked(Product, stripe.products.update(id, { name, active: true }));
  return { what, id, outcome: 'changed' };
}

interface WantedPrice {
  readonly catalogue: Catalogue;
  readonly plan: Plan;
  readonly cycle: BillingCycle;
  readonly product: string;
}

/** A price is never changed: a new one takes over the lookup key, and who bought the old one keeps it. */
async function priceOf(stripe: Stripe, { catalogue, plan, cycle, product }: WantedPrice): Promise<SetupStep> {
  const key = { catalogue: catalogue.id, version: catalogue.version, plan: plan.id, cycle };
  const what = `price ${plan.id} ${cycle}`;
  const configured = plan.priceIds[cycle];
  if (configured !== undefined) return { what, id: configured, outcome: 'skipped', note: 'its id is a setting' };
  const lookupKey = lookupKeyOf(key);
  const amount = plan.prices[cycle];
  const currency = catalogue.currency.toLowerCase();
  const list = stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 });
  const [found] = (await asked(asList(Price), list)).data;
  if (found?.unit_amount === amount && found?.currency === currency) {
    return { what, id: found.id, outcome: 'kept' };
  }
  const made = stripe.prices.create({
    product,
    currency,
    unit_amount: amount ?? 0,
    recurring: { interval: INTERVALS[cycle] },
    tax_behavior: 'exclusive',
    lookup_key: lookupKey,
    transfer_lookup_key: true,
    metadata: metadataOf(key),
  });
  const { id } = await asked(StripeObject, made);
  if (!found) return { what, id, outcome: 'made' };
  await asked(StripeObject, stripe.prices.update(found.id, { active: false }));
  return { what, id, outcome: 'changed', note: `replaces ${found.id}, which is not sold any more` };
}

async function portalOf(
  stripe: Stripe,
  catalogue: Catalogue,
  sold: readonly SoldPlan[],
  returnUrl: string,
): Promise<SetupStep> {
  const products = sold.filter(({ isOwn }) => isOwn).map(({ product, prices }) => ({ product, prices: [...prices] }));
  const params = {
    default_return_url: returnUrl,
    metadata: { onefacture_portal: catalogue.id },
    features: {
      customer_update: { enabled: true, allowed_updates: ['name', 'email', 'address', 'tax_id'] },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
      subscription_update: {
        enabled: products.length > 0,
        ...(products.length > 0 ? { default_allowed_updates: ['price'], products } : {}),
        proration_behavior: 'create_prorations',
      },
    },
  } satisfies Stripe.BillingPortal.ConfigurationCreateParams;
  const { configurations } = stripe.billingPortal;
  const { data } = await asked(asList(StripePortalConfiguration), configurations.list({ active: true, limit: PAGE }));
  const found = data.find(({ metadata }) => metadata?.['onefacture_portal'] === catalogue.id);
  const what = 'portal configuration';
  if (found) {
    await asked(StripeObject, configurations.update(found.id, params));
    return { what, id: found.id, outcome: 'kept' };
  }
  const { id } = await asked(StripeObject, configurations.create(params));
  return { what, id, outcome: 'made' };
}

async function endpointOf(stripe: Stripe, settings: BillingSettings, url: string): Promise<SetupStep> {
  const what = 'webhook endpoint';
  const isReal = settings.stripeApiBaseUrl.startsWith('https://api.stripe.com');
  if (isReal && !url.startsWith('https://')) {
    const note = `Stripe cannot reach ${url}: run \`stripe listen --forward-to ${url}\` and set the secret it prints`;
    return { what, id: url, outcome: 'skipped', note };
  }
  const { data } = await asked(asList(Endpoint), stripe.webhookEndpoints.list({ limit: PAGE }));
  // Of an event only what every version of the API has is read, so an endpoint of another version will do.
  const found = data.find((one) => one.url === url || (!isReal && isOurRoute(one.url, url)));
  const wanted = [...STRIPE_EVENTS];
  if (!found) {
    const params = { url, enabled_events: wanted, api_version: Stripe.API_VERSION } as const;
    const { id, secret = '' } = await asked(Endpoint, stripe.webhookEndpoints.create(params));
    return { what, id, outcome: 'made', note: `set ONEFACTURE_STRIPE_WEBHOOK_SECRET=${secret}` };
  }
  const isRight = found.status === 'enabled' && found.enabled_events.toSorted().join() === wanted.toSorted().join();
  if (isRight) return { what, id: found.id, outcome: 'kept' };
  await asked(Endpoint, stripe.webhookEndpoints.update(found.id, { enabled_events: wanted, disabled: false }));
  return { what, id: found.id, outcome: 'changed' };
}

/** A simulated Stripe may have been told our webhook route by another name of this host. */
const isOurRoute = (one: string, url: string): boolean => new URL(one).pathname === new URL(url).pathname;
