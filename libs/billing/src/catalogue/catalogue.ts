import { z } from 'zod';

/** How often a subscription is paid. */
export const BILLING_CYCLES = ['monthly', 'yearly'] as const;
export type BillingCycle = (typeof BILLING_CYCLES)[number];

/**
 * What a plan can limit. `invoices` and `api_calls` are counted by the month; `active_invoices` and `seats` at one
 * time; the rest are volumes that others hold to: bytes, and downloads at one time.
 */
export const METRICS = [
  'invoices',
  'api_calls',
  'active_invoices',
  'seats',
  'drive_storage',
  'parallel_bitflow_downloads',
] as const;
export type Metric = (typeof METRICS)[number];

/** `flow` is used up within a month, `stock` is held at one time, `volume` is only told. */
export type LimitKind = 'flow' | 'stock' | 'volume';

/**
 * The month in which a flow is used up: that of the calendar in Paris, or the one that began with what is paid. Who
 * pays nothing has the calendar's.
 */
export const USAGE_WINDOWS = ['calendar', 'billing_period'] as const;
export type UsageWindowKind = (typeof USAGE_WINDOWS)[number];

const Name = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, { error: 'must be lower-case letters, digits and _' });
const Cents = z.int().min(1, { error: 'must be more than 0 cents' }).max(100_000_000);
const Months = z.int().min(0).max(120);

const Limit = z.strictObject({
  kind: z.enum(['flow', 'stock', 'volume']),
  on_exceed: z.union([z.literal(429), z.literal(402), z.literal('none')]),
});

const Plan = z.strictObject({
  id: Name,
  name: z.string().min(1).max(60),
  aliases: z.array(Name).default([]),
  prices: z.strictObject({ monthly: Cents.optional(), yearly: Cents.optional() }),
  trial_days: z.int().min(0).max(730).default(0),
  caps: z.partialRecord(z.enum(METRICS), z.int().min(0).nullable()),
  features: z.array(Name),
  attributes: z.record(Name, z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
});

const SignupGrace = z.strictObject({ months: Months, plan: Name, lifts: z.array(z.enum(METRICS)).min(1) });

/** A catalogue file, member by member; what hangs together is checked by `catalogueFaults`. */
export const CatalogueFile = z.strictObject({
  id: Name,
  version: z.int().min(1),
  name: z.string().min(1).max(60),
  currency: z.literal('EUR'),
  sample: z.boolean().default(false),
  default_plan: Name,
  signup_grace: SignupGrace.optional(),
  payment_grace_days: z.int().min(0).max(365),
  usage_window: z.enum(USAGE_WINDOWS).default('calendar'),
  payment: z.array(z.enum(['card', 'bank_transfer'])).min(1),
  limits: z.partialRecord(z.enum(METRICS), Limit),
  plans: z.array(Plan).min(1),
});
export type CatalogueFile = z.output<typeof CatalogueFile>;

/** One plan of a catalogue. Prices are cents without tax; a cap of null is no limit. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  /** Further spellings that callers may use. */
  readonly aliases: readonly string[];
  readonly prices: Readonly<Partial<Record<BillingCycle, number>>>;
  /** The price in words, where the operator gave some. */
  readonly displayPrice: string | null;
  /** The payment provider's own price ids, where the operator gave some. */
  readonly priceIds: Readonly<Partial<Record<BillingCycle, string>>>;
  readonly trialDays: number;
  readonly caps: Readonly<Partial<Record<Metric, number | null>>>;
  readonly features: readonly string[];
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
}

/** What is sold, in one version. */
export interface Catalogue {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly currency: 'EUR';
  /** True when amounts are examples. */
  readonly sample: boolean;
  /** The plan of who pays nothing. */
  readonly defaultPlan: string;
  /** After sign-up, limits of one plan that do not bite for some calendar months. */
  readonly signupGrace: { readonly months: number; readonly plan: string; readonly lifts: readonly Metric[] } | null;
  /** Days of full access after a payment failed. */
  readonly paymentGraceDays: number;
  readonly usageWindow: UsageWindowKind;
  readonly payment: readonly ('card' | 'bank_transfer')[];
  readonly limits: Readonly<Partial<Record<Metric, { kind: LimitKind; onExceed: 429 | 402 | 'none' }>>>;
  /** From the smallest to the largest. */
  readonly plans: readonly Plan[];
}

