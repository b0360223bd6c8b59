import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launchChromium } from '../services/chromium.js';
import { checked } from '../e2e/client.js';
import { openShop, PATIENT, pay as payByForm, type Company, type Shop } from './shop.js';

/** A company's life as a customer of ours: both processes, the simulated Stripe on its own clock, a real browser. */

let shop: Shop;
let acme: Company;
beforeAll(async () => {
  shop = await openShop('rubis');
  acme = await shop.company();
});
afterAll(() => shop?.stop());

/** The card of the only customer, as Stripe calls it. */
async function cardAtStripe(): Promise<string | undefined> {
  const [customer] = (await shop.atStripe.customers.list()).data;
  return (await shop.atStripe.paymentMethods.list({ customer: customer?.id ?? '' })).data[0]?.id;
}

/** Pays as a person does, on the page; without a browser, as its form does. */
async function pay(url: string): Promise<void> {
  if (CHROMIUM === undefined) return payByForm(url);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.locator('input[name=name]').fill('Acme SAS');
    await page.locator('select[name=country]').selectOption('FR');
    await page.locator('input[name=card_number]').fill('4000 0000 0000 0002');
    await page.locator('input[name=card_expiry]').fill('12/34');
    await page.locator('input[name=card_cvc]').fill('123');
    await page.locator('button[type=submit]').first().click();
    await page.locator('input[name=card_number]').fill('4242 4242 4242 4242');
    await page.locator('input[name=card_expiry]').fill('12/34');
    await page.locator('input[name=card_cvc]').fill('123');
    await Promise.all([
      page.waitForURL((address) => address.origin === shop.stack.api.url, { waitUntil: 'commit' }),
      page.locator('button[type=submit]').first().click(),
    ]);
  } finally {
    await browser.close();
  }
}

describe('a company that signs up', () => {
  it('is free of limits for a time, and then held to five active invoices', async () => {
    expect(await acme.subscription()).toMatchObject({ plan: 'free', status: 'none', in_grace_period: true });
    for (let count = 0; count < 6; count += 1) checked(await acme.create(), 201);
    await shop.endGrace(acme);
    const refused = checked(await acme.create(), 402);
    expect(refused.json).toMatchObject({
      code: 'billing.plan_limit_reached',
      ...{ reason: 'free_limit_active_invoices', limit: 5, current: 6 },
    });
    expect((await acme.subscription()).in_grace_period).toBe(false);
  });

  it('buys a plan on the page, where its first card is declined, and goes on', async () => {
    await pay(await acme.checkout({ plan: 'pro', cycle: 'monthly' }));
    await acme.becomes({ plan: 'pro', status: 'active' });
    checked(await acme.create(), 201);
    expect(checked(await acme.client.post('/billing/checkout', { plan: 'business' }), 409).json).toMatchObject({
      code: 'billing.already_subscribed',
    });
  });

  it('is renewed, fails to pay, and recovers', async () => {
    const first = await acme.subscription();
    await shop.stripe.control('clock', { months: 1, hours: 2 });
    await expect
      .poll(async () => (await acme.subscription()).current_period_end, PATIENT)
      .not.toBe(first.current_period_end);
    const card = { payment_method: await cardAtStripe() };
    await shop.stripe.control('cards', { ...card, refuse: 'card_declined' });
    await shop.stripe.control('clock', { months: 1 });
    await acme.becomes({ plan: 'pro', status: 'past_due', payment_grace_ends_at: expect.any(String) });
    const me = checked(await acme.client.get('/auth/me'), 200);
    expect(me.json).toMatchObject({ billing: { unpaid_invoice: { status: 'open' } } });
    checked(await acme.create(), 201);
    await shop.stripe.control('cards', { ...card, refuse: null });
    await shop.stripe.control('clock', { days: 4 });
    await acme.becomes({ plan: 'pro', status: 'active', payment_grace_ends_at: null });
  });

  it('ends the plan, takes that back, ends it again, and is held to the free plan', async () => {
    checked(await acme.client.post('/billing/cancel', {}), 200);
    await acme.becomes({ plan: 'pro', status: 'active', cancel_at_period_end: true });
    checked(await acme.client.post('/billing/reactivate'), 200);
    await acme.becomes({ plan: 'pro', status: 'active', cancel_at_period_end: false });
    checked(await acme.client.post('/billing/cancel', {}), 200);
    await shop.stripe.control('clock', { months: 1 });
    await acme.becomes({ plan: 'free', status: 'cancelled' });
    expect(checked(await acme.create(), 402).json).toMatchObject({ code: 'billing.plan_limit_reached' });
  });
});
