import { Database } from '@onefacture/database';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickStart } from '../../../../libs/invoice/src/testing/bodies.js';
import { ADMIN_KEY, startApi } from '../testing/api-bench.js';

type Api = Awaited<ReturnType<typeof startApi>>;

/** A live organisation with a signed-in owner and a key. */
async function subscriber({ http }: Api) {
  const { body } = await http
    .post('/auth/register')
    .send({
      organization_name: 'Acme SAS',
      email: `${randomUUID()}@acme.example`,
      password: 'a long enough passphrase 1',
      siren: '732829320',
    })
    .expect(201);
  const key = await http
    .post('/v1/admin/api-keys')
    .set('Authorization', `Bearer ${ADMIN_KEY}`)
    .send({ organization_id: body.organization.id, label: 'erp' })
    .expect(201);
  const organization: string = body.organization.id;
  return {
    organization,
    get: (path: string) => http.get(path).set('Authorization', `Bearer ${body.access_token}`),
    read: (path = '/v1/invoices') => http.get(path).set('X-API-Key', key.body.api_key),
    sell: (number: string) =>
      http
        .post('/v1/invoices')
        .set('X-API-Key', key.body.api_key)
        .send({ ...quickStart, number }),
  };
}

describe('with monthly quotas', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi({
      ...process.env,
      ONEFACTURE_TIER_FREE_INVOICES: '2',
      ONEFACTURE_TIER_FREE_API_CALLS: '6',
      ONEFACTURE_RATE_LIMIT_PER_MIN: '1000',
    });
  });
  afterAll(() => api.stop());

  it('GET /billing/plans tells anybody what is sold', async () => {
    const { body, text } = await api.http.get('/billing/plans').expect(200);
    expect(body).toMatchObject({ catalogue: 'onefacture', version: 1, currency: 'EUR', sample: false });
    expect(body.plans.map((plan: { plan: string }) => plan.plan)).toEqual([
      ...['free', 'starter', 'advanced', 'enterprise'],
    ]);
    expect(body.plans[1]).toMatchObject({
      tier: 'starter',
      display_price: '49 €/mois',
      cycles: ['monthly'],
      limits: { invoices: 500, api_calls: 10_000, seats: null },
    });
    expect(text).toContain('"prices":{"monthly":49.00}');
    const alias = await api.http.get('/api/v1/subscriptions/plans').expect(200);
    expect(alias.body.plans[1]).toMatchObject({ displayPrice: '49 €/mois', limits: { apiCalls: 10_000 } });
  });

  it('GET /billing/subscription and its aliases need a signed-in member', async () => {
    const paths = [
      '/billing/subscription',
      '/billing/usage',
      '/api/v1/subscriptions/current',
      '/api/v1/billing/subscription',
    ];
    const answers = await Promise.all(paths.map((path) => api.http.get(path)));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  it('GET /billing/subscription tells where a new organisation stands', async () => {
    const { body } = await (await subscriber(api)).get('/billing/subscription').expect(200);
    expect(body).toMatchObject({
      ...{ plan: 'free', tier: 'free', status: 'none', subscription_status: null, stripe_status: null },
      ...{ billing_cycle: null, in_grace_period: false, grace_period_ends_at: null, access: 'full', over_limit: false },
      ...{ has_stripe_customer: false, cancel_at_period_end: false, cancel_at: null, commission_rate: null },
      ...{ active_invoices_count: 0, seats_count: 1, features: ['multi_users'] },
      caps: { invoices_limit: 2, api_calls_limit: 6, seats_limit: null, multi_users: true, sms_enabled: false },
    });
  });

  it('counts invoices until the quota is used up: 429 with Retry-After to the end of the month', async () => {
    const { sell, get } = await subscriber(api);
    const first = await sell('Q-1').expect(201);
    expect(first.headers['ratelimit-policy']).toMatch(/, "invoices";q=2;w=\d+$/);
    expect(first.headers['ratelimit']).toMatch(/, "invoices";r=1;t=\d+$/);
    await sell('Q-2').expect(201);
    const { body, headers } = await sell('Q-3').expect(429);
    expect(body).toMatchObject({
      ...{ title: 'Quota Exceeded', status: 429, code: 'billing.quota_exceeded', retryable: true },
      ...{ metric: 'invoices', limit: 2, current: 2, type: expect.stringMatching(/\/errors\/quota-exceeded$/) },
    });
    const until = Date.now() + Number(headers['retry-after']) * 1_000;
    expect(Math.abs(new Date(body.resets_at).getTime() - until)).toBeLessThan(10_000);
    const usage = (await get('/billing/usage').expect(200)).body;
    expect(usage.metrics.invoices).toEqual({
      ...{ kind: 'flow', used: 2, limit: 2, remaining: 0, lifted: false, resets_at: body.resets_at },
    });
    expect(usage.metrics.api_calls).toMatchObject({ used: 2, limit: 6, remaining: 4 });
    expect(usage.banner).toEqual({ state: 'reached', metric: 'invoices' });
  });

  it('counts what reaches a handler, and tells with each answer how many calls are left', async () => {
    const { read, get } = await subscriber(api);
    const first = await read().expect(200);
    expect(first.headers['ratelimit-policy']).toMatch(/^"key";q=1000;w=60, "api_calls";q=6;w=\d+$/);
    expect(first.headers['ratelimit']).toMatch(/^"key";r=999;t=\d+, "api_calls";r=5;t=\d+$/);
    await read(`/v1/invoices/${randomUUID()}`).expect(404);
    await read('/v1/nothing').expect(404);
    await get('/billing/usage').expect(200);
    await get('/auth/me').expect(200);
    const usage = (await get('/billing/usage').expect(200)).body;
    expect(usage.metrics.api_calls).toMatchObject({ kind: 'flow', used: 2, limit: 6, remaining: 4 });
    for (let call = 0; call < 3; call += 1) await read().expect(200);
    expect((await get('/billing/usage')).body.banner).toEqual({ state: 'near', metric: 'api_calls' });
    await read().expect(200);
    const { body, headers } = await read().expect(429);
    expect(body).toMatchObject({ code: 'billing.quota_exceeded', metric: 'api_calls', limit: 6, current: 6 });
    expect(headers['ratelimit']).toMatch(/"api_calls";r=0;t=\d+$/);
    expect((await get('/billing/usage')).body.metrics.api_calls.used).toBe(6);
  });

  it('never meters test organisations', async () => {
    const { api_key } = await api.sandbox();
    for (let call = 0; call < 8; call += 1) {
      const { headers } = await api.http.get('/v1/invoices').set('X-API-Key', api_key).expect(200);
      expect(headers['ratelimit']).not.toContain('api_calls');
    }
  });

  it('lets who does not pay only read, then nothing', async () => {
    const { organization, read, sell } = await subscriber(api);
    const become = (status: string) =>
      api.app
        .get(Database)
        .inOrganisation(organization, (tx) =>
          tx.manager.query(
            `UPDATE subscriptions SET plan = 'starter', status = $2, payment_grace_ends_at = now() WHERE organization_id = $1`,
            [organization, status],
          ),
        );
    await become('past_due');
    await read().expect(200);
    const { body } = await sell('P-1').expect(402);
    expect(body).toMatchObject({ code: 'billing.payment_overdue', reason: 'past_due', status: 402 });
    const other = await subscriber(api);
    await api.app
      .get(Database)
      .inOrganisation(other.organization, (tx) =>
        tx.manager.query(`UPDATE subscriptions SET status = 'unpaid' WHERE organization_id = $1`, [other.organization]),
      );
    await other.read().expect(402);
    expect((await other.get('/billing/subscription').expect(200)).body.access).toBe('none');
  });
});

