import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stripe } from 'stripe';
import { idOf, openShop, type Shop } from '../testing/shop.js';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const subscribe = async (
  card: string | undefined,
  more: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<Stripe.Subscription> => {
  const customer = await shop.customer(card);
  return shop.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: shop.monthly.id }],
    expand: ['latest_invoice'],
    ...more,
  });
};
const invoiceOf = (subscription: Stripe.Subscription): Stripe.Invoice => subscription.latest_invoice as Stripe.Invoice;
const again = (id: string): Promise<Stripe.Subscription> =>
  shop.stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] });
const failing = async (subscription: Stripe.Subscription): Promise<void> => {
  await shop.control('cards', { payment_method: await methodOf(subscription), refuse: 'insufficient_funds' });
};
const methodOf = async (subscription: Stripe.Subscription): Promise<string> => {
  const { data } = await shop.stripe.customers.listPaymentMethods(subscription.customer as string);
  return data[0]?.id ?? '';
};

describe('a subscription that is paid', () => {
  it('is active, with periods on its items and a paid invoice', async () => {
    const subscription = await subscribe(undefined, { metadata: { organization_id: 'o-1' } });
    const [item] = subscription.items.data;
    expect(subscription).toMatchObject({
      status: 'active',
      billing_mode: { type: 'flexible' },
      cancel_at_period_end: false,
    });
    expect((item?.current_period_end ?? 0) - (item?.current_period_start ?? 0)).toBeGreaterThan(27 * 86_400);
    expect('current_period_end' in subscription).toBe(false);
    expect(invoiceOf(subscription)).toMatchObject({
      status: 'paid',
      total: 1900,
      billing_reason: 'subscription_create',
      number: expect.stringMatching(/-0001$/) as string,
      parent: { subscription_details: { subscription: subscription.id, metadata: { organization_id: 'o-1' } } },
      lines: { data: [{ amount: 1900, pricing: { price_details: { price: shop.monthly.id } } }] },
    });
    expect(await shop.eventTypes()).toEqual([
      'customer.created',
      'payment_method.attached',
      'customer.updated',
      'invoice.created',
      'customer.subscription.created',
      'invoice.finalized',
      'payment_intent.created',
      'payment_intent.succeeded',
      'invoice_payment.paid',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
    ]);
    const payments = await shop.stripe.invoicePayments.list({
      invoice: invoiceOf(subscription).id,
      expand: ['data.payment.payment_intent'],
    });
    expect(payments.data).toMatchObject([
      { status: 'paid', amount_paid: 1900, payment: { payment_intent: { status: 'succeeded' } } },
    ]);
  });

  it('is renewed month after month', async () => {
    const subscription = await subscribe(undefined);
    await shop.control('clock', { months: 3, hours: 1 });
    const { data } = await shop.stripe.invoices.list({ subscription: subscription.id });
    expect(data.map(({ billing_reason, status }) => [billing_reason, status])).toEqual([
      ['subscription_cycle', 'paid'],
      ['subscription_cycle', 'paid'],
      ['subscription_cycle', 'paid'],
      ['subscription_create', 'paid'],
    ]);
    const now = await again(subscription.id);
    expect(now.items.data[0]?.current_period_start).toBeGreaterThan(
      subscription.items.data[0]?.current_period_end ?? 0,
    );
    expect(new Set(data.map(({ number }) => number)).size).toBe(4);
  });

  it('comes back to the 31st after a short month', async () => {
    await shop.control('clock', { to: '2027-01-31T10:00:00Z' });
    const subscription = await subscribe(undefined);
    const ends: string[] = [];
    for (let month = 0; month < 3; month += 1) {
      const { items } = await again(subscription.id);
      const end = items.data[0]?.current_period_end ?? 0;
      ends.push(new Date(end * 1000).toISOString().slice(0, 10));
      await shop.control('clock', { to: end });
    }
    expect(ends).toEqual(['2027-02-28', '2027-03-31', '2027-04-30']);
  });
});

