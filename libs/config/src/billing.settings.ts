import { choice, integer, origins, secret, text, url } from './kinds.js';
import { rawValue, type RawEnvironment, type Setting } from './setting.js';
import { defineSettings } from './settings-class.js';

const price = (tier: string) =>
  text(`ONEFACTURE_PRICE_${tier}`, { description: `Stripe price id of the ${tier.toLowerCase()} tier.` });
const displayPrice = <const D extends string>(tier: string, amount: D) =>
  text(`ONEFACTURE_DISPLAY_PRICE_${tier}`, {
    default: amount,
    description: `Price shown for the ${tier.toLowerCase()} tier.`,
  });
const tierLimit = (tier: string, what: 'INVOICES' | 'API_CALLS', word: string) =>
  integer(
    `ONEFACTURE_TIER_${tier}_${what}`,
    { min: -1, max: 1_000_000_000 },
    {
      default: '0',
      description: `${word} a month in the ${tier.toLowerCase()} tier; 0 keeps the catalogue's number, -1 is no limit.`,
    },
  );

const STRIPE_API = 'https://api.stripe.com';
const LIVE_KEY = /^[rs]k_live_/;

const PLAN_PRICE = /^(?:ONEFACTURE_)?STRIPE_([A-Z0-9]+)_(MONTHLY|YEARLY)_PRICE_ID$/;

/** Every STRIPE_<PLAN>_<MONTHLY|YEARLY>_PRICE_ID, with or without the prefix, by `plan_interval` in lower case. */
const planPrices: Setting<ReadonlyMap<string, string>> = {
  env: 'ONEFACTURE_STRIPE_<PLAN>_<MONTHLY|YEARLY>_PRICE_ID',
  options: {
    description:
      'Stripe price ids of the other catalogues, one variable per plan and interval, for example SILVER_MONTHLY.',
    fallback: 'STRIPE_<PLAN>_<MONTHLY|YEARLY>_PRICE_ID',
  },
  wanted: 'a Stripe price id',
  secret: false,
  read: (environment: RawEnvironment) => {
    const prices = new Map<string, string>();
    // Sorted, so that names with the prefix come first and win.
    for (const name of Object.keys(environment).toSorted()) {
      const [, plan, interval] = PLAN_PRICE.exec(name) ?? [];
      const value = rawValue(environment, name);
      if (plan === undefined || interval === undefined || value === undefined) continue;
      const key = `${plan}_${interval}`.toLowerCase();
      if (!prices.has(key)) prices.set(key, value);
    }
    return { value: prices };
  },
};

/** The product's own subscriptions. */
export class BillingSettings extends defineSettings(
  'Billing',
  {
    catalogue: text('ONEFACTURE_BILLING_CATALOGUE', {
      default: 'onefacture',
      description: 'Name of the plan catalogue: onefacture, rubis, xpeditis or bloom.',
    }),
    privacy: choice('ONEFACTURE_BILLING_PRIVACY', ['anonymous', 'business'], {
      default: 'anonymous',
      description:
        'What Stripe is told: anonymous sends an id only, business sends name, e-mail, VAT number and SIREN.',
    }),
    returnUrlOrigins: origins('ONEFACTURE_RETURN_URL_ORIGINS', {
      default: '',
      description: 'Further origins that checkout and portal may return to, beside the public base url.',
    }),
    stripeSecretKey: secret(
      'ONEFACTURE_STRIPE_SECRET_KEY',
      { min: 1 },
      { fallback: 'STRIPE_SECRET_KEY', description: 'Stripe secret key. Unset, nothing can be bought.' },
    ),
    stripeWebhookSecret: secret(
      'ONEFACTURE_STRIPE_WEBHOOK_SECRET',
      { min: 1 },
      {
        fallback: 'STRIPE_WEBHOOK_SECRET',
        description: "Signing secret of Stripe's webhooks; several, separated by commas, while one is being replaced.",
      },
    ),
    stripeApiBaseUrl: url('ONEFACTURE_STRIPE_API_BASE_URL', {
      default: STRIPE_API,
      description: 'Where Stripe is called: another address for the simulator only, and never with a live key.',
    }),
    planPrices,
    priceFree: price('FREE'),
    priceStarter: price('STARTER'),
    priceAdvanced: price('ADVANCED'),
    priceEnterprise: price('ENTERPRISE'),
    displayPriceFree: displayPrice('FREE', '0 €/mois'),
    displayPriceStarter: displayPrice('STARTER', '49 €/mois'),
    displayPriceAdvanced: displayPrice('ADVANCED', '199 €/mois'),
    displayPriceEnterprise: displayPrice('ENTERPRISE', '999 €/mois'),
    tierFreeInvoices: tierLimit('FREE', 'INVOICES', 'Invoices'),
    tierFreeApiCalls: tierLimit('FREE', 'API_CALLS', 'API calls'),
    tierStarterInvoices: tierLimit('STARTER', 'INVOICES', 'Invoices'),
    tierStarterApiCalls: tierLimit('STARTER', 'API_CALLS', 'API calls'),
    tierAdvancedInvoices: tierLimit('ADVANCED', 'INVOICES', 'Invoices'),
    tierAdvancedApiCalls: tierLimit('ADVANCED', 'API_CALLS', 'API calls'),
    tierEnterpriseInvoices: tierLimit('ENTERPRISE', 'INVOICES', 'Invoices'),
    tierEnterpriseApiCalls: tierLimit('ENTERPRISE', 'API_CALLS', 'API calls'),
  },
  ({ stripeSecretKey, stripeApiBaseUrl }) =>
    stripeApiBaseUrl !== STRIPE_API && LIVE_KEY.test(stripeSecretKey?.reveal() ?? '')
      ? [
          {
            env: 'ONEFACTURE_STRIPE_API_BASE_URL',
            got: `"${stripeApiBaseUrl}"`,
            wanted: `${STRIPE_API} with a live key`,
          },
        ]
      : [],
) {
  /** The signing secrets of Stripe's webhooks: one, or two and more while one is being replaced. */
  get stripeWebhookSecrets(): readonly string[] {
    const secrets = this.stripeWebhookSecret?.reveal().split(',') ?? [];
    return secrets.map((one) => one.trim()).filter((one) => one !== '');
  }
}
