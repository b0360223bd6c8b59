import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Client as DatabaseClient } from 'pg';
import { chromium } from 'playwright-core';
import { Stripe } from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startForwardedStripe, type ForwardedStripe } from '../billing/forwarded-stripe.js';
import { openAccount, type Account } from '../e2e/accounts.js';
import { checked, type Client } from '../e2e/client.js';
import { freshNumber, invoiceBody } from '../e2e/invoices.js';
import { startStack, type Stack } from '../e2e/stack.js';

/** A company's life as a customer of ours: both processes, the simulated Stripe on its own clock, a real browser. */

const CHROMIUM = [
  process.env['CHROMIUM_PATH'],
  ...(process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => [join(folder, 'chromium'), join(folder, 'chrome')]),
].find((path) => path !== undefined && existsSync(path));
const PATIENT = { timeout: 20_000, interval: 200 };

const Subscription = z.looseObject({
  plan: z.string(),
  status: z.string(),
  in_grace_period: z.boolean(),
  current_period_end: z.iso.datetime().nullable(),
  cancel_at_period_end: z.boolean(),
});
const Opened = z.object({ url: z.url() });
const IssuedKey = z.object({ api_key: z.string() });

let stack: Stack;
let stripe: ForwardedStripe;
let acme: Account;
let key: Client;
beforeAll(async () => {
  stripe = await startForwardedStripe('rubis', () => `${stack.api.url}/billing/stripe-webhook`);
  stack = await startStack({ settings: stripe.settings });
  acme = await openAccount(stack.anyone, { siren: '732829320' });
  const issued = checked(await acme.client.post('/v1/api-keys', { label: 'erp' }), 201);
  key = stack.anyone.withKey(IssuedKey.parse(issued.json).api_key, acme.organization.id);
});
afterAll(async () => {
  await stack?.stop();
  await stripe?.stop();
});

const create = () => key.post('/v1/invoices', invoiceBody({ number: freshNumber() }));
const subscription = async () => Subscription.parse(checked(await acme.client.get('/billing/subscription'), 200).json);
/** Waits until the event arrived and the worker looked. */
const becomes = (wanted: object) => expect.poll(subscription, PATIENT).toMatchObject(wanted);

/** The card of the only customer, as Stripe calls it. */
async function cardAtStripe(): Promise<string | undefined> {
  const { host, port, secretKey } = stripe.simulator;
  const client = new Stripe(secretKey, { host, port, protocol: 'http', telemetry: false });
  const [customer] = (await client.customers.list()).data;
  return (await client.paymentMethods.list({ customer: customer?.id ?? '' })).data[0]?.id;
}

/** What time does to everybody: the three months after sign-up are over. */
async function endGrace(): Promise<void> {
  const database = new DatabaseClient({ connectionString: stack.dsn });
  await database.connect();
  await database.query('UPDATE subscriptions SET grace_period_ends_at = now() WHERE organization_id = $1', [
    acme.organization.id,
  ]);
  await database.end();
}

/** Pays as a person does, on the page; without a browser, as its form does. */
async function pay(url: string): Promise<void> {
  if (CHROMIUM === undefined) {
    const fields = {
      card_number: '4242424242424242',
      card_expiry: '12/34',
      card_cvc: '123',
      country: 'FR',
      name: 'Acme',
    };
    const { status } = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    if (status !== 303) throw new Error(`the page answered ${status}`);
    return;
  }
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
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
      page.waitForURL((address) => address.origin === stack.api.url, { waitUntil: 'commit' }),
      page.locator('button[type=submit]').first().click(),
    ]);
  } finally {
    await browser.close();
  }
}

describe('a company that signs up', () => {
  it('is free of limits for a time, and then held to five active invoices', async () => {
    expect(await subscription()).toMatchObject({ plan: 'free', status: 'none', in_grace_period: true });
    for (let count = 0; count < 6; count += 1) checked(await create(), 201);
    await endGrace();
    const refused = checked(await create(), 402);
    expect(refused.json).toMatchObject({
      code: 'billing.plan_limit_reached',
      ...{ reason: 'free_limit_active_invoices', limit: 5, current: 6 },
    });
    expect((await subscription()).in_grace_period).toBe(false);
  });

  it('buys a plan on the page, where its first card is declined, and goes on', async () => {
    const opened = checked(await acme.client.post('/billing/checkout', { plan: 'pro', cycle: 'monthly' }), 200);
    await pay(Opened.parse(opened.json).url);
    await becomes({ plan: 'pro', status: 'active' });
    checked(await create(), 201);
    expect(checked(await acme.client.post('/billing/checkout', { plan: 'business' }), 409).json).toMatchObject({
      code: 'billing.already_subscribed',
    });
  });

  it('is renewed, fails to pay, and recovers', async () => {
    const first = await subscription();
    await stripe.control('clock', { months: 1, hours: 2 });
    await expect
      .poll(async () => (await subscription()).current_period_end, PATIENT)
      .not.toBe(first.current_period_end);
    const card = { payment_method: await cardAtStripe() };
    await stripe.control('cards', { ...card, refuse: 'card_declined' });
    await stripe.control('clock', { months: 1 });
    await becomes({ plan: 'pro', status: 'past_due', payment_grace_ends_at: expect.any(String) });
    const me = checked(await acme.client.get('/auth/me'), 200);
    expect(me.json).toMatchObject({ billing: { unpaid_invoice: { status: 'open' } } });
    checked(await create(), 201);
    await stripe.control('cards', { ...card, refuse: null });
    await stripe.control('clock', { days: 4 });
    await becomes({ plan: 'pro', status: 'active', payment_grace_ends_at: null });
  });

  it('ends the plan, takes that back, ends it again, and is held to the free plan', async () => {
    checked(await acme.client.post('/billing/cancel', {}), 200);
    await becomes({ plan: 'pro', status: 'active', cancel_at_period_end: true });
    checked(await acme.client.post('/billing/reactivate'), 200);
    await becomes({ plan: 'pro', status: 'active', cancel_at_period_end: false });
    checked(await acme.client.post('/billing/cancel', {}), 200);
    await stripe.control('clock', { months: 1 });
    await becomes({ plan: 'free', status: 'cancelled' });
    expect(checked(await create(), 402).json).toMatchObject({ code: 'billing.plan_limit_reached' });
  });
});
