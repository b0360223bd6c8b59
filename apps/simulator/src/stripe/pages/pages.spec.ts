import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stripe } from 'stripe';
import { idOf, openShop, type Shop } from '../testing/shop.js';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const GOOD = { card_number: '4242 4242 4242 4242', card_expiry: '12/34', card_cvc: '123' };
const DECLINED = { ...GOOD, card_number: '4000 0000 0000 0002' };
const FAILS_LATER = { ...GOOD, card_number: '4000 0000 0000 0341' };

const open = async (more: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<Stripe.Checkout.Session> =>
  shop.stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: shop.monthly.id, quantity: 1 }],
    success_url: 'https://seller.example/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://seller.example/plans',
    client_reference_id: 'org-1',
    metadata: { organization_id: 'org-1' },
    ...more,
    subscription_data: { metadata: { organization_id: 'org-1' }, ...more.subscription_data },
  });
const get = async (url: string | null, language = 'fr'): Promise<string> =>
  (await fetch(url ?? '', { headers: { 'accept-language': language } })).text();
const post = (url: string | null, fields: Record<string, string>): Promise<Response> =>
  fetch(url ?? '', { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
const buyer = { email: 'buyer@example.fr', name: 'Acme & Fils', country: 'FR' };

describe('the Checkout page', () => {
  it('is paid with a card, makes customer and subscription, and goes back', async () => {
    const session = await open();
    expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', amount_total: 1900 });
    const page = await get(session.url);
    for (const words of [
      "S'abonner",
      '19,00\u00a0€ par mois',
      'aucun paiement réel',
      'href="https://seller.example/plans"',
    ]) {
      expect(page).toContain(words);
    }
    expect(await get(`${session.url}?lang=en`)).toContain('€19.00 per month');
    const answer = await post(session.url, { ...buyer, ...GOOD });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `https://seller.example/done?session=${session.id}`,
    ]);
    const done = await shop.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['subscription', 'customer', 'line_items', 'invoice'],
    });
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      client_reference_id: 'org-1',
      metadata: { organization_id: 'org-1' },
      customer: { email: 'buyer@example.fr', name: 'Acme & Fils' },
      subscription: {
        status: 'active',
        metadata: { organization_id: 'org-1' },
        default_payment_method: expect.stringMatching(/^pm_/) as string,
      },
      line_items: { data: [{ price: { id: shop.monthly.id } }] },
      invoice: { status: 'paid', hosted_invoice_url: expect.stringContaining('/i/in_') as string },
    });
    expect((await shop.eventTypes()).at(-1)).toBe('checkout.session.completed');
    expect((await fetch(session.url ?? '')).status).toBe(410);
    expect((await shop.stripe.checkout.sessions.listLineItems(session.id)).data).toHaveLength(1);
  });

  it('shows a refusal, keeps what was typed save the card, and leaves no trace', async () => {
    const session = await open();
    const answer = await post(session.url, { ...buyer, ...DECLINED, lang: 'fr' });
    const page = await answer.text();
    expect(answer.status).toBe(402);
    expect(page).toContain('role="alert">Votre carte a été refusée.');
    expect(page).toContain('value="Acme &amp; Fils"');
    expect(page).not.toContain('4000 0000 0000 0002"');
    expect((await shop.stripe.customers.list()).data).toEqual([]);
    expect((await shop.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
    const empty = await post(session.url, { ...buyer, lang: 'en' });
    expect(await empty.text()).toContain('The card number is missing.');
    const odd = await post(session.url, { ...buyer, ...GOOD, card_expiry: '01/20', lang: 'en' });
    expect(await odd.text()).toContain('The expiry date is incorrect or past.');
  });

  it('takes a card that fails later: the first payment passes, the renewal does not', async () => {
    const session = await open();
    await post(session.url, { ...buyer, ...FAILS_LATER });
    const { subscription } = await shop.stripe.checkout.sessions.retrieve(session.id);
    expect((await shop.stripe.subscriptions.retrieve(idOf(subscription))).status).toBe('active');
    await shop.control('clock', { months: 1, hours: 1 });
    expect((await shop.stripe.subscriptions.retrieve(idOf(subscription))).status).toBe('past_due');
  });

  it('begins a trial, with a card or without', async () => {
    const session = await open({
      subscription_data: { trial_period_days: 14 },
      payment_method_collection: 'if_required',
    });
    expect(await get(session.url)).toContain("Commencer l'essai");
    await post(session.url, buyer);
    const done = await shop.stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] });
    expect(done).toMatchObject({
      payment_status: 'no_payment_required',
      subscription: { status: 'trialing', default_payment_method: null },
    });
  });

  it('takes a bank transfer, whose money comes later', async () => {
    const session = await open({ allowed_payment_method_types: ['card', 'customer_balance'] });
    expect(await get(session.url)).toContain('Virement bancaire');
    await post(session.url, { ...buyer, method: 'customer_balance' });
    const done = await shop.stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription', 'invoice'] });
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      subscription: { collection_method: 'send_invoice' },
      invoice: { status: 'open' },
    });
    await shop.control('transfers', { invoice: (done.invoice as Stripe.Invoice).id });
    expect((await shop.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    expect((await shop.eventTypes()).at(-1)).toBe('checkout.session.async_payment_succeeded');
  });

  it('adds VAT for a known customer, and keeps his VAT number', async () => {
    const customer = await shop.stripe.customers.create({ metadata: { uuid: 'u-1' } });
    const session = await open({
      customer: customer.id,
      customer_update: { address: 'auto', name: 'auto' },
      automatic_tax: { enabled: true },
      tax_id_collection: { enabled: true },
    });
    await post(session.url, { ...buyer, ...GOOD, country: 'DE', vat_number: 'DE123456789' });
    const done = await shop.stripe.checkout.sessions.retrieve(session.id);
    expect(done).toMatchObject({
      amount_total: 1900,
      automatic_tax: { status: 'complete' },
      customer_details: { tax_ids: [{ type: 'eu_vat' }] },
    });
    const domestic = await open({ automatic_tax: { enabled: true } });
    await post(domestic.url, { ...buyer, ...GOOD });
    expect(await shop.stripe.checkout.sessions.retrieve(domestic.id)).toMatchObject({
      amount_total: 2280,
      total_details: { amount_tax: 380 },
    });
    await expect(open({ customer: customer.id, tax_id_collection: { enabled: true } })).rejects.toMatchObject({
      param: 'customer_update',
    });
  });

  it('expires, by itself or when told', async () => {
    const [one, two] = [await open(), await open()];
    expect((await shop.stripe.checkout.sessions.expire(one.id)).status).toBe('expired');
    await expect(shop.stripe.checkout.sessions.expire(one.id)).rejects.toMatchObject({ statusCode: 400 });
    await shop.control('clock', { hours: 25 });
    expect((await shop.stripe.checkout.sessions.retrieve(two.id)).status).toBe('expired');
    expect((await shop.stripe.checkout.sessions.list({ status: 'expired' })).data).toHaveLength(2);
    expect((await post(two.url, { ...buyer, ...GOOD })).status).toBe(410);
  });
});

