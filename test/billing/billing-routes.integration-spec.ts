import { PaymentSyncService } from '@onefacture/billing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from '../../apps/api/src/testing/api-bench.js';
import type { RunningStripe } from '../../apps/simulator/src/stripe/stripe-simulator.js';
import { startForwardedStripe, type ForwardedStripe } from './forwarded-stripe.js';

/** The routes of payments, from sign-up on, with the simulated Stripe; the worker's part is done by hand. */

const PASSWORD = 'a long sentence of my own';
type Api = Awaited<ReturnType<typeof startApi>>;
let stripe: ForwardedStripe;
let simulator: RunningStripe;
let api: Api;
let apiUrl: string;

beforeAll(async () => {
  stripe = await startForwardedStripe('xpeditis', () => `${apiUrl}/api/v1/billing/webhook`);
  ({ simulator } = stripe);
  api = await startApi(stripe.settings);
  apiUrl = await api.app.getUrl();
});
afterAll(async () => {
  await api?.stop();
  await stripe?.stop();
});

const control = (path: string, body?: object) => stripe.control(path, body);

let people = 0;
async function owner() {
  people += 1;
  const body = { organization_name: 'Acme', email: `owner${people}@acme.example`, password: PASSWORD };
  const { body: registered } = await api.http.post('/auth/register').send(body).expect(201);
  const { access_token: token, organization } = registered as { access_token: string; organization: { id: string } };
  const call = (method: 'get' | 'post', path: string, sent?: object) => {
    const request = api.http[method](path).set('Authorization', `Bearer ${token}`);
    return sent ? request.send(sent) : request;
  };
  return {
    organization: organization.id,
    get: (path: string) => call('get', path),
    post: (path: string, sent?: object) => call('post', path, sent),
    /** Events arrive, then the worker does its job. @returns the subscription */
    async settled() {
      await control('settled');
      await api.app.get(PaymentSyncService, { strict: false }).applyDue(organization.id);
      return (await call('get', '/billing/subscription').expect(200)).body as Record<string, unknown>;
    },
  };
}
type Owner = Awaited<ReturnType<typeof owner>>;

async function pay(url: string, card = '4242424242424242'): Promise<number> {
  const fields = { card_number: card, card_expiry: '12/34', card_cvc: '123', country: 'FR', name: 'Acme' };
  const { status } = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  return status;
}
async function buy(who: Owner, plan = 'silver', card?: string): Promise<void> {
  const { body } = await who.post('/billing/checkout', { plan }).expect(200);
  expect(await pay(body.url, card)).toBe(303);
}

describe('a subscription', () => {
  it('is bought, ended, taken back and over', async () => {
    const acme = await owner();
    await acme.get('/billing/portal').expect(409);
    const { body } = await acme.post('/billing/checkout', { plan: 'SILVER', cycle: 'monthly' }).expect(200);
    expect(await acme.settled()).toMatchObject({ plan: 'free', status: 'pending_payment' });
    expect(await pay(body.url)).toBe(303);
    expect(await acme.settled()).toMatchObject({
      plan: 'silver',
      status: 'active',
      stripe_status: 'active',
      billing_cycle: 'monthly',
      cancel_at_period_end: false,
      has_stripe_customer: true,
    });
    const second = await acme.post('/billing/checkout', { plan: 'gold' }).expect(409);
    expect(second.body).toMatchObject({ code: 'billing.already_subscribed' });
    expect(second.body.remediation_hint).toContain('/billing/portal');

    const cancelled = await acme.post('/billing/cancel', {}).expect(200);
    expect(cancelled.body).toMatchObject({ plan: 'silver', status: 'active', cancel_at_period_end: true });
    const back = await acme.post('/billing/reactivate').expect(200);
    expect(back.body).toMatchObject({ status: 'active', cancel_at_period_end: false, cancel_at: null });
    await acme.post('/billing/reactivate').expect(409);

    const over = await acme.post('/api/v1/subscriptions/cancel', { immediately: true }).expect(200);
    expect(over.body).toMatchObject({ plan: 'free', subscriptionStatus: 'cancelled', stripeStatus: 'canceled' });
    await acme.post('/billing/cancel', {}).expect(409);
    await buy(acme, 'gold');
    expect(await acme.settled()).toMatchObject({ plan: 'gold', status: 'active' });
  });

  it('shows its invoices and cards, to its own organisation', async () => {
    const [acme, others] = [await owner(), await owner()];
    await buy(acme);
    await acme.settled();
    const invoices = await acme.get('/billing/invoices').expect(200);
    expect(invoices.body.data).toMatchObject([{ status: 'paid', currency: 'EUR', net: 59, amount_due: 0 }]);
    const methods = await acme.get('/billing/payment-methods').expect(200);
    expect(methods.body.data).toMatchObject([{ type: 'card', brand: 'visa', last4: '4242' }]);
    expect((await others.get('/billing/invoices').expect(200)).body.data).toEqual([]);
    expect((await others.get('/billing/payment-methods').expect(200)).body.data).toEqual([]);
  });

  it('is past due when a renewal fails, and recovers', async () => {
    const acme = await owner();
    await buy(acme, 'silver', '4000000000000341');
    expect(await acme.settled()).toMatchObject({ status: 'active' });
    await control('clock', { months: 1, hours: 2 });
    expect(await acme.settled()).toMatchObject({
      plan: 'silver',
      status: 'past_due',
      payment_grace_ends_at: expect.any(String),
    });
    const { body } = await acme.get('/billing/payment-methods').expect(200);
    expect(body.data).toHaveLength(1);
    const open = await acme.get('/billing/invoices').expect(200);
    expect(await pay(open.body.data[0].url)).toBe(303);
    expect(await acme.settled()).toMatchObject({ status: 'active', payment_grace_ends_at: null });
  });

  it('waits for a transfer', async () => {
    const acme = await owner();
    const wanted = { plan: 'gold', cycle: 'yearly', payment: 'bank_transfer' };
    const { body } = await acme.post('/billing/checkout', wanted).expect(200);
    expect(body.url).toContain(simulator.url);
    expect(await acme.settled()).toMatchObject({ plan: 'free', status: 'pending_bank_transfer' });
    await acme.post('/billing/checkout', wanted).expect(409);
    const { body: ended } = await acme.post('/billing/cancel').expect(200);
    expect(ended).toMatchObject({ status: 'cancelled' });
  });
});

