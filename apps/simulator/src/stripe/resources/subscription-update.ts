import type { Stripe } from 'stripe';
import { z } from 'zod';
import { changeItems, type ItemChange } from '../life/changing.js';
import { isOver, scheduleEnd } from '../life/ending.js';
import { endTrial } from '../life/passage.js';
import { methodToUse } from '../make/payment-method.js';
import { paymentSettings } from '../make/subscription.js';
import type { Account } from '../state/account.js';
import { recurringPrice } from '../state/lookup.js';
import { invalidRequest } from '../wire/fault.js';
import type { Subscription } from '../wire/objects.js';
import { cleared, filled, flag, mergedMetadata, metadata, text, unused, whole } from '../wire/params.js';

export const paymentShape = z.looseObject({ payment_method_types: z.array(text).optional() });

const itemShape = z.object({
  id: filled.optional(),
  price: filled.optional(),
  quantity: whole.optional(),
  deleted: flag.optional(),
});

export const updateShape = {
  automatic_tax: z.object({ enabled: flag }).optional(),
  billing_cycle_anchor: z.enum(['now', 'unchanged']).optional(),
  cancel_at: z.union([cleared, whole, z.enum(['min_period_end', 'max_period_end'])]).optional(),
  cancel_at_period_end: flag.optional(),
  cancellation_details: z.object({ comment: text.optional(), feedback: text.optional() }).optional(),
  collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
  days_until_due: whole.optional(),
  default_payment_method: text.optional(),
  description: text.optional(),
  items: z.array(itemShape).max(20).optional(),
  metadata: metadata.optional(),
  payment_settings: paymentShape.optional(),
  proration_behavior: z.enum(['create_prorations', 'always_invoice', 'none']).optional(),
  trial_end: z.union([z.literal('now'), whole]).optional(),
  ...unused<Stripe.SubscriptionUpdateParams>(
    'off_session',
    'payment_behavior',
    'proration_date',
    'trial_settings',
    'invoice_settings',
  ),
};
type UpdateParams = z.output<z.ZodObject<typeof updateShape>>;

/** Changes a subscription as one request does; a canceled one only takes words about itself. */
export function updateSubscription(account: Account, subscription: Subscription, params: UpdateParams): Subscription {
  const { items, trial_end: trialEnd } = params;
  if (isOver(subscription)) refuseWhenOver(params);
  // Looked up first, so that a fault leaves everything as it was.
  const changes: ItemChange[] | undefined = items?.map(({ price, ...rest }, index) => ({
    ...rest,
    price: price === undefined ? undefined : recurringPrice(account, price, `items[${index}][price]`),
  }));
  account.changeSubscription(subscription, () => write(account, subscription, params));
  if (changes !== undefined || params.billing_cycle_anchor === 'now') {
    changeItems(account, subscription, changes ?? [], {
      proration: params.proration_behavior ?? 'create_prorations',
      anchorNow: params.billing_cycle_anchor === 'now',
    });
  }
  if (trialEnd !== undefined) changeTrial(account, subscription, trialEnd);
  return subscription;
}

function write(account: Account, subscription: Subscription, params: UpdateParams): void {
  scheduleEnd(account, subscription, params);
  const { default_payment_method: method, payment_settings: settings } = params;
  if (params.automatic_tax !== undefined) subscription.automatic_tax.enabled = params.automatic_tax.enabled;
  if (params.collection_method !== undefined) subscription.collection_method = params.collection_method;
  if (params.days_until_due !== undefined) subscription.days_until_due = params.days_until_due;
  if (params.description !== undefined) subscription.description = params.description || null;
  if (params.metadata !== undefined) subscription.metadata = mergedMetadata(subscription.metadata, params.metadata);
  if (subscription.cancellation_details !== null) {
    const { comment, feedback } = params.cancellation_details ?? {};
    if (comment !== undefined) subscription.cancellation_details.comment = comment || null;
    if (feedback !== undefined) subscription.cancellation_details.feedback = feedback || null;
  }
  if (method !== undefined) {
    subscription.default_payment_method = method === '' ? null : methodToUse(account, method, subscription.customer).id;
  }
  if (settings?.payment_method_types !== undefined) {
    subscription.payment_settings = paymentSettings(settings.payment_method_types.includes('customer_balance'));
  }
}

function changeTrial(account: Account, subscription: Subscription, wish: 'now' | number): void {
  const end = wish === 'now' ? account.now : wish;
  if (subscription.status !== 'trialing')
    throw invalidRequest('The subscription is not on trial.', undefined, 'trial_end');
  if (end < account.now) throw invalidRequest('Invalid timestamp: must be in the future.', undefined, 'trial_end');
  account.changeSubscription(subscription, () => {
    subscription.trial_end = end;
    subscription.billing_cycle_anchor = end;
    for (const item of subscription.items.data) item.current_period_end = end;
  });
  if (wish === 'now') endTrial(account, subscription);
}

function refuseWhenOver(params: UpdateParams): void {
  const asked = Object.entries(params).filter(([, value]) => value !== undefined);
  if (asked.every(([name]) => name === 'metadata' || name === 'cancellation_details')) return;
  throw invalidRequest(
    'A canceled subscription can only update its cancellation_details and metadata.',
    'invalid_canceled_subscription_fields',
  );
}
