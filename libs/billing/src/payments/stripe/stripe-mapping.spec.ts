import { describe, expect, it } from 'vitest';
import { eventFrom, invoiceFrom, paymentMethodFrom, subscriptionFrom } from './stripe-mapping.js';
import {
  StripeCustomer,
  StripeEvent,
  StripeInvoice,
  StripePaymentMethod,
  StripeSubscription,
} from './stripe-objects.js';
import { metadataOf, readMetadata, StripePriceReader } from './stripe-prices.js';

const at = (seconds: number) => new Date(seconds * 1_000);
const prices = new StripePriceReader('rubis', [
  { id: 'price_set', key: { catalogue: 'rubis', version: 1, plan: 'pro', cycle: 'yearly' } },
]);

const item = (price: object, end = 2_000) => ({
  id: 'si_1',
  object: 'subscription_item',
  price,
  current_period_end: end,
});
const subscription = (more: object = {}) =>
  StripeSubscription.parse({
    id: 'sub_1',
    object: 'subscription',
    customer: 'cus_1',
    status: 'active',
    created: 1_000,
    cancel_at: null,
    cancel_at_period_end: false,
    collection_method: 'charge_automatically',
    trial_end: null,
    items: { object: 'list', data: [item({ id: 'price_1', lookup_key: 'rubis_pro_monthly', metadata: {} })] },
    latest_invoice: {
      id: 'in_1',
      object: 'invoice',
      status: 'paid',
      billing_reason: 'subscription_create',
      created: 1_001,
    },
    ...more,
  });

describe(subscriptionFrom, () => {
  it('tells what is paid and until when', () => {
    expect(subscriptionFrom(subscription(), prices)).toEqual({
      id: 'sub_1',
      customer: 'cus_1',
      price: { catalogue: 'rubis', plan: 'pro', cycle: 'monthly' },
      status: 'active',
      createdAt: at(1_000),
      currentPeriodEnd: at(2_000),
      cancelAt: null,
      cancelAtPeriodEnd: false,
      trialEndsAt: null,
      byTransfer: false,
      firstInvoiceOpen: false,
      unpaidSince: null,
    });
  });

  it('has access until the latest end of its items, and the price of the one that is ours', () => {
    const items = [item({ id: 'price_other' }, 3_000), item({ id: 'price_set', lookup_key: null }, 2_500)];
    expect(subscriptionFrom(subscription({ items: { data: items } }), prices)).toMatchObject({
      currentPeriodEnd: at(3_000),
      price: { plan: 'pro', cycle: 'yearly', version: 1 },
    });
    expect(subscriptionFrom(subscription({ items: { data: [] } }), prices)).toMatchObject({
      currentPeriodEnd: null,
      price: undefined,
    });
  });

  it('keeps both ways of ending apart', () => {
    expect(subscriptionFrom(subscription({ cancel_at: 2_000 }), prices)).toMatchObject({
      cancelAt: at(2_000),
      cancelAtPeriodEnd: false,
    });
    expect(subscriptionFrom(subscription({ cancel_at_period_end: true }), prices)).toMatchObject({
      cancelAt: null,
      cancelAtPeriodEnd: true,
    });
  });

  it.each(['draft', 'open'])('knows a %s invoice that waits for its money', (status) => {
    const first = { id: 'in_1', status, billing_reason: 'subscription_create', created: 1_500 };
    const transfer = { collection_method: 'send_invoice', customer: { id: 'cus_1', object: 'customer' } };
    expect(subscriptionFrom(subscription({ ...transfer, latest_invoice: first }), prices)).toMatchObject({
      customer: 'cus_1',
      byTransfer: true,
      firstInvoiceOpen: true,
      unpaidSince: at(1_500),
    });
    const later = { ...first, billing_reason: 'subscription_cycle' };
    expect(subscriptionFrom(subscription({ latest_invoice: later }), prices)).toMatchObject({
      firstInvoiceOpen: false,
      unpaidSince: at(1_500),
    });
  });

  it('lives with an invoice that was not expanded', () => {
    expect(subscriptionFrom(subscription({ latest_invoice: 'in_1' }), prices).unpaidSince).toBeNull();
  });

  it('refuses what it cannot read', () => {
    expect(() => subscription({ items: undefined })).toThrow(/items/);
    expect(() => subscription({ created: 'yesterday' })).toThrow(/created/);
  });
});

