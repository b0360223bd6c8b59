import { z } from 'zod';

/** What is read of Stripe's objects (API 2026-10-28.endive) and nothing else: whatever else they hold may change. */

const Moment = z.int().transform((seconds) => new Date(seconds * 1_000));
/** A reference is an id, or the object itself where it was expanded. */
const Reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const Metadata = z.record(z.string(), z.string()).nullish();

/** A price, and what we wrote on it when we made it. */
export const StripePrice = z.object({
  id: z.string(),
  lookup_key: z.string().nullish(),
  metadata: Metadata,
});
export type StripePrice = z.infer<typeof StripePrice>;

const LatestInvoice = z.object({
  id: z.string(),
  status: z.string().nullable(),
  billing_reason: z.string().nullish(),
  created: Moment,
});

/** A subscription, with its latest invoice expanded. */
export const StripeSubscription = z.object({
  id: z.string(),
  customer: Reference,
  status: z.string(),
  created: Moment,
  cancel_at: Moment.nullable(),
  cancel_at_period_end: z.boolean(),
  collection_method: z.string(),
  trial_end: Moment.nullable(),
  items: z.object({ data: z.array(z.object({ price: StripePrice, current_period_end: Moment })) }),
  latest_invoice: z.union([z.string().transform(() => null), LatestInvoice]).nullable(),
});
export type StripeSubscription = z.infer<typeof StripeSubscription>;

/** A Checkout session. */
export const StripeSession = z.object({
  id: z.string(),
  status: z.string().nullable(),
  url: z.string().nullable(),
  expires_at: Moment,
  metadata: Metadata,
});
export type StripeSession = z.infer<typeof StripeSession>;

/** stripe-node makes objects of its own of decimals, which print as they were written. */
const DecimalText = z
  .custom<string | { toString(): string }>()
  .transform(String)
  .pipe(z.string().regex(/^-?\d+(\.\d+)?$/));

const LineTax = z.object({
  amount: z.int(),
  tax_behavior: z.string(),
  taxability_reason: z.string().nullish(),
});
export type StripeLineTax = z.infer<typeof LineTax>;

const Line = z.object({
  description: z.string().nullable(),
  quantity: z.number().nullable(),
  amount: z.int(),
  discount_amounts: z.array(z.object({ amount: z.int() })).nullish(),
  taxes: z.array(LineTax).nullish(),
  period: z.object({ start: Moment, end: Moment }).nullish(),
  pricing: z.object({ unit_amount_decimal: DecimalText.nullable().catch(null) }).nullish(),
});

/** An invoice with its lines. */
export const StripeInvoice = z.object({
  id: z.string(),
  number: z.string().nullable(),
  status: z.string().nullable(),
  currency: z.string(),
  total_excluding_tax: z.int().nullable(),
  total: z.int(),
  amount_paid: z.int(),
  amount_remaining: z.int(),
  created: Moment,
  due_date: Moment.nullable(),
  period_start: Moment,
  period_end: Moment,
  hosted_invoice_url: z.string().nullish(),
  invoice_pdf: z.string().nullish(),
  effective_at: Moment.nullish(),
  status_transitions: z.object({ finalized_at: Moment.nullish(), paid_at: Moment.nullable() }),
  lines: z.object({ data: z.array(Line) }),
});
export type StripeInvoice = z.infer<typeof StripeInvoice>;

const Digits = z.object({ last4: z.string().nullish() });

/** A means of payment. */
export const StripePaymentMethod = z.object({
  id: z.string(),
  type: z.string(),
  created: Moment,
  card: Digits.extend({ brand: z.string(), exp_month: z.int(), exp_year: z.int() }).nullish(),
  sepa_debit: Digits.nullish(),
});
export type StripePaymentMethod = z.infer<typeof StripePaymentMethod>;

/** A customer that is there, with its default means of payment, or one that was deleted. */
export const StripeCustomer = z.union([
  z.object({ id: z.string(), deleted: z.literal(true) }),
  z.object({
    id: z.string(),
    deleted: z.undefined().optional(),
    invoice_settings: z.object({ default_payment_method: Reference.nullish() }).nullish(),
  }),
]);

const Subject = z.object({ id: z.string().optional(), object: z.string(), customer: Reference.nullish() });

/** An event; of what it is about only the customer is read. */
export const StripeEvent = z.object({
  id: z.string(),
  type: z.string(),
  created: Moment,
  livemode: z.boolean(),
  account: z.string().nullish(),
  data: z.object({
    object: Subject,
    previous_attributes: z.object({ customer: Reference.nullish() }).nullish(),
  }),
});
export type StripeEvent = z.infer<typeof StripeEvent>;

/** Anything that has an id, such as what was just made. */
export const StripeObject = z.object({ id: z.string() });

/** A page that leads somewhere. */
export const StripePage = z.object({ url: z.string() });

/** A configuration of the customer portal. */
export const StripePortalConfiguration = z.object({ id: z.string(), metadata: Metadata });

/** One page of a list. */
export const asList = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item) });
