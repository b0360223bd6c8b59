import { Catalogues, setUpStripe, stripePayments, type StripePayments } from '@onefacture/billing';
import { BillingSettings } from '@onefacture/config';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStripeSimulator, type RunningStripe } from '../../apps/simulator/src/stripe/stripe-simulator.js';

/** Stripe as the product speaks to it, through stripe-node, against the simulated account. */

let simulator: RunningStripe;
let receiver: Server;
let baseUrl: string;
let payments: StripePayments;
const received: { body: Buffer; signature: string }[] = [];
const settingsFor = (more: Record<string, string> = {}) =>
  BillingSettings.from({
    ONEFACTURE_BILLING_CATALOGUE: 'xpeditis',
    ONEFACTURE_STRIPE_SECRET_KEY: simulator.secretKey,
    ONEFACTURE_STRIPE_API_BASE_URL: simulator.url,
    ...more,
  });
const paymentsWith = (settings: BillingSettings): StripePayments => {
  const made = stripePayments(settings, Catalogues.load(settings).current);
  if (!made) throw new Error('the settings have no key');
  return made;
};
const setUp = (more: Record<string, string> = {}) => {
  const settings = settingsFor(more);
  return setUpStripe(settings, { catalogue: Catalogues.load(settings).current, publicBaseUrl: baseUrl });
};

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ body: Buffer.concat(chunks), signature: String(request.headers['stripe-signature']) });
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => {
    receiver.listen(0, '127.0.0.1', resolve);
  });
  baseUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  simulator = await startStripeSimulator({ port: 0, retryMs: [5] });
  const steps = await setUp();
  const secret = /WEBHOOK_SECRET=(\S+)/.exec(steps.map(({ note = '' }) => note).join())?.[1] ?? '';
  payments = paymentsWith(settingsFor({ ONEFACTURE_STRIPE_WEBHOOK_SECRET: `whsec_of_another_day,${secret}` }));
});
afterAll(async () => {
  await simulator?.stop();
  receiver?.closeAllConnections();
  receiver?.close();
});

const control = (path: string, body: object = {}) =>
  fetch(`${simulator.url}/_simulator/stripe/${path}`, { method: 'POST', body: JSON.stringify(body) });
const price = (plan: string, cycle: 'monthly' | 'yearly' = 'monthly') =>
  ({ catalogue: 'xpeditis', version: 1, plan, cycle }) as const;
const newCustomer = () => payments.createCustomer({ anonymousId: randomUUID() });
const order = (customer: string, plan = 'silver', trialDays = 0) => ({
  organizationId: randomUUID(),
  customer,
  price: price(plan),
  trialDays,
  replaces: [] as string[],
  at: new Date(),
  successUrl: `${baseUrl}/?checkout=success`,
  cancelUrl: `${baseUrl}/?checkout=cancelled`,
});

async function pay(url: string, card = '4242424242424242'): Promise<Response> {
  const fields = { card_number: card, card_expiry: '12/34', card_cvc: '123', country: 'FR', name: 'Acme' };
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}
async function bought(plan = 'silver', trialDays = 0): Promise<string> {
  const customer = await newCustomer();
  const { url } = await payments.checkout(order(customer, plan, trialDays));
  expect((await pay(url)).status).toBe(303);
  return customer;
}
const first = async (customer: string) => {
  const [subscription] = (await payments.standing(customer)).subscriptions;
  if (!subscription) throw new Error('nothing was bought');
  return subscription;
};

