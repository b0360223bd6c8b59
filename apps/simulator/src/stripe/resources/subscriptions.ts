import type { Stripe } from 'stripe';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.js';
import { begin } from '../life/beginning.js';
import { DAY } from '../life/calendar.js';
import { cancelNow, isOver, scheduleEnd } from '../life/ending.js';
import { resume } from '../life/passage.js';
import { methodToUse } from '../make/payment-method.js';
import { named, recurringPrice, subscriptionOf } from '../state/lookup.js';
import { invalidRequest, noSuch } from '../wire/fault.js';
import { pageOf, searchPage } from '../wire/lists.js';
import { filled, flag, isWithin, mergedMetadata, metadata, paging, text, unused, when, whole } from '../wire/params.js';
import { searchTest } from '../wire/search-query.js';
import { paymentShape, updateShape, updateSubscription } from './subscription-update.js';

const behavior = z.enum(['allow_incomplete', 'default_incomplete', 'error_if_incomplete', 'pending_if_incomplete']);
const newItem = z.object({ price: filled, quantity: whole.optional(), metadata: metadata.optional() });
const details = z.object({ comment: text.optional(), feedback: text.optional() });

const createShape = {
  customer: filled,
  items: z.array(newItem).min(1).max(20),
  automatic_tax: z.object({ enabled: flag }).optional(),
  billing_mode: z.object({ type: z.enum(['classic', 'flexible']) }).optional(),
  cancel_at: z.union([whole, z.enum(['min_period_end', 'max_period_end'])]).optional(),
  cancel_at_period_end: flag.optional(),
  collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
  days_until_due: whole.optional(),
  default_payment_method: filled.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  payment_behavior: behavior.optional(),
  payment_settings: paymentShape.optional(),
  trial_end: z.union([z.literal('now'), whole]).optional(),
  trial_period_days: whole.optional(),
  trial_settings: z
    .object({ end_behavior: z.object({ missing_payment_method: z.enum(['cancel', 'create_invoice', 'pause']) }) })
    .optional(),
  ...unused<Stripe.SubscriptionCreateParams>(
    'currency',
    'off_session',
    'proration_behavior',
    'trial_from_plan',
    'invoice_settings',
  ),
};
type CreateParams = z.output<z.ZodObject<typeof createShape>>;