describe(StripePriceReader, () => {
  it('believes the setting, then what stands on the price, then the lookup key', () => {
    const gold = metadataOf({ catalogue: 'rubis', version: 3, plan: 'gold', cycle: 'yearly' });
    expect(prices.read({ id: 'price_set', lookup_key: 'rubis_free_monthly', metadata: gold })?.plan).toBe('pro');
    expect(prices.read({ id: 'p', lookup_key: 'rubis_free_monthly', metadata: gold })).toEqual({
      catalogue: 'rubis',
      version: 3,
      plan: 'gold',
      cycle: 'yearly',
    });
    expect(prices.read({ id: 'p', lookup_key: 'rubis_business_yearly', metadata: {} })?.plan).toBe('business');
  });

  it.each(['rubis_pro', 'rubis__monthly', 'bloom_pro_monthly', 'rubis_pro_weekly', 'rubispro_monthly'])(
    'does not take %s for a price of ours',
    (lookupKey) => expect(prices.read({ id: 'p', lookup_key: lookupKey, metadata: null })).toBeUndefined(),
  );

  it('is not fooled by names every object has', () => {
    expect(readMetadata(JSON.parse('{"__proto__": "x", "onefacture_plan": "pro"}'))).toBeUndefined();
    expect(readMetadata({ onefacture_catalogue: 'rubis', onefacture_plan: 'pro', onefacture_cycle: 'toString' })).toBe(
      undefined,
    );
  });
});

describe(invoiceFrom, () => {
  const line = { description: '1 × Pro', quantity: 1, amount: 1_900, pricing: { unit_amount_decimal: '1900' } };
  const invoice = (more: object = {}) =>
    StripeInvoice.parse({
      id: 'in_1',
      number: 'A-0001',
      status: 'paid',
      currency: 'eur',
      total_excluding_tax: 1_900,
      total: 2_280,
      amount_paid: 2_280,
      amount_remaining: 0,
      created: 1_000,
      due_date: null,
      period_start: 1_000,
      period_end: 2_000,
      hosted_invoice_url: 'https://pay.example/in_1',
      invoice_pdf: null,
      status_transitions: { paid_at: 1_010 },
      lines: { data: [line] },
      ...more,
    });

  it('has amounts in cents, with the tax that was added', () => {
    expect(invoiceFrom(invoice())).toMatchObject({
      number: 'A-0001',
      currency: 'EUR',
      net: 1_900,
      tax: 380,
      total: 2_280,
      paidAt: at(1_010),
      lines: [{ description: '1 × Pro', quantity: 1, unit_amount: '1900', amount: 1_900 }],
    });
  });

  it('reads decimals as stripe-node makes them, and lives without a price of a line', () => {
    const decimal = { toString: () => '0.125' };
    const lines = [
      { ...line, pricing: { unit_amount_decimal: decimal } },
      { ...line, quantity: null, pricing: null },
      { ...line, pricing: { unit_amount_decimal: null } },
    ];
    expect(invoiceFrom(invoice({ lines: { data: lines } })).lines.map((one) => one.unit_amount)).toEqual([
      '0.125',
      null,
      null,
    ]);
  });

  it.each([
    [380, 'standard_rated', 'taxed'],
    [380, 'something_new', 'taxed'],
    [0, 'reverse_charge', 'reverse_charge'],
    [0, 'zero_rated', 'zero_rated'],
    [0, 'customer_exempt', 'exempt'],
    [0, 'standard_rated', 'taxed'],
    [0, 'not_collecting', 'not_taxed'],
    [0, null, 'not_taxed'],
  ])('knows a tax of %i that is %s as %s', (amount, reason, kind) => {
    const taxes = [{ amount, tax_behavior: 'exclusive', taxability_reason: reason, taxable_amount: 1_900 }];
    const [told] = invoiceFrom(invoice({ lines: { data: [{ ...line, taxes }] } })).lines;
    expect(told?.taxes).toEqual([{ kind, amount, inclusive: false }]);
  });

  it('tells discounts, the time of a line, and when the invoice became final', () => {
    const told = { discount_amounts: [{ amount: 100 }, { amount: 50 }], period: { start: 1_000, end: 2_000 } };
    const moments = { paid_at: 1_010, finalized_at: 1_005 };
    const lines = { data: [{ ...line, ...told }] };
    expect(invoiceFrom(invoice({ lines, status_transitions: moments }))).toMatchObject({
      issuedAt: at(1_005),
      lines: [{ discount: 150, taxes: [], period: { start: at(1_000).toISOString(), end: at(2_000).toISOString() } }],
    });
    expect(invoiceFrom(invoice({ effective_at: 900, status_transitions: moments })).issuedAt).toEqual(at(900));
    expect(invoiceFrom(invoice())).toMatchObject({ issuedAt: null, lines: [{ discount: 0, taxes: [], period: null }] });
  });

  it('has no tax where Stripe tells none, and is a draft without a status', () => {
    const draft = invoice({ total_excluding_tax: null, status: null, number: null });
    expect(invoiceFrom(draft)).toMatchObject({ net: 2_280, tax: 0, status: 'draft', number: null });
  });
});

