import type { Stripe } from 'stripe';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.js';
import { DAY } from '../life/calendar.js';
import { taxationOf } from '../life/tax.js';
import { newSession, type SessionTerms } from '../make/checkout-session.js';
import type { Account } from '../state/account.js';
import { named, recurringPrice } from '../state/lookup.js';
import { invalidRequest, noSuch } from '../wire/fault.js';
import { newId } from '../wire/ids.js';
import { pageOf } from '../wire/lists.js';
import type { CheckoutSession, Customer, LineItem } from '../wire/objects.js';
import { filled, flag, isWithin, mergedMetadata, metadata, paging, text, unused, when, whole } from '../wire/params.js';

const enabled = z.looseObject({ enabled: flag });
const trialSettings = z.object({
  end_behavior: z.object({ missing_payment_method: z.enum(['cancel', 'create_invoice', 'pause']) }),
});
const subscriptionData = z.object({
  billing_mode: z.looseObject({ type: z.enum(['classic', 'flexible']) }).optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  trial_end: whole.optional(),
  trial_period_days: whole.optional(),
  trial_settings: trialSettings.optional(),
});

const createShape = {
  mode: z.enum(['subscription'], 'only subscription is simulated'),
  line_items: z
    .array(z.object({ price: filled, quantity: whole.optional(), metadata: metadata.optional() }))
    .min(1)
    .max(20),
  success_url: filled,
  cancel_url: filled.optional(),
  allowed_payment_method_types: z.array(text).optional(),
  automatic_tax: enabled.optional(),
  billing_address_collection: z.enum(['auto', 'required']).optional(),
  client_reference_id: z.string().max(200).optional(),
  customer: filled.optional(),
  customer_email: filled.optional(),
  customer_update: z.object({ address: text.optional(), name: text.optional(), shipping: text.optional() }).optional(),
  excluded_payment_method_types: z.array(text).optional(),
  expires_at: whole.optional(),
  locale: text.optional(),
  metadata: metadata.optional(),
  payment_method_collection: z.enum(['always', 'if_required']).optional(),
  payment_method_options: z.looseObject({ customer_balance: z.looseObject({}).optional() }).optional(),
  subscription_data: subscriptionData.optional(),
  tax_id_collection: enabled.optional(),
  ...unused<Stripe.Checkout.SessionCreateParams>(
    ...(['adaptive_pricing', 'allow_promotion_codes', 'branding_settings', 'consent_collection', 'currency'] as const),
    ...(['custom_text', 'name_collection', 'origin_context', 'phone_number_collection', 'submit_type'] as const),
    ...(['saved_payment_method_options', 'ui_mode', 'integration_identifier', 'payment_method_configuration'] as const),
  ),
};
type CreateParams = z.output<z.ZodObject<typeof createShape>>;