const enter = async (
  more: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<{ subscription: Stripe.Subscription; url: string }> => {
  const customer = await shop.customer();
  const subscription = await shop.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: shop.monthly.id }],
    ...more,
  });
  const { url } = await shop.stripe.billingPortal.sessions.create({
    customer: customer.id,
    return_url: 'https://seller.example/billing',
    locale: 'fr',
  });
  return { subscription, url };
};
const again = ({ id }: Stripe.Subscription): Promise<Stripe.Subscription> => shop.stripe.subscriptions.retrieve(id);

describe('the portal', () => {
  it('cancels at the end of the period and takes it back: by date in flexible billing', async () => {
    const { subscription, url } = await enter();
    expect(await get(url)).toContain("Résilier l'abonnement");
    expect((await post(`${url}/cancel`, {})).status).toBe(303);
    expect(await again(subscription)).toMatchObject({
      cancel_at: subscription.items.data[0]?.current_period_end,
      cancel_at_period_end: false,
    });
    const page = await get(url);
    expect(page).toContain("accès jusqu'au");
    expect(page).toContain('href="https://seller.example/billing"');
    await post(`${url}/resume`, {});
    expect(await again(subscription)).toMatchObject({
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
    });
  });

  it('cancels by the boolean in classic billing', async () => {
    const { subscription, url } = await enter({ billing_mode: { type: 'classic' } });
    await post(`${url}/cancel`, {});
    expect((await again(subscription)).cancel_at_period_end).toBe(true);
    await post(`${url}/resume`, {});
    expect(await again(subscription)).toMatchObject({ cancel_at: null, cancel_at_period_end: false });
  });

  it('changes the plan and the card', async () => {
    const { subscription, url } = await enter();
    await post(`${url}/change`, { price: shop.yearly.id });
    expect((await again(subscription)).items.data[0]?.price.id).toBe(shop.yearly.id);
    const refused = await post(`${url}/card`, { ...DECLINED, lang: 'en' });
    expect(await refused.text()).toContain('Your card was declined.');
    await post(`${url}/card`, { ...GOOD, card_number: '5555555555554444' });
    const customer = (await shop.stripe.customers.retrieve(idOf(subscription.customer), {
      expand: ['invoice_settings.default_payment_method'],
    })) as Stripe.Customer;
    expect(customer.invoice_settings.default_payment_method).toMatchObject({
      card: { brand: 'mastercard', last4: '4444' },
    });
    expect(await get(url)).toContain('mastercard •••• 4444 (par défaut)');
    await post(`${url}/details`, { email: 'new@example.fr' });
    expect(await shop.stripe.customers.retrieve(idOf(subscription.customer))).toMatchObject({
      email: 'new@example.fr',
    });
  });

  it('offers what its configuration says, for an hour', async () => {
    const { stripe } = shop;
    const configuration = await stripe.billingPortal.configurations.create({
      business_profile: { headline: 'onefacture' },
      metadata: { catalogue: 'demo' },
      features: {
        subscription_cancel: { enabled: false },
        invoice_history: { enabled: true },
        subscription_update: {
          enabled: true,
          default_allowed_updates: ['price'],
          products: [{ product: idOf(shop.monthly.product), prices: [shop.yearly.id] }],
        },
      },
    });
    await stripe.billingPortal.configurations.update(configuration.id, {
      features: { subscription_cancel: { enabled: false, mode: 'immediately' } },
    });
    const { subscription } = await enter();
    const { url } = await stripe.billingPortal.sessions.create({
      customer: idOf(subscription.customer),
      configuration: configuration.id,
    });
    expect(await get(url, 'en')).not.toContain('Cancel subscription');
    expect(await (await post(`${url}/cancel`, { lang: 'en' })).text()).toContain('This action is not on offer.');
    expect(await (await post(`${url}/change`, { lang: 'en', price: shop.monthly.id })).text()).toContain(
      'This plan is not on offer.',
    );
    await shop.control('clock', { hours: 2 });
    expect((await fetch(url)).status).toBe(404);
    const { data } = await stripe.billingPortal.configurations.list({ active: true });
    expect(data.map(({ is_default }) => is_default).toSorted()).toEqual([false, true]);
    expect(await stripe.billingPortal.configurations.retrieve(configuration.id)).toMatchObject({
      metadata: { catalogue: 'demo' },
    });
  });
});

