import type { BillingSettings } from '@onefacture/config';
import { BILLING_CYCLES, type BillingCycle, type Catalogue, type Metric, type Plan } from './catalogue.js';

/** What the operator says about one tier of the catalogue `onefacture`. */
interface Tier {
  readonly invoices: number;
  readonly apiCalls: number;
  readonly price: string | undefined;
  readonly displayPrice: string;
}

/** The catalogue whose tiers have settings of their own. */
const TIERED = 'onefacture';

/**
 * Lays the operator's settings over a catalogue: limits of tiers (0 keeps the number, -1 is no limit), prices in
 * words and price ids of the payment provider.
 */
export function withSettings(catalogue: Catalogue, settings: BillingSettings): Catalogue {
  const tiers = catalogue.id === TIERED ? tiersOf(settings) : {};
  return { ...catalogue, plans: catalogue.plans.map((plan) => planWith(plan, tiers[plan.id], settings)) };
}

function planWith(plan: Plan, tier: Tier | undefined, { planPrices }: BillingSettings): Plan {
  const named = (cycle: BillingCycle) => [plan.id, ...plan.aliases].map((id) => planPrices.get(`${id}_${cycle}`));
  const ids = BILLING_CYCLES.flatMap((cycle): [BillingCycle, string][] => {
    const own = cycle === 'monthly' ? tier?.price : undefined;
    const id = own ?? named(cycle).find((one) => one !== undefined);
    return id === undefined || plan.prices[cycle] === undefined ? [] : [[cycle, id]];
  });
  return {
    ...plan,
    priceIds: Object.fromEntries(ids),
    displayPrice: tier?.displayPrice ?? null,
    caps: tier ? { ...plan.caps, ...cap('invoices', tier.invoices), ...cap('api_calls', tier.apiCalls) } : plan.caps,
  };
}

const cap = (metric: Metric, given: number): Partial<Record<Metric, number | null>> =>
  given === 0 ? {} : { [metric]: given < 0 ? null : given };

const tiersOf = (settings: BillingSettings): Readonly<Record<string, Tier>> => ({
  free: {
    invoices: settings.tierFreeInvoices,
    apiCalls: settings.tierFreeApiCalls,
    price: settings.priceFree,
    displayPrice: settings.displayPriceFree,
  },
  starter: {
    invoices: settings.tierStarterInvoices,
    apiCalls: settings.tierStarterApiCalls,
    price: settings.priceStarter,
    displayPrice: settings.displayPriceStarter,
  },
  advanced: {
    invoices: settings.tierAdvancedInvoices,
    apiCalls: settings.tierAdvancedApiCalls,
    price: settings.priceAdvanced,
    displayPrice: settings.displayPriceAdvanced,
  },
  enterprise: {
    invoices: settings.tierEnterpriseInvoices,
    apiCalls: settings.tierEnterpriseApiCalls,
    price: settings.priceEnterprise,
    displayPrice: settings.displayPriceEnterprise,
  },
});