describe('a payment that fails', () => {
  it('leaves a new subscription incomplete for 23 hours', async () => {
    const subscription = await subscribe('pm_card_chargeCustomerFail');
    expect(subscription.status).toBe('incomplete');
    expect(invoiceOf(subscription)).toMatchObject({ status: 'open', attempt_count: 1 });
    await shop.control('clock', { hours: 24 });
    const late = await again(subscription.id);
    expect([late.status, invoiceOf(late).status]).toEqual(['incomplete_expired', 'void']);
  });

  it('makes no subscription where that was asked', async () => {
    await expect(
      subscribe('pm_card_chargeCustomerFail', { payment_behavior: 'error_if_incomplete' }),
    ).rejects.toMatchObject({ type: 'StripeCardError', code: 'card_declined' });
    expect((await shop.stripe.subscriptions.list({ status: 'all' })).data).toEqual([]);
  });

  it('makes a renewal past due, and paying its invoice recovers it', async () => {
    const subscription = await subscribe(undefined);
    await failing(subscription);
    await shop.control('clock', { months: 1, hours: 1 });
    const late = await again(subscription.id);
    expect([late.status, invoiceOf(late).status, invoiceOf(late).attempt_count]).toEqual(['past_due', 'open', 1]);
    expect(invoiceOf(late).next_payment_attempt).toBeGreaterThan(invoiceOf(late).created);
    await expect(shop.stripe.invoices.pay(invoiceOf(late).id ?? '')).rejects.toMatchObject({
      decline_code: 'insufficient_funds',
    });
    const paid = await shop.stripe.invoices.pay(invoiceOf(late).id ?? '', { payment_method: 'pm_card_visa' });
    expect([paid.status, (await again(subscription.id)).status]).toEqual(['paid', 'active']);
    expect(await shop.eventTypes()).toContain('invoice.payment_failed');
  });

  it('is tried again, and recovers by itself once the card pays', async () => {
    const subscription = await subscribe(undefined);
    await failing(subscription);
    await shop.control('clock', { months: 1, hours: 1 });
    await shop.control('cards', { payment_method: await methodOf(subscription), refuse: null });
    await shop.control('clock', { days: 4 });
    expect((await again(subscription.id)).status).toBe('active');
  });

  it.each([
    ['cancel', 'canceled'],
    ['unpaid', 'unpaid'],
    ['past_due', 'past_due'],
  ])('after the last attempt does what the account says: %s', async (after_retries, status) => {
    await shop.control('dunning', { after_retries });
    const subscription = await subscribe(undefined);
    await failing(subscription);
    await shop.control('clock', { months: 1, days: 16 });
    const over = await again(subscription.id);
    expect([over.status, invoiceOf(over).next_payment_attempt]).toEqual([status, null]);
    expect(over.cancellation_details?.reason).toBe(status === 'canceled' ? 'payment_failed' : null);
  });
});

