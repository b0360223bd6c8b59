import { periodEnd } from '../life/calendar.js';
import type { Account } from '../state/account.js';
import { newId } from '../wire/ids.js';
import { listOf } from '../wire/lists.js';
import type { Customer, Price, Subscription, SubscriptionItem } from '../wire/objects.js';
import { planOf } from './price.js';

export interface ItemTerms {
  readonly price: Price;
  readonly quantity: number;
  readonly metadata: Record<string, string>;
}

export interface SubscriptionTerms {
  readonly customer: Customer;
  readonly items: readonly ItemTerms[];
  readonly trialEnd: number | null;
  readonly missingPaymentMethod: string;
  readonly billingMode: string;
  readonly collectionMethod: 'charge_automatically' | 'send_invoice';
  readonly daysUntilDue: number | null;
  readonly defaultMethod: string | null;
  readonly metadata: Record<string, string>;
  readonly description: string | null;
  readonly automaticTax: boolean;
  readonly bankTransfer: boolean;
}

/** A subscription as it begins: incomplete, or on trial; its first invoice comes next. */
export function newSubscription(account: Account, terms: SubscriptionTerms): Subscription {
  const { now } = account;
  const id = newId('sub', 24);
  const { trialEnd } = terms;
  const anchor = trialEnd ?? now;
  const items = terms.items.map((each) => newItem(account, id, each, periodOf(each.price, anchor, now, trialEnd)));
  return {
    id,
    object: 'subscription',
    ...absent(),
    automatic_tax: {
      disabled_reason: null,
      enabled: terms.automaticTax,
      liability: terms.automaticTax ? { type: 'self' } : null,
    },
    billing_cycle_anchor: anchor,
    billing_mode:
      terms.billingMode === 'classic'
        ? { flexible: null, type: 'classic' }
        : { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    collection_method: terms.collectionMethod,
    created: now,
    currency: terms.items[0]?.price.currency ?? 'eur',
    customer: terms.customer.id,
    days_until_due: terms.daysUntilDue,
    default_payment_method: terms.defaultMethod,
    description: terms.description,
    items: listOf(items, `/v1/subscription_items?subscription=${id}`),
    metadata: terms.metadata,
    payment_settings: paymentSettings(terms.bankTransfer),
    start_date: now,
    status: trialEnd === null ? 'incomplete' : 'trialing',
    trial_end: trialEnd,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: terms.missingPaymentMethod },
    },
    trial_start: trialEnd === null ? null : now,
  };
}

const periodOf = (
  price: Price,
  anchor: number,
  now: number,
  trialEnd: number | null,
): { start: number; end: number } => ({
  start: now,
  end: trialEnd ?? periodEnd(anchor, now, price.recurring ?? { interval: 'month', interval_count: 1 }),
});

export function newItem(
  account: Account,
  subscription: string,
  { price, quantity, metadata }: ItemTerms,
  period: { readonly start: number; readonly end: number },
): SubscriptionItem {
  return {
    id: newId('si', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created: account.now,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata,
    plan: planOf(price),
    price: structuredClone(price),
    quantity,
    subscription,
    tax_rates: [],
  };
}

/** How a bank transfer shows in the settings of a subscription. */
export function paymentSettings(bankTransfer: boolean): NonNullable<Subscription['payment_settings']> {
  const none = { acss_debit: null, bancontact: null, blik: null, card: null, konbini: null, payto: null };
  return {
    payment_method_options: bankTransfer
      ? {
          ...none,
          customer_balance: {
            bank_transfer: { type: 'eu_bank_transfer', eu_bank_transfer: { country: 'FR' } },
            funding_type: 'bank_transfer',
          },
          pix: null,
          sepa_debit: null,
          upi: null,
          us_bank_account: null,
        }
      : null,
    payment_method_types: bankTransfer ? ['customer_balance'] : null,
    save_default_payment_method: 'off',
  };
}

/** Members that no simulated wish fills. */
function absent() {
  return {
    application: null,
    application_fee_percent: null,
    billing_cycle_anchor_config: null,
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    customer_account: null,
    default_source: null,
    default_tax_rates: [],
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    latest_invoice: null,
    livemode: false,
    managed_payments: { enabled: false },
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    test_clock: null,
    transfer_data: null,
  } satisfies Partial<Subscription>;
}
