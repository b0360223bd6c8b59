import type { Stripe } from 'stripe';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.js';
import { addConfiguration, writeFeatures, type FeatureWish } from '../make/portal-configuration.js';
import type { Account } from '../state/account.js';
import { named } from '../state/lookup.js';
import { invalidRequest, noSuch } from '../wire/fault.js';
import { newId } from '../wire/ids.js';
import { pageOf } from '../wire/lists.js';
import type { PortalConfiguration, PortalSession } from '../wire/objects.js';
import { cleared, filled, flag, mergedMetadata, metadata, paging, text, unused } from '../wire/params.js';

const list = z.union([cleared.transform(() => []), z.array(text)]);
const features = z.object({
  customer_update: z.object({ enabled: flag.optional(), allowed_updates: list.optional() }).optional(),
  invoice_history: z.object({ enabled: flag }).optional(),
  payment_method_update: z.looseObject({ enabled: flag }).optional(),
  subscription_cancel: z
    .object({
      enabled: flag.optional(),
      mode: z.enum(['at_period_end', 'immediately']).optional(),
      proration_behavior: text.optional(),
      cancellation_reason: z.looseObject({ enabled: flag, options: list.optional() }).optional(),
    })
    .optional(),
  subscription_pause: z.looseObject({ enabled: flag.optional() }).optional(),
  subscription_update: z
    .object({
      enabled: flag.optional(),
      default_allowed_updates: list.optional(),
      products: z
        .union([
          cleared.transform(() => []),
          z.array(z.looseObject({ product: filled, prices: z.array(filled).min(1) })),
        ])
        .optional(),
      proration_behavior: text.optional(),
      billing_cycle_anchor: text.optional(),
      schedule_at_period_end: z.looseObject({}).optional(),
      trial_update_behavior: text.optional(),
    })
    .optional(),
});
const shared = {
  business_profile: z
    .object({ headline: text.optional(), privacy_policy_url: text.optional(), terms_of_service_url: text.optional() })
    .optional(),
  default_return_url: text.optional(),
  metadata: metadata.optional(),
  name: text.optional(),
  ...unused<Stripe.BillingPortal.ConfigurationCreateParams>('login_page'),
};

export const portalEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/billing_portal/configurations', { ...shared, features }, (params, { account }) => {
    checkProducts(account, params.features);
    const made = addConfiguration(account, params.features, false);
    write(made, params);
    account.record('billing_portal.configuration.created', made);
    return made;
  }),
  endpoint('GET', '/v1/billing_portal/configurations/{id}', {}, (_, { account, ids }) =>
    configurationOf(account, ids('id')),
  ),
  endpoint(
    'POST',
    '/v1/billing_portal/configurations/{id}',
    { ...shared, features: features.optional(), active: flag.optional() },
    (params, { account, ids }) => {
      const found = configurationOf(account, ids('id'));
      if (params.features !== undefined) checkProducts(account, params.features);
      return account.change('billing_portal.configuration.updated', found, () => {
        write(found, params);
        if (params.features !== undefined) writeFeatures(found, params.features);
        if (params.active !== undefined) found.active = params.active;
        found.updated = account.now;
      });
    },
  ),
  endpoint(
    'GET',
    '/v1/billing_portal/configurations',
    { ...paging, active: flag.optional(), is_default: flag.optional() },
    (params, { account }) => {
      standardConfiguration(account);
      const found = [...account.books.portalConfigurations.values()].filter(
        (each) =>
          (params.active === undefined || each.active === params.active) &&
          (params.is_default === undefined || each.is_default === params.is_default),
      );
      return pageOf(found, '/v1/billing_portal/configurations', params);
    },
  ),
  endpoint(
    'POST',
    '/v1/billing_portal/sessions',
    {
      customer: filled,
      configuration: filled.optional(),
      return_url: filled.optional(),
      locale: text.optional(),
      flow_data: z.looseObject({ type: filled }).optional(),
      ...unused<Stripe.BillingPortal.SessionCreateParams>('after_expiration'),
    },
    (params, { account }) => {
      const { books } = account;
      const customer = named(books.customers, 'customer', params.customer, 'customer');
      const configuration =
        params.configuration === undefined
          ? standardConfiguration(account)
          : named(books.portalConfigurations, 'configuration', params.configuration, 'configuration');
      if (!configuration.active)
        throw invalidRequest('The portal configuration is not active.', undefined, 'configuration');
      const session: PortalSession = {
        id: newId('bps', 24),
        object: 'billing_portal.session',
        configuration: configuration.id,
        created: account.now,
        customer: customer.id,
        customer_account: null,
        flow: null,
        livemode: false,
        locale: params.locale ?? null,
        on_behalf_of: null,
        return_url: params.return_url ?? configuration.default_return_url,
        url: '',
      };
      session.url = `${account.baseUrl}/p/session/${session.id}`;
      books.portalSessions.set(session.id, session);
      account.record('billing_portal.session.created', session);
      return session;
    },
  ),
];

/** The account's own configuration, as if its owner had saved the settings once. */
function standardConfiguration(account: Account): PortalConfiguration {
  const known = [...account.books.portalConfigurations.values()].find((each) => each.is_default);
  if (known !== undefined) return known;
  const everything: FeatureWish = {
    customer_update: { enabled: true, allowed_updates: ['email', 'address', 'tax_id'] },
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: { enabled: true, mode: 'at_period_end' },
    subscription_update: { enabled: true, default_allowed_updates: ['price'] },
  };
  return addConfiguration(account, everything, true);
}

function configurationOf({ books }: Account, id: string): PortalConfiguration {
  const found = books.portalConfigurations.get(id);
  if (found === undefined) throw noSuch('configuration', id);
  return found;
}

function checkProducts({ books }: Account, { subscription_update: update }: FeatureWish): void {
  for (const { product, prices } of update?.products ?? []) {
    named(books.products, 'product', product, 'features[subscription_update][products][0][product]');
    for (const id of prices) named(books.prices, 'price', id, 'features[subscription_update][products][0][prices][0]');
  }
}

function write(
  configuration: PortalConfiguration,
  params: Omit<z.output<z.ZodObject<typeof shared>>, 'login_page'>,
): void {
  const { business_profile: profile } = params;
  if (profile !== undefined) {
    configuration.business_profile = {
      headline: profile.headline || null,
      privacy_policy_url: profile.privacy_policy_url || null,
      terms_of_service_url: profile.terms_of_service_url || null,
    };
  }
  if (params.default_return_url !== undefined) configuration.default_return_url = params.default_return_url || null;
  if (params.name !== undefined) configuration.name = params.name || null;
  if (params.metadata !== undefined) configuration.metadata = mergedMetadata(configuration.metadata, params.metadata);
}