export const subscriptionEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/subscriptions', createShape, (params, { account }) => {
    const customer = named(account.books.customers, 'customer', params.customer, 'customer');
    const items = params.items.map((each, index) => ({
      price: recurringPrice(account, each.price, `items[${index}][price]`),
      quantity: each.quantity ?? 1,
      metadata: mergedMetadata(null, each.metadata),
    }));
    if (new Set(items.map(({ price }) => price.recurring?.interval)).size > 1) {
      throw invalidRequest('All prices on a subscription must have the same `recurring.interval`.', undefined, 'items');
    }
    const sent = params.collection_method === 'send_invoice';
    if (sent && params.days_until_due === undefined) {
      throw invalidRequest(
        'If you set `collection_method` to `send_invoice`, you must set `days_until_due`.',
        'parameter_missing',
        'days_until_due',
      );
    }
    const { default_payment_method: method } = params;
    const subscription = begin(
      account,
      {
        customer,
        items,
        trialEnd: trialEnd(params, account.now),
        missingPaymentMethod: params.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
        billingMode: params.billing_mode?.type ?? 'flexible',
        collectionMethod: params.collection_method ?? 'charge_automatically',
        daysUntilDue: params.days_until_due ?? null,
        defaultMethod: method === undefined ? null : methodToUse(account, method, customer.id).id,
        metadata: mergedMetadata(null, params.metadata),
        description: params.description ?? null,
        automaticTax: params.automatic_tax?.enabled ?? false,
        bankTransfer: params.payment_settings?.payment_method_types?.includes('customer_balance') === true,
      },
      params.payment_behavior ?? 'allow_incomplete',
    );
    const { cancel_at, cancel_at_period_end } = params;
    if (cancel_at !== undefined || cancel_at_period_end === true) {
      account.changeSubscription(subscription, () =>
        scheduleEnd(account, subscription, { cancel_at, cancel_at_period_end }),
      );
    }
    return subscription;
  }),
  endpoint(
    'GET',
    '/v1/subscriptions/search',
    { query: filled, limit: whole.optional(), page: filled.optional() },
    (params, { account }) => {
      const found = [...account.books.subscriptions.values()].filter(searchTest(params.query));
      return searchPage(found, '/v1/subscriptions/search', params.limit, params.page);
    },
  ),
  endpoint('GET', '/v1/subscriptions/{id}', {}, (_, { account, ids }) => subscriptionOf(account, ids('id'))),
  endpoint('POST', '/v1/subscriptions/{id}', updateShape, (params, { account, ids }) =>
    updateSubscription(account, subscriptionOf(account, ids('id')), params),
  ),
  endpoint(
    'DELETE',
    '/v1/subscriptions/{id}',
    { cancellation_details: details.optional(), invoice_now: flag.optional(), prorate: flag.optional() },
    (params, { account, ids }) => {
      const subscription = subscriptionOf(account, ids('id'));
      if (isOver(subscription)) throw noSuch('subscription', subscription.id);
      if (subscription.cancellation_details !== null && params.cancellation_details !== undefined) {
        Object.assign(subscription.cancellation_details, params.cancellation_details);
      }
      return cancelNow(account, subscription, 'cancellation_requested');
    },
  ),
  endpoint(
    'POST',
    '/v1/subscriptions/{id}/resume',
    {
      ...unused<Stripe.SubscriptionResumeParams>(
        'billing_cycle_anchor',
        'proration_behavior',
        'payment_behavior',
        'proration_date',
      ),
    },
    (_, { account, ids }) => {
      const subscription = subscriptionOf(account, ids('id'));
      if (subscription.status !== 'paused') {
        throw invalidRequest(`You can only resume a subscription that is paused; this one is ${subscription.status}.`);
      }
      return resume(account, subscription);
    },
  ),
  endpoint(
    'POST',
    '/v1/subscriptions/{id}/migrate',
    { billing_mode: z.object({ type: z.enum(['flexible']) }) },
    (_, { account, ids }) => {
      const subscription = subscriptionOf(account, ids('id'));
      return account.changeSubscription(subscription, () => {
        subscription.billing_mode = {
          flexible: { proration_discounts: 'included' },
          type: 'flexible',
          updated_at: account.now,
        };
      });
    },
  ),
  endpoint(
    'GET',
    '/v1/subscriptions',
    {
      ...paging,
      customer: filled.optional(),
      price: filled.optional(),
      status: filled.optional(),
      created: when.optional(),
      collection_method: text.optional(),
      current_period_end: when.optional(),
      current_period_start: when.optional(),
      ...unused<Stripe.SubscriptionListParams>('automatic_tax', 'test_clock'),
    },
    (params, { account }) => {
      const found = [...account.books.subscriptions.values()].filter((each) => {
        const first = each.items.data[0];
        return (
          (params.customer === undefined || each.customer === params.customer) &&
          (params.price === undefined || each.items.data.some(({ price }) => price.id === params.price)) &&
          (params.collection_method === undefined || each.collection_method === params.collection_method) &&
          isOfStatus(each.status, params.status) &&
          isWithin(each.created, params.created) &&
          isWithin(first?.current_period_end ?? 0, params.current_period_end) &&
          isWithin(first?.current_period_start ?? 0, params.current_period_start)
        );
      });
      return pageOf(found, '/v1/subscriptions', params);
    },
  ),
];

/** Without a wish, all but the canceled ones. */
function isOfStatus(status: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return status !== 'canceled';
  if (wanted === 'all') return true;
  return wanted === 'ended' ? ['canceled', 'incomplete_expired'].includes(status) : status === wanted;
}

function trialEnd({ trial_end: end, trial_period_days: days }: CreateParams, now: number): number | null {
  if (end !== undefined && days !== undefined) {
    throw invalidRequest(
      'You may only specify one of these parameters: trial_end, trial_period_days.',
      'parameters_exclusive',
    );
  }
  if (days !== undefined && days > 0) return now + days * DAY;
  if (end === undefined || end === 'now') return null;
  if (end <= now) throw invalidRequest('Invalid timestamp: must be in the future.', undefined, 'trial_end');
  return end;
}