describe('the portal', () => {
  it('is opened by GET, by POST, and by a link', async () => {
    const acme = await owner();
    await buy(acme);
    await acme.settled();
    expect((await acme.get('/billing/portal').expect(200)).body.url).toContain(simulator.url);
    expect((await acme.post('/billing/portal', {}).expect(200)).body.url).toContain(simulator.url);
    expect((await acme.post('/api/v1/billing/portal', {}).expect(200)).body.url).toContain(simulator.url);
    const { headers } = await acme.get('/billing/portal?redirect=1').redirects(0).expect(303);
    expect(headers['location']).toContain(simulator.url);
    await acme.post('/billing/portal', { return_url: 'https://evil.example/' }).expect(422);
  });

  it('moves to the year, and ends what is taken back here', async () => {
    const acme = await owner();
    await buy(acme);
    await acme.settled();
    const { body } = await acme.post('/billing/portal', {}).expect(200);
    const act = (action: string, fields: Record<string, string> = {}) =>
      fetch(`${body.url}/${action}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    const list = await fetch(`${simulator.url}/v1/prices?lookup_keys[0]=xpeditis_silver_yearly`, {
      headers: { Authorization: `Bearer ${simulator.secretKey}` },
    });
    const { data } = (await list.json()) as { data: { id: string }[] };
    expect((await act('change', { price: data[0]?.id ?? '' })).status).toBe(303);
    expect(await acme.settled()).toMatchObject({ plan: 'silver', status: 'active', billing_cycle: 'yearly' });
    expect((await act('cancel')).status).toBe(303);
    expect(await acme.settled()).toMatchObject({ status: 'active', cancel_at_period_end: true });
    const back = await acme.post('/api/v1/billing/reactivate').expect(200);
    expect(back.body).toMatchObject({ status: 'active', cancelAtPeriodEnd: false, cancelAt: null });
    expect((await act('cancel')).status).toBe(303);
    await control('clock', { months: 13 });
    expect(await acme.settled()).toMatchObject({ plan: 'free', status: 'cancelled', stripe_status: 'canceled' });
  });
});

describe('bad input', () => {
  it.each([
    [{ plan: 'diamond' }, 'billing.unknown_plan'],
    [{ plan: 'silver', cycle: 'weekly' }, 'request.invalid'],
    [{ plan: 'free' }, 'request.invalid'],
    [{}, 'request.invalid'],
    [{ plan: 'silver', tier: 'gold' }, 'request.invalid'],
    [{ plan: 'silver', success_url: 'https://evil.example/' }, 'request.invalid'],
    [{ plan: 'silver', cancelUrl: 'https://evil.example/' }, 'request.invalid'],
  ])('%j is refused', async (body, code) => {
    const acme = await owner();
    const answer = await acme.post('/api/v1/subscriptions/create-checkout', body).expect(422);
    expect(answer.body).toMatchObject({ code });
  });

  it.each(['/billing/stripe-webhook', '/billing/webhook', '/api/v1/billing/webhook', '/api/v1/subscriptions/webhook'])(
    '%s takes nothing that is not signed',
    async (path) => {
      const { body } = await api.http.post(path).set('Stripe-Signature', 't=1,v1=00').send({ id: 'evt_1' }).expect(400);
      expect(body).toMatchObject({ code: 'billing.event_not_signed' });
    },
  );

  it('needs somebody who is signed in', async () => {
    const refused = [
      await api.http.post('/billing/checkout').send({ plan: 'silver' }),
      await api.http.get('/billing/invoices'),
      await api.http.post('/billing/reactivate'),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401]);
  });
});

it('without a key there is only the free plan', async () => {
  const free = await startApi({});
  try {
    const email = 'owner@free.example';
    const body = { organization_name: 'Acme', email, password: PASSWORD };
    const { body: registered } = await free.http.post('/auth/register').send(body).expect(201);
    const bearer = `Bearer ${registered.access_token}`;
    const post = (path: string, sent: object) => free.http.post(path).set('Authorization', bearer).send(sent);
    const refused = await post('/billing/checkout', { tier: 'starter' }).expect(503);
    expect(refused.body).toMatchObject({ code: 'billing.payments_disabled', retryable: false });
    expect(refused.headers['retry-after']).toBeUndefined();
    await post('/billing/portal', {}).expect(503);
    await post('/billing/cancel', {}).expect(503);
    await free.http.post('/billing/stripe-webhook').send({}).expect(503);
  } finally {
    await free.stop();
  }
});