describe('the page of an invoice', () => {
  it('shows it, takes a card, and gives a PDF', async () => {
    const customer = await shop.customer();
    const { latest_invoice } = await shop.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: shop.monthly.id }],
      collection_method: 'send_invoice',
      days_until_due: 10,
    });
    const invoice = await shop.stripe.invoices.retrieve(idOf(latest_invoice));
    const url = invoice.hosted_invoice_url ?? '';
    expect(await get(url)).toContain('FR76');
    expect((await post(url, DECLINED)).status).toBe(402);
    expect((await post(url, GOOD)).status).toBe(303);
    expect(await get(url, 'en')).toContain('This invoice is paid.');
    const pdf = await fetch(invoice.invoice_pdf ?? '');
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect((await pdf.text()).startsWith('%PDF-1.4')).toBe(true);
    expect((await fetch(`${shop.simulator.url}/i/in_no`)).status).toBe(404);
  });

  it('simulates a transfer', async () => {
    const customer = await shop.stripe.customers.create({});
    const { latest_invoice } = await shop.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: shop.monthly.id }],
      collection_method: 'send_invoice',
      days_until_due: 10,
    });
    const invoice = await shop.stripe.invoices.retrieve(idOf(latest_invoice));
    await post(invoice.hosted_invoice_url ?? '', { method: 'customer_balance' });
    expect((await shop.stripe.invoices.retrieve(idOf(latest_invoice))).status).toBe('paid');
  });
});