describe('an end', () => {
  it('at the period’s end is one boolean in flexible billing', async () => {
    const { id } = await subscribe(undefined);
    const asked = await shop.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    expect(asked).toMatchObject({ status: 'active', cancel_at_period_end: true, cancel_at: null });
    expect(asked.canceled_at).not.toBeNull();
    const wrong = await shop.stripe.subscriptions.update(id, { cancel_at: '' });
    expect(wrong.cancel_at_period_end).toBe(true);
    const back = await shop.stripe.subscriptions.update(id, { cancel_at_period_end: false });
    expect(back).toMatchObject({ cancel_at_period_end: false, cancel_at: null, canceled_at: null });
  });

  it('is a boolean and a date in classic billing', async () => {
    const { id, items } = await subscribe(undefined, { billing_mode: { type: 'classic' } });
    const asked = await shop.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    expect(asked).toMatchObject({ cancel_at_period_end: true, cancel_at: items.data[0]?.current_period_end });
    const back = await shop.stripe.subscriptions.update(id, { cancel_at_period_end: false });
    expect(back).toMatchObject({ cancel_at_period_end: false, cancel_at: null });
    const moved = await shop.stripe.subscriptions.migrate(id, { billing_mode: { type: 'flexible' } });
    expect(moved.billing_mode.type).toBe('flexible');
  });

  it('by date is resolved at once, cleared by an empty date only, and never given with the boolean', async () => {
    const { id, items } = await subscribe(undefined);
    const asked = await shop.stripe.subscriptions.update(id, { cancel_at: 'max_period_end' });
    expect(asked).toMatchObject({ cancel_at: items.data[0]?.current_period_end, cancel_at_period_end: false });
    const wrong = await shop.stripe.subscriptions.update(id, { cancel_at_period_end: false });
    expect(wrong.cancel_at).not.toBeNull();
    await expect(
      shop.stripe.subscriptions.update(id, { cancel_at: '', cancel_at_period_end: false }),
    ).rejects.toMatchObject({ code: 'parameters_exclusive' });
    expect((await shop.stripe.subscriptions.update(id, { cancel_at: '' })).cancel_at).toBeNull();
  });

  it('comes when its time has come', async () => {
    const { id } = await subscribe(undefined, { cancel_at_period_end: true });
    await shop.control('clock', { days: 20 });
    expect((await again(id)).status).toBe('active');
    await shop.control('clock', { days: 12 });
    const over = await again(id);
    expect(over).toMatchObject({ status: 'canceled', cancellation_details: { reason: 'cancellation_requested' } });
    expect(await shop.eventTypes()).toContain('customer.subscription.deleted');
    expect((await shop.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
  });

  it('at once leaves nothing to change', async () => {
    const { id } = await subscribe(undefined);
    expect((await shop.stripe.subscriptions.cancel(id)).status).toBe('canceled');
    await expect(shop.stripe.subscriptions.cancel(id)).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    await expect(shop.stripe.subscriptions.update(id, { cancel_at_period_end: false })).rejects.toMatchObject({
      code: 'invalid_canceled_subscription_fields',
    });
    expect((await shop.stripe.subscriptions.update(id, { metadata: { a: '1' } })).metadata).toEqual({ a: '1' });
    expect((await shop.stripe.subscriptions.list()).data).toEqual([]);
    expect((await shop.stripe.subscriptions.list({ status: 'all' })).data).toHaveLength(1);
  });
});

describe('a change', () => {
  it('of the cycle begins a new period, with the rest of the old one credited', async () => {
    const subscription = await subscribe(undefined);
    await shop.control('clock', { days: 15 });
    const changed = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]?.id, price: shop.yearly.id }],
      expand: ['latest_invoice'],
    });
    const invoice = invoiceOf(changed);
    expect(changed.items.data[0]).toMatchObject({ price: { id: shop.yearly.id }, plan: { interval: 'year' } });
    expect([invoice.billing_reason, invoice.status, invoice.lines.data.length]).toEqual([
      'subscription_update',
      'paid',
      2,
    ]);
    expect(invoice.lines.data[0]?.amount).toBeLessThan(0);
    expect(invoice.total).toBeLessThan(19_000);
    expect(invoice.total).toBeGreaterThan(19_000 - 1900);
  });

  it('within the cycle waits for the next invoice, or has its own', async () => {
    const { stripe, monthly } = shop;
    const dearer = await stripe.prices.create({
      product: idOf(monthly.product),
      currency: 'eur',
      unit_amount: 4900,
      recurring: { interval: 'month' },
    });
    const subscription = await subscribe(undefined);
    const id = subscription.items.data[0]?.id;
    await stripe.subscriptions.update(subscription.id, { items: [{ id, price: dearer.id }] });
    expect((await stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
    await shop.control('clock', { months: 1, hours: 1 });
    const next = invoiceOf(await again(subscription.id));
    expect([next.lines.data.length, next.total]).toEqual([3, 4900 + 4900 - 1900]);
    const own = await stripe.subscriptions.update(subscription.id, {
      items: [{ id, quantity: 2 }],
      proration_behavior: 'always_invoice',
    });
    expect((await again(own.id)).latest_invoice).toMatchObject({
      billing_reason: 'subscription_update',
      status: 'paid',
    });
    await stripe.subscriptions.update(subscription.id, { items: [{ id, quantity: 1 }], proration_behavior: 'none' });
    expect((await stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(3);
  });

  it('to something cheaper leaves a credit that the next invoices use up', async () => {
    const { stripe, yearly } = shop;
    const subscription = await subscribe(undefined, { items: [{ price: yearly.id }] });
    const down = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]?.id, price: shop.monthly.id }],
      expand: ['latest_invoice'],
    });
    expect(invoiceOf(down)).toMatchObject({
      amount_due: 0,
      status: 'paid',
      total: 1900 - 19_000,
      ending_balance: 1900 - 19_000,
    });
    await shop.control('clock', { months: 1, hours: 1 });
    const customer = await stripe.customers.retrieve(subscription.customer as string);
    expect(customer).toMatchObject({ balance: 3800 - 19_000 });
  });
});

describe('a trial', () => {
  it('costs nothing, says when it ends, and then is charged', async () => {
    const subscription = await subscribe(undefined, { trial_period_days: 14 });
    expect(subscription).toMatchObject({
      status: 'trialing',
      items: { data: [{ current_period_end: subscription.trial_end }] },
    });
    expect(invoiceOf(subscription)).toMatchObject({ total: 0, status: 'paid' });
    await shop.control('clock', { days: 12 });
    expect((await shop.eventTypes()).at(-1)).toBe('customer.subscription.trial_will_end');
    await shop.control('clock', { days: 3 });
    const after = await again(subscription.id);
    expect([after.status, invoiceOf(after).total, invoiceOf(after).status]).toEqual(['active', 1900, 'paid']);
  });

  it.each([
    ['cancel', 'canceled'],
    ['pause', 'paused'],
    ['create_invoice', 'past_due'],
  ] as const)('without a card ends as wished: %s', async (missing_payment_method, status) => {
    const customer = await shop.stripe.customers.create({});
    const { id } = await shop.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: shop.monthly.id }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method } },
    });
    await shop.control('clock', { days: 8 });
    expect((await again(id)).status).toBe(status);
    if (status !== 'paused') return;
    await shop.stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const [method] = (await shop.stripe.customers.listPaymentMethods(customer.id)).data;
    await shop.stripe.subscriptions.update(id, { default_payment_method: method?.id });
    expect((await shop.stripe.subscriptions.resume(id)).status).toBe('active');
  });

  it('can be ended at once', async () => {
    const { id } = await subscribe(undefined, { trial_period_days: 14 });
    expect((await shop.stripe.subscriptions.update(id, { trial_end: 'now' })).status).toBe('active');
  });
});