describe('setting up', () => {
  it('changes nothing the second time', async () => {
    const again = await setUp();
    expect(again.map(({ outcome }) => outcome)).toEqual(again.map(() => 'kept'));
    expect(again.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'product platinium',
        'price platinium yearly',
        'portal configuration',
        'webhook endpoint',
      ]),
    );
  });

  it('takes the webhook endpoint that a simulated account was started with, by whatever name of this host', async () => {
    const webhook = { url: 'http://api:8080/billing/stripe-webhook', secret: 'whsec_of_the_start' };
    const other = await startStripeSimulator({ port: 0, webhook });
    try {
      const steps = await setUp({ ONEFACTURE_STRIPE_API_BASE_URL: other.url });
      const endpoint = steps.find(({ what }) => what === 'webhook endpoint');
      expect(endpoint).toMatchObject({ outcome: 'changed' });
      expect(endpoint).not.toHaveProperty('note');
    } finally {
      await other.stop();
    }
  });

  it('leaves prices alone whose ids are settings', async () => {
    const steps = await setUp({ STRIPE_GOLD_YEARLY_PRICE_ID: 'price_of_the_operator' });
    expect(steps.find(({ what }) => what === 'price gold yearly')).toMatchObject({
      id: 'price_of_the_operator',
      outcome: 'skipped',
    });
  });

  it('needs a key', async () => {
    const settings = BillingSettings.from();
    const { current } = Catalogues.load(settings);
    await expect(setUpStripe(settings, { catalogue: current, publicBaseUrl: baseUrl })).rejects.toMatchObject({
      code: 'billing.payments_disabled',
    });
    expect(stripePayments(settings, current)).toBeUndefined();
  });
});

describe('a customer who leaves', () => {
  it('is forgotten with means of payment and subscriptions, also a second time', async () => {
    const customer = await bought();
    expect((await payments.standing(customer)).paymentMethods).toHaveLength(1);
    await payments.forgetCustomer(customer);
    await payments.forgetCustomer(customer);
    await payments.forgetCustomer('cus_of_nobody');
    const nothing = { subscriptions: [], checkouts: [], invoices: [], paymentMethods: [] };
    expect(await payments.standing(customer)).toEqual(nothing);
  });
});

describe('buying', () => {
  it('makes one customer of one anonymous id', async () => {
    const anonymousId = randomUUID();
    const made = await Promise.all([
      payments.createCustomer({ anonymousId }),
      payments.createCustomer({ anonymousId }),
    ]);
    expect(made[0]).toBe(made[1]);
  });

  it('tells a business only where that is wanted', async () => {
    const business = { name: 'Acme', email: 'a@acme.example', siren: '732829320', vatNumber: 'FR44732829320' };
    const customer = await payments.createCustomer({ anonymousId: randomUUID(), business });
    expect(await payments.standing(customer)).toEqual({
      subscriptions: [],
      checkouts: [],
      invoices: [],
      paymentMethods: [],
    });
  });

  it('is active once the page is paid, with an invoice and a card', async () => {
    const customer = await newCustomer();
    const wanted = order(customer);
    const page = await payments.checkout(wanted);
    expect(await payments.checkout(wanted)).toEqual(page);
    expect((await payments.standing(customer)).checkouts).toEqual([page]);
    expect((await pay(page.url, '4000000000000002')).status).not.toBe(303);
    expect((await payments.standing(customer)).subscriptions.filter(({ status }) => status === 'active')).toEqual([]);
    expect((await pay(page.url)).status).toBe(303);
    const standing = await payments.standing(customer);
    expect(standing.checkouts).toEqual([]);
    expect(standing.subscriptions).toMatchObject([{ status: 'active', price: price('silver'), unpaidSince: null }]);
    expect(standing.invoices).toMatchObject([{ status: 'paid', currency: 'EUR', net: 5_900, due: 0 }]);
    expect(standing.paymentMethods).toMatchObject([{ type: 'card', last4: '4242' }]);
    expect(await payments.getSubscription(standing.subscriptions[0]?.id ?? '')).toEqual(standing.subscriptions[0]);
  });

  it('closes a page', async () => {
    const customer = await newCustomer();
    const { id, url } = await payments.checkout(order(customer));
    await payments.closeCheckout(id);
    await payments.closeCheckout(id);
    expect((await payments.standing(customer)).checkouts).toEqual([]);
    expect((await pay(url)).status).toBe(410);
  });

  it('opens another page in place of a closed one, in the same minute too', async () => {
    const wanted = order(await newCustomer());
    const { id } = await payments.checkout(wanted);
    await payments.closeCheckout(id);
    const page = await payments.checkout({ ...wanted, replaces: [id] });
    expect((await pay(page.url)).status).toBe(303);
  });

  it('begins with a trial', async () => {
    expect(await first(await bought('silver', 14))).toMatchObject({
      status: 'trialing',
      trialEndsAt: expect.any(Date),
    });
  });

  it('waits for a transfer', async () => {
    const customer = await newCustomer();
    const { url } = await payments.startByTransfer(order(customer, 'gold'));
    expect(url).toContain(simulator.url);
    expect(await first(customer)).toMatchObject({ status: 'active', byTransfer: true, firstInvoiceOpen: true });
    const [invoice] = (await payments.standing(customer)).invoices;
    expect(invoice).toMatchObject({ status: 'open', net: 9_900 });
    await control('transfers', { invoice: invoice?.id });
    expect(await first(customer)).toMatchObject({ status: 'active', firstInvoiceOpen: false });
  });

  it('says that a price is missing', async () => {
    const wanted = { ...order(await newCustomer()), price: price('diamond') };
    await expect(payments.checkout(wanted)).rejects.toMatchObject({ code: 'billing.price_missing' });
  });
});

