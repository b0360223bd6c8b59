import type { Account } from '../state/account.js';
import { newId } from '../wire/ids.js';
import type { PortalConfiguration } from '../wire/objects.js';

/** What a portal shall offer; what is left out stays as it is. */
export interface FeatureWish {
  readonly customer_update?:
    { readonly enabled?: boolean | undefined; readonly allowed_updates?: string[] | undefined } | undefined;
  readonly invoice_history?: { readonly enabled: boolean } | undefined;
  readonly payment_method_update?: { readonly enabled: boolean } | undefined;
  readonly subscription_cancel?:
    | {
        readonly enabled?: boolean | undefined;
        readonly mode?: 'at_period_end' | 'immediately' | undefined;
        readonly proration_behavior?: string | undefined;
        readonly cancellation_reason?:
          { readonly enabled: boolean; readonly options?: string[] | undefined } | undefined;
      }
    | undefined;
  readonly subscription_update?:
    | {
        readonly enabled?: boolean | undefined;
        readonly default_allowed_updates?: string[] | undefined;
        readonly products?: readonly { readonly product: string; readonly prices: string[] }[] | undefined;
        readonly proration_behavior?: string | undefined;
        readonly billing_cycle_anchor?: string | undefined;
        readonly trial_update_behavior?: string | undefined;
      }
    | undefined;
}

export function addConfiguration(account: Account, wish: FeatureWish, isDefault: boolean): PortalConfiguration {
  const configuration: PortalConfiguration = {
    id: newId('bpc', 24),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: account.now,
    default_return_url: null,
    features: {
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: false },
      payment_method_update: { enabled: false, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: [] },
        enabled: false,
        mode: 'at_period_end',
        proration_behavior: 'none',
      },
      subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        enabled: false,
        products: [],
        proration_behavior: 'none',
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: 'end_trial',
      },
    },
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: account.now,
  };
  writeFeatures(configuration, wish);
  account.books.portalConfigurations.set(configuration.id, configuration);
  return configuration;
}

export function writeFeatures({ features }: PortalConfiguration, wish: FeatureWish): void {
  const { customer_update, invoice_history, payment_method_update, subscription_cancel, subscription_update } = wish;
  if (invoice_history !== undefined) features.invoice_history.enabled = invoice_history.enabled;
  if (payment_method_update !== undefined) features.payment_method_update.enabled = payment_method_update.enabled;
  if (customer_update !== undefined) {
    const { enabled, allowed_updates } = customer_update;
    if (enabled !== undefined) features.customer_update.enabled = enabled;
    if (allowed_updates !== undefined) features.customer_update.allowed_updates = allowed_updates;
  }
  if (subscription_cancel !== undefined) {
    const { enabled, mode, proration_behavior, cancellation_reason: reason } = subscription_cancel;
    const held = features.subscription_cancel;
    if (enabled !== undefined) held.enabled = enabled;
    if (mode !== undefined) held.mode = mode;
    if (proration_behavior !== undefined) held.proration_behavior = proration_behavior;
    if (reason !== undefined) {
      held.cancellation_reason = { enabled: reason.enabled, feedback_options: null, options: reason.options ?? [] };
    }
  }
  if (subscription_update !== undefined) writeUpdate(features.subscription_update, subscription_update);
}

function writeUpdate(
  held: PortalConfiguration['features']['subscription_update'],
  wish: NonNullable<FeatureWish['subscription_update']>,
): void {
  const { enabled, default_allowed_updates: allowed, products } = wish;
  if (enabled !== undefined) held.enabled = enabled;
  if (allowed !== undefined) held.default_allowed_updates = allowed;
  if (products !== undefined) {
    held.products = products.map(({ product, prices }) => ({
      adjustable_quantity: { enabled: false, maximum: null, minimum: 1 },
      prices,
      product,
    }));
  }
  if (wish.proration_behavior !== undefined) held.proration_behavior = wish.proration_behavior;
  if (wish.billing_cycle_anchor !== undefined) held.billing_cycle_anchor = wish.billing_cycle_anchor || null;
  if (wish.trial_update_behavior !== undefined) held.trial_update_behavior = wish.trial_update_behavior;
}
