import { SUBSCRIPTION_STATUSES, type SubscriptionState } from '@onefacture/billing';
import { Decimal, jsonNumber } from '@onefacture/invoice';
import { z } from 'zod';

const instant = (description: string) => z.iso.datetime().nullable().meta({ description });
const limit = z.int().nullable().meta({ description: 'null: no limit' });

/** The caps and abilities of the plan in force. */
export const CapsOut = z
  .object({
    invoices_limit: limit,
    api_calls_limit: limit,
    active_invoices_limit: limit,
    seats_limit: limit,
    multi_users: z.boolean(),
    reply_from_user_email: z.boolean(),
    sms_enabled: z.boolean(),
  })
  .meta({ id: 'PlanCaps' });

/** Where an organisation stands. */
export const SubscriptionOut = z
  .object({
    id: z.uuid(),
    plan: z.string().meta({ description: 'The plan whose limits hold now', example: 'free' }),
    tier: z.string().meta({ description: 'The same', example: 'free' }),
    plan_name: z.string().meta({ example: 'Free' }),
    subscribed_plan: z.string().meta({ description: 'The plan that was bought last', example: 'free' }),
    catalogue: z.string().meta({ example: 'onefacture' }),
    catalogue_version: z.int(),
    status: z.enum(SUBSCRIPTION_STATUSES),
    subscription_status: z.enum(SUBSCRIPTION_STATUSES).nullable().meta({ description: 'As status; null for none' }),
    stripe_status: z.string().nullable().meta({ description: 'The payment provider’s own word' }),
    billing_cycle: z.enum(['monthly', 'yearly']).nullable(),
    current_period_end: instant('When the period that is paid ends'),
    cancel_at_period_end: z.boolean().meta({ description: 'Whether its end is set; access lasts until then' }),
    cancel_at: instant('When it ends, where its end is set'),
    trial_ends_at: instant('End of the trial'),
    in_grace_period: z.boolean().meta({ description: 'Whether limits are lifted after sign-up' }),
    grace_period_ends_at: instant('End of that grace'),
    payment_grace_ends_at: instant('Until when all works on although a payment failed'),
    access: z.enum(['full', 'read_only', 'none']),
    over_limit: z.boolean().meta({ description: 'More is held than the plan allows: nothing is added until then' }),
    caps: CapsOut,
    features: z.array(z.string()).meta({ description: 'Of the plan and of licences' }),
    active_invoices_count: z.int(),
    seats_count: z.int(),
    has_stripe_customer: z.boolean().meta({ description: 'Whether POST /billing/portal has something to open' }),
    commission_rate: z.number().nullable().meta({ example: 0.015 }),
  })
  .meta({ id: 'Subscription' });

const SMS = 'sms';

export function presentSubscription(state: SubscriptionState) {
  const { subscription, plan, caps, stock } = state;
  const has = (feature: string) => state.features.includes(feature);
  const rate = subscription.commissionRate;
  const endsAt = subscription.cancelAt ?? (subscription.cancelAtPeriodEnd ? subscription.currentPeriodEnd : null);
  return {
    id: subscription.id,
    plan: plan.id,
    tier: plan.id,
    plan_name: plan.name,
    subscribed_plan: subscription.plan,
    catalogue: subscription.catalogue,
    catalogue_version: subscription.catalogueVersion,
    status: subscription.status,
    subscription_status: subscription.status === 'none' ? null : subscription.status,
    stripe_status: subscription.stripeStatus,
    billing_cycle: subscription.cycle,
    current_period_end: subscription.currentPeriodEnd,
    cancel_at_period_end: state.cancelScheduled,
    cancel_at: endsAt,
    trial_ends_at: subscription.trialEndsAt,
    in_grace_period: state.inGracePeriod,
    grace_period_ends_at: subscription.gracePeriodEndsAt,
    payment_grace_ends_at: subscription.paymentGraceEndsAt,
    access: state.access,
    over_limit: state.overLimit,
    caps: {
      invoices_limit: caps.invoices,
      api_calls_limit: caps.api_calls,
      active_invoices_limit: caps.active_invoices,
      seats_limit: caps.seats,
      multi_users: has('multi_users'),
      reply_from_user_email: has('reply_from_user_email'),
      sms_enabled: has(SMS),
    },
    features: state.features,
    active_invoices_count: stock.active_invoices,
    seats_count: stock.seats,
    has_stripe_customer: state.hasStripeCustomer,
    commission_rate: rate === null ? null : jsonNumber(new Decimal(rate), 4),
  };
}