export const checkoutEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/checkout/sessions', createShape, (params, { account }) => addSession(account, params)),
  endpoint('GET', '/v1/checkout/sessions/{id}', {}, (_, { account, ids }) => sessionOf(account, ids('id'))),
  endpoint('GET', '/v1/checkout/sessions/{id}/line_items', paging, (params, { account, ids }) => {
    const { id } = sessionOf(account, ids('id'));
    const items = account.books.checkoutPlans.get(id)?.items ?? [];
    return pageOf(items.toReversed(), `/v1/checkout/sessions/${id}/line_items`, params);
  }),
  endpoint('POST', '/v1/checkout/sessions/{id}/expire', {}, (_, { account, ids }) => {
    const session = sessionOf(account, ids('id'));
    if (session.status !== 'open') {
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This one is ${session.status}.`,
      );
    }
    session.status = 'expired';
    session.url = null;
    account.record('checkout.session.expired', session);
    return session;
  }),
  endpoint(
    'GET',
    '/v1/checkout/sessions',
    {
      ...paging,
      customer: filled.optional(),
      subscription: filled.optional(),
      status: filled.optional(),
      created: when.optional(),
      payment_intent: filled.optional(),
    },
    (params, { account }) => {
      const found = [...account.books.sessions.values()].filter(
        (each) =>
          (params.customer === undefined || each.customer === params.customer) &&
          (params.subscription === undefined || each.subscription === params.subscription) &&
          (params.status === undefined || each.status === params.status) &&
          isWithin(each.created, params.created),
      );
      return pageOf(found, '/v1/checkout/sessions', params);
    },
  ),
];

export function sessionOf({ books }: Account, id: string): CheckoutSession {
  const found = books.sessions.get(id);
  if (found === undefined) throw noSuch('checkout.session', id);
  return found;
}

function addSession(account: Account, params: CreateParams): CheckoutSession {
  const { subscription_data: data, customer: customerId, now } = { ...params, now: account.now };
  if (customerId !== undefined && params.customer_email !== undefined) {
    throw invalidRequest(
      'You may only specify one of these parameters: customer, customer_email.',
      'parameters_exclusive',
    );
  }
  for (const [param, url] of [
    ['success_url', params.success_url],
    ['cancel_url', params.cancel_url],
  ] as const) {
    if (url !== undefined && !/^https?:\/\/[^\s/]/.test(url)) {
      throw invalidRequest('Not a valid URL', 'url_invalid', param);
    }
  }
  const expiresAt = params.expires_at ?? now + DAY;
  if (expiresAt < now + 1800 || expiresAt > now + DAY) {
    throw invalidRequest('`expires_at` must be between 30 minutes and 24 hours from now.', undefined, 'expires_at');
  }
  const customer =
    customerId === undefined ? undefined : named(account.books.customers, 'customer', customerId, 'customer');
  if (params.tax_id_collection?.enabled === true && customer !== undefined && params.customer_update?.name !== 'auto') {
    throw invalidRequest(
      'Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing customer, please set `customer_update[name]` to `auto`.',
      undefined,
      'customer_update',
    );
  }
  if (
    params.automatic_tax?.enabled === true &&
    customer !== undefined &&
    params.customer_update?.address !== 'auto' &&
    taxationOf(account, customer) === null
  ) {
    throw invalidRequest(
      "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set `customer_update[address]` to 'auto'.",
      'customer_tax_location_invalid',
    );
  }
  const items = params.line_items.map((each, index) =>
    lineItem(account, each, index, data?.trial_period_days !== undefined || data?.trial_end !== undefined),
  );
  const transfer =
    params.allowed_payment_method_types?.includes('customer_balance') === true ||
    params.payment_method_options?.customer_balance !== undefined;
  const session = newSession(account, termsOf(params, customer, items, expiresAt, transfer));
  account.books.sessions.set(session.id, session);
  account.books.checkoutPlans.set(session.id, {
    items,
    metadata: mergedMetadata(null, data?.metadata),
    description: data?.description ?? null,
    trialEnd: data?.trial_end ?? (data?.trial_period_days === undefined ? null : now + data.trial_period_days * DAY),
    missingPaymentMethod: data?.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
    billingMode: data?.billing_mode?.type ?? 'flexible',
    updatesCustomer: customer === undefined || params.customer_update?.address === 'auto',
  });
  return session;
}

function termsOf(
  params: CreateParams,
  customer: Customer | undefined,
  items: readonly LineItem[],
  expiresAt: number,
  transfer: boolean,
): SessionTerms {
  return {
    items,
    customer: customer ?? null,
    customerEmail: params.customer_email ?? null,
    successUrl: params.success_url,
    cancelUrl: params.cancel_url ?? null,
    clientReferenceId: params.client_reference_id ?? null,
    metadata: mergedMetadata(null, params.metadata),
    automaticTax: params.automatic_tax?.enabled ?? false,
    taxIds: params.tax_id_collection?.enabled ?? false,
    address: params.billing_address_collection ?? null,
    methodCollection: params.payment_method_collection ?? 'always',
    locale: params.locale ?? null,
    expiresAt,
    transfer,
    allowed: params.allowed_payment_method_types ?? null,
  };
}

function lineItem(
  account: Account,
  wish: CreateParams['line_items'][number],
  index: number,
  onTrial: boolean,
): LineItem {
  const price = recurringPrice(account, wish.price, `line_items[${index}][price]`);
  const quantity = wish.quantity ?? 1;
  const amount = onTrial ? 0 : (price.unit_amount ?? 0) * quantity;
  return {
    id: newId('li', 24),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: account.books.products.get(price.product)?.name ?? price.product,
    metadata: mergedMetadata(null, wish.metadata),
    price: structuredClone(price),
    quantity,
  };
}