describe('a bank transfer', () => {
  const byTransfer = {
    collection_method: 'send_invoice',
    days_until_due: 30,
    payment_settings: {
      payment_method_types: ['customer_balance'],
      payment_method_options: {
        customer_balance: {
          funding_type: 'bank_transfer',
          bank_transfer: { type: 'eu_bank_transfer', eu_bank_transfer: { country: 'FR' } },
        },
      },
    },
  } as const;

  it('leaves an open invoice until the money arrives', async () => {
    const subscription = await subscribe(undefined, {
      ...byTransfer,
      payment_settings: { ...byTransfer.payment_settings, payment_method_types: ['customer_balance'] },
    });
    expect(subscription).toMatchObject({
      status: 'active',
      collection_method: 'send_invoice',
      payment_settings: { payment_method_types: ['customer_balance'] },
    });
    expect(invoiceOf(subscription)).toMatchObject({ status: 'open', amount_remaining: 1900 });
    await shop.control('transfers', { invoice: invoiceOf(subscription).id });
    expect(invoiceOf(await again(subscription.id))).toMatchObject({ status: 'paid', amount_remaining: 0 });
  });

  it('that is late makes the subscription past due, and active again when it comes', async () => {
    const { id } = await subscribe(undefined, { collection_method: 'send_invoice', days_until_due: 10 });
    await shop.control('clock', { days: 11 });
    const late = await again(id);
    expect(late.status).toBe('past_due');
    await shop.stripe.invoices.pay(invoiceOf(late).id ?? '', { paid_out_of_band: true });
    expect((await again(id)).status).toBe('active');
  });
});

describe('automatic tax', () => {
  it.each([
    ['FR', undefined, 380, 'standard_rated'],
    ['DE', 'DE123456789', 0, 'reverse_charge'],
    ['US', undefined, 0, 'not_collecting'],
  ])('of %s with %s is %i', async (country, vat, tax, reason) => {
    const customer = await shop.customer();
    await shop.stripe.customers.update(customer.id, { address: { country } });
    if (vat !== undefined) await shop.stripe.customers.createTaxId(customer.id, { type: 'eu_vat', value: vat });
    const subscription = await shop.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: shop.monthly.id }],
      automatic_tax: { enabled: true },
      expand: ['latest_invoice'],
    });
    const invoice = invoiceOf(subscription);
    expect([invoice.total, invoice.total_excluding_tax]).toEqual([1900 + tax, 1900]);
    expect(invoice.total_taxes).toMatchObject([{ amount: tax, taxability_reason: reason, taxable_amount: 1900 }]);
    const rate = await shop.stripe.taxRates.retrieve(invoice.total_taxes?.[0]?.tax_rate_details?.tax_rate ?? '');
    expect(rate.percentage).toBe(tax === 0 ? 0 : 20);
  });

  it('needs to know where the customer is', async () => {
    await expect(subscribe(undefined, { automatic_tax: { enabled: true } })).rejects.toMatchObject({
      code: 'customer_tax_location_invalid',
    });
  });
});

describe('invoices', () => {
  it('can be voided, given up and read by line', async () => {
    const { stripe } = shop;
    const one = invoiceOf(await subscribe(undefined, { collection_method: 'send_invoice', days_until_due: 5 }));
    const two = invoiceOf(await subscribe(undefined, { collection_method: 'send_invoice', days_until_due: 5 }));
    expect((await stripe.invoices.sendInvoice(one.id ?? '')).status).toBe('open');
    expect((await stripe.invoices.voidInvoice(one.id ?? '')).status).toBe('void');
    expect((await stripe.invoices.markUncollectible(two.id ?? '')).status).toBe('uncollectible');
    await expect(stripe.invoices.pay(one.id ?? '')).rejects.toMatchObject({ statusCode: 400 });
    expect((await stripe.invoices.listLineItems(one.id ?? '')).data).toMatchObject([{ amount: 1900, quantity: 1 }]);
    expect((await stripe.invoices.list({ status: 'void' })).data.map(({ id }) => id)).toEqual([one.id]);
    const marked = await stripe.invoices.update(one.id ?? '', { metadata: { facturx: 'yes' } });
    expect(marked.metadata).toEqual({ facturx: 'yes' });
    expect((await stripe.invoices.search({ query: "status:'void'" })).data).toHaveLength(1);
  });
});
