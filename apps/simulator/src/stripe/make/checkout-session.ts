import type { Account } from '../state/account.js';
import { newId } from '../wire/ids.js';
import type { CheckoutSession, Customer, LineItem } from '../wire/objects.js';

export interface SessionTerms {
  readonly items: readonly LineItem[];
  readonly customer: Customer | null;
  readonly customerEmail: string | null;
  readonly successUrl: string;
  readonly cancelUrl: string | null;
  readonly clientReferenceId: string | null;
  readonly metadata: Record<string, string>;
  readonly automaticTax: boolean;
  readonly taxIds: boolean;
  readonly address: 'auto' | 'required' | null;
  readonly methodCollection: 'always' | 'if_required';
  readonly locale: string | null;
  readonly expiresAt: number;
  /** whether the page offers a bank transfer */
  readonly transfer: boolean;
  readonly allowed: string[] | null;
}

/** An open Checkout session for a subscription. */
export function newSession(account: Account, terms: SessionTerms): CheckoutSession {
  const id = newId('cs_test', 58);
  const subtotal = terms.items.reduce((sum, each) => sum + each.amount_subtotal, 0);
  const { customer } = terms;
  return {
    id,
    object: 'checkout.session',
    ...absent(),
    adaptive_pricing: { enabled: false },
    allowed_payment_method_types: terms.allowed,
    amount_subtotal: subtotal,
    amount_total: subtotal,
    automatic_tax: {
      enabled: terms.automaticTax,
      liability: terms.automaticTax ? { type: 'self' } : null,
      provider: terms.automaticTax ? 'stripe' : null,
      status: terms.automaticTax ? 'requires_location_inputs' : null,
    },
    billing_address_collection: terms.address,
    cancel_url: terms.cancelUrl,
    client_reference_id: terms.clientReferenceId,
    created: account.now,
    currency: terms.items[0]?.currency ?? 'eur',
    customer: customer?.id ?? null,
    customer_creation: customer === null ? 'always' : null,
    customer_details:
      customer === null && terms.customerEmail === null
        ? null
        : {
            address: null,
            business_name: null,
            email: customer?.email ?? terms.customerEmail,
            individual_name: null,
            name: null,
            phone: null,
            tax_exempt: 'none',
            tax_ids: null,
          },
    customer_email: terms.customerEmail,
    expires_at: terms.expiresAt,
    locale: terms.locale,
    metadata: terms.metadata,
    mode: 'subscription',
    payment_method_collection: terms.methodCollection,
    payment_method_types: terms.transfer ? ['card', 'customer_balance'] : ['card'],
    payment_status: 'unpaid',
    status: 'open',
    success_url: terms.successUrl,
    tax_id_collection: { enabled: terms.taxIds, required: 'never' },
    ui_mode: 'hosted_page',
    url: `${account.baseUrl}/c/pay/${id}`,
  };
}

/** Members that no simulated wish fills. */
function absent() {
  return {
    after_expiration: null,
    allow_promotion_codes: null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer_account: null,
    discounts: [],
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    managed_payments: { enabled: false },
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: {
      allow_redisplay_filters: ['always'],
      payment_method_remove: 'disabled',
      payment_method_save: null,
    },
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    submit_type: null,
    subscription: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    wallet_options: null,
  } satisfies Partial<CheckoutSession>;
}