const STATUS_OF_KIND = { flow: 429, stock: 402, volume: 'none' } as const;

/** What does not hang together in a file whose members are right, one sentence each. */
export function catalogueFaults(file: CatalogueFile): string[] {
  const ids = file.plans.map(({ id }) => id);
  const spellings = file.plans.flatMap(({ id, aliases }) => [id, ...aliases]);
  const metrics = METRICS.filter((metric) => file.limits[metric] !== undefined);
  return [
    ...spellings.filter((id, at) => spellings.indexOf(id) !== at).map((id) => `plans: ${id} is named twice`),
    ...(ids.includes(file.default_plan) ? [] : [`default_plan: there is no plan ${file.default_plan}`]),
    ...graceFaults(file, ids),
    ...metrics.flatMap((metric) => limitFaults(metric, file.limits[metric])),
    ...file.plans.flatMap((plan) => planFaults(plan, metrics, plan.id === file.default_plan)),
  ];
}

function graceFaults({ signup_grace: grace, limits }: CatalogueFile, ids: readonly string[]): string[] {
  if (!grace) return [];
  const unlimited = grace.lifts.filter((metric) => limits[metric]?.kind !== 'stock');
  return [
    ...(ids.includes(grace.plan) ? [] : [`signup_grace.plan: there is no plan ${grace.plan}`]),
    ...unlimited.map((metric) => `signup_grace.lifts: ${metric} is no stock of limits`),
  ];
}

function limitFaults(metric: Metric, limit: CatalogueFile['limits'][Metric]): string[] {
  if (!limit || limit.on_exceed === 'none' || limit.on_exceed === STATUS_OF_KIND[limit.kind]) return [];
  return [`limits.${metric}.on_exceed: a ${limit.kind} takes ${STATUS_OF_KIND[limit.kind]} or none`];
}

function planFaults(plan: CatalogueFile['plans'][number], metrics: readonly Metric[], isDefault: boolean): string[] {
  const capped = METRICS.filter((metric) => metric in plan.caps);
  const free = plan.prices.monthly === undefined && plan.prices.yearly === undefined;
  return [
    ...metrics.filter((metric) => !capped.includes(metric)).map((metric) => `${plan.id}.caps: ${metric} is missing`),
    ...capped.filter((metric) => !metrics.includes(metric)).map((one) => `${plan.id}.caps: ${one} is not in limits`),
    ...(isDefault && !free ? [`${plan.id}.prices: the default plan costs nothing`] : []),
    ...(!isDefault && free ? [`${plan.id}.prices: only the default plan costs nothing`] : []),
    ...(free && plan.trial_days > 0 ? [`${plan.id}.trial_days: a plan without price has no trial`] : []),
  ];
}

/** The catalogue of a file without faults, before the operator's settings are laid over it. */
export const catalogueOf = (file: CatalogueFile): Catalogue => ({
  id: file.id,
  version: file.version,
  name: file.name,
  currency: file.currency,
  sample: file.sample,
  defaultPlan: file.default_plan,
  signupGrace: file.signup_grace ?? null,
  paymentGraceDays: file.payment_grace_days,
  usageWindow: file.usage_window,
  payment: file.payment,
  limits: Object.fromEntries(
    Object.entries(file.limits).map(([metric, { kind, on_exceed: onExceed }]) => [metric, { kind, onExceed }]),
  ),
  plans: file.plans.map(({ prices, trial_days: trialDays, ...plan }) => ({
    ...plan,
    prices: withoutUnset(prices),
    trialDays,
    displayPrice: null,
    priceIds: {},
  })),
});

const withoutUnset = ({ monthly, yearly }: { monthly?: number | undefined; yearly?: number | undefined }) => ({
  ...(monthly === undefined ? {} : { monthly }),
  ...(yearly === undefined ? {} : { yearly }),
});

/** The plan a word names, in any case and by alias; undefined when none does. */
export function planNamed(catalogue: Catalogue, word: string): Plan | undefined {
  const wanted = word.toLowerCase();
  return catalogue.plans.find(({ id, aliases }) => id === wanted || aliases.includes(wanted));
}

/** The plan of who pays nothing. */
export function defaultPlanOf(catalogue: Catalogue): Plan {
  const plan = catalogue.plans.find(({ id }) => id === catalogue.defaultPlan);
  if (!plan) throw new TypeError(`catalogue ${catalogue.id} has no plan ${catalogue.defaultPlan}`);
  return plan;
}