describe(paymentMethodFrom, () => {
  const card = { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2_030, fingerprint: 'secret' };

  it('shows of a card what may be shown', () => {
    const method = StripePaymentMethod.parse({ id: 'pm_1', type: 'card', created: 1_000, card });
    expect(paymentMethodFrom(method, 'pm_1')).toEqual({
      id: 'pm_1',
      type: 'card',
      brand: 'visa',
      last4: '4242',
      expMonth: 12,
      expYear: 2_030,
      isDefault: true,
      createdAt: at(1_000),
    });
  });

  it('shows the end of an account, and only the kind of others', () => {
    const debit = { id: 'pm_2', type: 'sepa_debit', created: 1_000, sepa_debit: { last4: '3000' } };
    expect(paymentMethodFrom(StripePaymentMethod.parse(debit), 'pm_1')).toMatchObject({
      last4: '3000',
      brand: null,
      isDefault: false,
    });
    const link = StripePaymentMethod.parse({
      id: 'pm_3',
      type: 'link',
      created: 1_000,
      link: { email: 'x@y.example' },
    });
    expect(JSON.stringify(paymentMethodFrom(link, undefined))).not.toContain('x@y');
  });
});

const event = (data: object, more: object = {}) =>
  StripeEvent.parse({ id: 'evt_1', type: 'any', created: 1_000, livemode: false, data, ...more });

describe(eventFrom, () => {
  it.each([
    [{ object: { object: 'subscription', id: 'sub_1', customer: 'cus_1' } }, 'cus_1'],
    [{ object: { object: 'invoice', id: 'in_1', customer: { id: 'cus_2' } } }, 'cus_2'],
    [{ object: { object: 'customer', id: 'cus_3' } }, 'cus_3'],
    [{ object: { object: 'payment_method', customer: null }, previous_attributes: { customer: 'cus_4' } }, 'cus_4'],
    [{ object: { object: 'product', id: 'prod_1' } }, null],
  ])('finds the customer of %j', (data, customer) => {
    expect(eventFrom(event(data), false)).toMatchObject({ id: 'evt_1', customer, ours: true, createdAt: at(1_000) });
  });

  it('is not ours when it is of a connected account or of the other mode', () => {
    const data = { object: { object: 'customer', id: 'cus_1' } };
    expect(eventFrom(event(data, { account: 'acct_2' }), false).ours).toBe(false);
    expect(eventFrom(event(data, { livemode: true }), false).ours).toBe(false);
    expect(eventFrom(event(data, { livemode: true }), true).ours).toBe(true);
  });
});

it('knows a customer that was deleted', () => {
  expect(StripeCustomer.parse({ id: 'cus_1', deleted: true, object: 'customer' })).toMatchObject({ deleted: true });
  const settings = { invoice_settings: { default_payment_method: { id: 'pm_1' } } };
  expect(StripeCustomer.parse({ id: 'cus_1', ...settings })).toMatchObject({
    invoice_settings: { default_payment_method: 'pm_1' },
  });
});