describe('with a cap on active invoices', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi({ ...process.env, ONEFACTURE_BILLING_CATALOGUE: 'rubis' });
  });
  afterAll(() => api.stop());
  const endGrace = (organization: string) =>
    api.app
      .get(Database)
      .inOrganisation(organization, (tx) =>
        tx.manager.query(`UPDATE subscriptions SET grace_period_ends_at = now() WHERE organization_id = $1`, [
          organization,
        ]),
      );

  it('lifts it after sign-up, then answers 402 with what the plan allows', async () => {
    const { organization, sell, get, read } = await subscriber(api);
    const started = (await get('/billing/usage').expect(200)).body;
    expect(started.banner).toEqual({ state: 'grace', metric: null });
    expect(started.metrics).toEqual({
      active_invoices: { kind: 'stock', used: 0, limit: 5, remaining: null, lifted: true, resets_at: null },
      seats: { kind: 'stock', used: 1, limit: 1, remaining: 0, lifted: false, resets_at: null },
    });
    for (let count = 0; count < 6; count += 1) await sell(`C-${count}`).expect(201);
    await endGrace(organization);
    const { body } = await sell('C-6').expect(402);
    const state = (await get('/api/v1/billing/subscription').expect(200)).body;
    expect(body).toMatchObject({
      ...{ title: 'Plan Limit Reached', code: 'billing.plan_limit_reached', status: 402 },
      ...{ reason: 'free_limit_active_invoices', limit: 5, current: 6 },
      type: expect.stringMatching(/\/errors\/plan-limit-reached$/),
      grace_period_ends_at: state.gracePeriodEndsAt,
    });
    expect(state).toMatchObject({
      ...{ plan: 'free', activeInvoicesCount: 6, inGracePeriod: false, overLimit: true, subscriptionStatus: null },
      ...{ billingCycle: null, currentPeriodEnd: null, hasStripeCustomer: false, cancelAtPeriodEnd: false },
      caps: {
        ...{ activeInvoicesLimit: 5, seatsLimit: 1, multiUsers: false, replyFromUserEmail: false, smsEnabled: false },
        ...{ invoicesLimit: null, apiCallsLimit: null },
      },
    });
    expect((await get('/api/v1/subscriptions/current').expect(200)).body).toEqual(state);
    expect((await get('/billing/usage')).body.banner).toEqual({ state: 'reached', metric: 'active_invoices' });
    expect((await read().expect(200)).headers['ratelimit']).not.toContain('api_calls');
  });

  it('has no seat for a second member', async () => {
    const { get } = await subscriber(api);
    expect((await get('/billing/usage').expect(200)).body.metrics.seats).toMatchObject({ used: 1, remaining: 0 });
  });
});