describe('ending', () => {
  it('ends with the period, and is taken back however it was ended', async () => {
    const { id } = await first(await bought());
    const ending = await payments.cancel(id, 'at_period_end');
    expect(ending.cancelAtPeriodEnd || ending.cancelAt !== null).toBe(true);
    expect(await payments.reactivate(id)).toMatchObject({ cancelAt: null, cancelAtPeriodEnd: false, status: 'active' });
  });

  it('ends now', async () => {
    const customer = await bought();
    expect(await payments.cancel((await first(customer)).id, 'immediately')).toMatchObject({ status: 'canceled' });
    expect(await first(customer)).toMatchObject({ status: 'canceled' });
  });

  it('opens the portal that was set up', async () => {
    const url = await payments.portal(await bought(), `${baseUrl}/`);
    const page = await (await fetch(url)).text();
    expect(page).toContain(`${baseUrl}/`);
  });
});

describe('events', () => {
  it('come signed, name the customer, and are listed', async () => {
    received.length = 0;
    const since = new Date(Date.now() - 60_000);
    const customer = await bought();
    await control('settled');
    const told = received.map(({ body, signature }) => payments.readEvent(body, signature, new Date()));
    expect(told).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'checkout.session.completed', customer, ours: true }),
        expect.objectContaining({ type: 'customer.subscription.created', customer, ours: true }),
      ]),
    );
    const listed = [];
    for await (const event of payments.eventsSince(since)) if (event.customer === customer) listed.push(event.type);
    expect(listed).toContain('customer.subscription.created');
  });

  it('that could not be delivered are found', async () => {
    await control('events/behaviour', { lose_rate: 1 });
    const customer = await bought();
    await control('settled');
    await control('events/behaviour', { lose_rate: 0 });
    const listed = [];
    for await (const event of payments.eventsSince(new Date(Date.now() - 60_000))) listed.push(event.customer);
    expect(listed).toContain(customer);
  });
});

describe('a Stripe that fails', () => {
  it('is said to be unavailable, and knows nobody it was never told of', async () => {
    expect(await payments.getSubscription('sub_unknown')).toBeUndefined();
    expect((await payments.standing('cus_unknown')).subscriptions).toEqual([]);
    const strangers = paymentsWith(settingsFor({ ONEFACTURE_STRIPE_SECRET_KEY: 'sk_test_of_somebody_else' }));
    await expect(strangers.standing('cus_1')).rejects.toMatchObject({ code: 'billing.provider_unavailable' });
  });
});
