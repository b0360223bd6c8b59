import { METRICS, type Catalogue, type Metric, type Plan } from '@onefacture/billing';
import { Decimal, jsonNumber } from '@onefacture/invoice';
import { z } from 'zod';

const cap = (description: string) => z.int().nullable().optional().meta({ description });

/** Caps by metric; null is no limit, and a metric the catalogue does not limit is missing. */
export const LimitsOut = z
  .object({
    invoices: cap('Invoices a month'),
    api_calls: cap('API calls a month'),
    active_invoices: cap('Invoices open at one time'),
    seats: cap('Members'),
    drive_storage: cap('Bytes of storage'),
    parallel_bitflow_downloads: cap('Downloads at one time'),
  })
  .meta({ id: 'PlanLimits' });

const price = z.number().optional().meta({ description: 'Euros, without tax', example: 49 });

/** A plan as it is sold. */
export const PlanOut = z
  .object({
    plan: z.string().meta({ description: 'What POST /billing/checkout takes', example: 'starter' }),
    tier: z.string().meta({ description: 'The same', example: 'starter' }),
    name: z.string().meta({ example: 'Starter' }),
    display_price: z.string().nullable().meta({ example: '49 €/mois' }),
    prices: z.object({ monthly: price, yearly: price }),
    cycles: z.array(z.enum(['monthly', 'yearly'])),
    trial_days: z.int(),
    limits: LimitsOut,
    features: z.array(z.string()),
    attributes: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .meta({ description: 'What else is said of the plan, such as support', example: { support: 'community' } }),
  })
  .meta({ id: 'Plan' });

/** What is sold now. */
export const PlansOut = z
  .object({
    catalogue: z.string().meta({ example: 'onefacture' }),
    version: z.int().meta({ description: 'Organisations stay on the version they bought' }),
    currency: z.literal('EUR'),
    sample: z.boolean().meta({ description: 'Whether amounts are examples' }),
    payment: z.array(z.enum(['card', 'bank_transfer'])),
    signup_grace: z
      .object({ months: z.int(), plan: z.string(), lifts: z.array(z.enum(METRICS)) })
      .nullable()
      .meta({ description: 'After sign-up, limits that do not bite for some months' }),
    payment_grace_days: z.int().meta({ description: 'Days of full access after a payment failed' }),
    plans: z.array(PlanOut),
  })
  .meta({ id: 'Plans' });

export const presentPlans = (catalogue: Catalogue) => ({
  catalogue: catalogue.id,
  version: catalogue.version,
  currency: catalogue.currency,
  sample: catalogue.sample,
  payment: catalogue.payment,
  signup_grace: catalogue.signupGrace,
  payment_grace_days: catalogue.paymentGraceDays,
  plans: catalogue.plans.map((plan) => presentPlan(plan, catalogue)),
});

function presentPlan(plan: Plan, catalogue: Catalogue) {
  const prices = Object.entries(plan.prices).map(([cycle, cents]) => [
    cycle,
    jsonNumber(new Decimal(cents).div(100), 2),
  ]);
  const limited = METRICS.filter((metric) => catalogue.limits[metric] !== undefined);
  return {
    plan: plan.id,
    tier: plan.id,
    name: plan.name,
    display_price: plan.displayPrice,
    prices: Object.fromEntries(prices),
    cycles: Object.keys(plan.prices),
    trial_days: plan.trialDays,
    limits: limitsOf(limited, plan.caps),
    features: plan.features,
    attributes: plan.attributes,
  };
}

/** Caps by metric, as they are shown. */
export const limitsOf = (metrics: readonly Metric[], caps: Readonly<Partial<Record<Metric, number | null>>>) =>
  Object.fromEntries(metrics.map((metric) => [metric, caps[metric] ?? null]));
