import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PASSWORD } from '../e2e/accounts.js';
import { checked } from '../e2e/client.js';
import { mailedToken } from '../e2e/mails.js';
import { ownDocument } from '../e2e/own-documents.js';
import { openShop, type Company, type Shop } from './shop.js';

/** Rubis sold: changes of cycle and plan, one subscription at a time, caps after a downgrade, events that go astray. */

const Listed = z.object({ data: z.array(z.looseObject({ id: z.uuid() })) });

let shop: Shop;
beforeAll(async () => {
  shop = await openShop('rubis');
});
afterAll(() => shop?.stop());

const stored = async ({ key }: Company) => Listed.parse(checked(await key.get('/v1/invoices?limit=50'), 200).json).data;

const plan = (id: string, prices: object, activeInvoices: number | null, seats: number, features: string[] = []) =>
  expect.objectContaining({ plan: id, prices, limits: { active_invoices: activeInvoices, seats }, features });

it('sells three plans at the amounts and with the caps of its source', async () => {
  const { json } = checked(await shop.stack.anyone.get('/billing/plans'), 200);
  expect(json).toMatchObject({
    ...{ catalogue: 'rubis', currency: 'EUR', sample: false, payment: ['card'], payment_grace_days: 14 },
    signup_grace: { months: 3, plan: 'free', lifts: ['active_invoices'] },
    plans: [
      plan('free', {}, 5, 1),
      plan('pro', { monthly: 19, yearly: 190 }, null, 1),
      plan('business', { monthly: 49, yearly: 490 }, null, 5, ['multi_users', 'reply_from_user_email']),
    ],
  });
});

describe('monthly to yearly of the same plan', () => {
  it('is not a second purchase: checkout says 409 and names the portal', async () => {
    const acme = await shop.company();
    await acme.buy({ plan: 'pro', cycle: 'monthly' }, { plan: 'pro', status: 'active', billing_cycle: 'monthly' });
    const again = { plan: 'pro', cycle: 'yearly' };
    const refused = checked(await acme.client.post('/billing/checkout', again), 409);
    expect(refused.json).toMatchObject({
      code: 'billing.already_subscribed',
      remediation_hint: expect.stringContaining('/billing/portal'),
    });
    const alias = checked(await acme.client.post('/api/v1/subscriptions/create-checkout', again), 409);
    expect(alias.json).toMatchObject({ code: 'billing.already_subscribed' });
    expect(await acme.subscription()).toMatchObject({ plan: 'pro', status: 'active', billing_cycle: 'monthly' });
  });

  it('is done in the portal: what is left of the month is credited, and the year begins', async () => {
    const acme = await shop.company();
    await acme.buy({ plan: 'pro', cycle: 'monthly' }, { plan: 'pro', status: 'active' });
    const before = await acme.subscription();
    await acme.inPortal('change', { price: await shop.priceId('pro', 'yearly') });
    await acme.becomes({ plan: 'pro', status: 'active', billing_cycle: 'yearly' });
    const { current_period_end: ends } = await acme.subscription();
    const months = (Date.parse(String(ends)) - Date.parse(String(before.current_period_end))) / 86_400_000 / 30.4;
    expect(Math.round(months)).toBe(11);
    const [year, month] = await acme.bills();
    expect(month).toMatchObject({ status: 'paid', net: 19 });
    expect(year).toMatchObject({ status: 'paid' });
    const amounts = year?.lines.map(({ amount }) => amount) ?? [];
    expect(amounts).toContain(190);
    const credit = Math.min(...amounts);
    expect(credit).toBeLessThan(0);
    expect(credit).toBeGreaterThanOrEqual(-19);
    expect(year?.net).toBeCloseTo(190 + credit, 2);
  });
});

describe('a downgrade below what is held', () => {
  it('from business to pro keeps both members, and lets nobody join', async () => {
    const acme = await shop.company();
    await acme.buy({ plan: 'business' }, { plan: 'business', status: 'active' });
    const invite = (email: string) => acme.client.post('/v1/organization/invitations', { email, role: 'member' });
    const email = `paul-${acme.account.organization.id}@acme.example`;
    checked(await invite(email), 201);
    const token = await mailedToken(shop.stack.simulatorUrl, email, /invit/i);
    checked(await shop.stack.anyone.post('/auth/accept-invitation', { token, name: 'Paul', password: PASSWORD }), 200);
    await acme.inPortal('change', { price: await shop.priceId('pro', 'monthly') });
    await acme.becomes({ plan: 'pro', status: 'active', over_limit: true, seats_count: 2 });
    const { data } = Listed.extend({ data: z.array(z.unknown()) }).parse(
      checked(await acme.client.get('/v1/organization/members'), 200).json,
    );
    expect(data).toHaveLength(2);
    expect(checked(await invite('third@acme.example'), 402).json).toMatchObject({
      ...{ code: 'billing.plan_limit_reached', reason: 'pro_limit_seats', limit: 1, current: 2 },
    });
    checked(await acme.create(), 201);
  });

  it('from pro to free keeps every invoice, and takes the next once there is room', async () => {
    const acme = await shop.company();
    await acme.buy({ plan: 'pro' }, { plan: 'pro', status: 'active' });
    await shop.endGrace(acme);
    for (let count = 0; count < 7; count += 1) checked(await acme.create(), 201);
    checked(await acme.client.post('/billing/cancel', { immediately: true }), 200);
    expect(await acme.subscription()).toMatchObject({ plan: 'free', status: 'cancelled', over_limit: true });
    const refused = { reason: 'free_limit_active_invoices', limit: 5, current: 7 };
    expect(checked(await acme.create(), 402).json).toMatchObject(refused);
    const invoices = await stored(acme);
    expect(invoices).toHaveLength(7);
    for (const { id } of invoices.slice(0, 3)) checked(await acme.key.post(`/v1/invoices/${id}/cancel`, {}), 200);
    expect(await acme.subscription()).toMatchObject({ over_limit: false, active_invoices_count: 4 });
    checked(await acme.create(), 201);
    expect(checked(await acme.create(), 402).json).toMatchObject({ ...refused, current: 5 });
  });
});

it('holds an import to what still fits', async () => {
  const acme = await shop.company();
  await shop.endGrace(acme);
  for (let count = 0; count < 4; count += 1) checked(await acme.create(), 201);
  const files = [await ownDocument('cii'), await ownDocument('ubl')];
  const answer = await acme.key.upload(
    '/v1/invoices/import-batch',
    files.map((content, at) => ['files', `${at}.xml`, content] as const),
  );
  expect(checked(answer, 201).json).toMatchObject({
    drafts: [
      { filename: '0.xml', status: 'stored' },
      { filename: '1.xml', status: 'refused', refusal: { code: 'billing.plan_limit_reached' } },
    ],
  });
  expect(await stored(acme)).toHaveLength(5);
});

/** What Stripe says itself. */
async function fresh(company: Company) {
  const { data } = await shop.atStripe.subscriptions.list({ status: 'all', limit: 100 });
  const found = data.find(({ metadata }) => metadata['organization_id'] === company.account.organization.id);
  if (!found) throw new Error('Stripe has no subscription of this company');
  const [item] = found.items.data;
  const recurring = item?.price.recurring?.interval;
  return {
    stripe_status: found.status,
    cancel_at_period_end: found.cancel_at_period_end || found.cancel_at !== null,
    current_period_end: new Date((item?.current_period_end ?? 0) * 1_000).toISOString(),
    billing_cycle: recurring === 'year' ? 'yearly' : 'monthly',
  };
}

describe('events of Stripe', () => {
  it('that come twice and overtake each other change nothing', async () => {
    await shop.stripe.control('events/behaviour', { duplicate_rate: 1, reorder_rate: 0.6, seed: 7 });
    const acme = await shop.company();
    await acme.buy({ plan: 'pro' }, { plan: 'pro', status: 'active' });
    await acme.inPortal('change', { price: await shop.priceId('business', 'yearly') });
    await acme.inPortal('cancel');
    await shop.stripe.control('settled');
    const standing = await fresh(acme);
    expect(standing).toMatchObject({ billing_cycle: 'yearly', cancel_at_period_end: true });
    await acme.becomes({ plan: 'business', status: 'active', ...standing });
    await shop.stripe.control('events/behaviour');
  });

  it('that arrive backwards, three times each, end where Stripe stands', async () => {
    const acme = await shop.company();
    await acme.buy({ plan: 'business' }, { plan: 'business', status: 'active' });
    await shop.quiet(acme);
    await shop.stripe.control('events/behaviour', { hold: true });
    await acme.inPortal('cancel');
    await acme.inPortal('resume');
    await acme.inPortal('change', { price: await shop.priceId('pro', 'monthly') });
    expect(await acme.subscription()).toMatchObject({ plan: 'business' });
    await shop.stripe.control('events/behaviour');
    await shop.stripe.control('events/release', { order: 'reversed', times: 3 });
    await acme.becomes({ plan: 'pro', status: 'active', ...(await fresh(acme)) });
  });

  it('that were never sent, whatever Stripe believes, are found by the next round of the worker', async () => {
    const companies: Company[] = [];
    for (const behaviour of [{ lose_rate: 1 }, { drop_rate: 1 }]) {
      const company = await shop.company();
      await company.buy({ plan: 'pro' }, { plan: 'pro', status: 'active' });
      await shop.quiet(company);
      await shop.stripe.control('events/behaviour', behaviour);
      await company.inPortal('cancel');
      await shop.stripe.control('settled');
      await shop.stripe.control('events/behaviour');
      expect(await company.subscription()).toMatchObject({ cancel_at_period_end: false });
      companies.push(company);
    }
    await shop.nextRound();
    for (const company of companies) {
      const standing = await fresh(company);
      expect(standing.cancel_at_period_end).toBe(true);
      await company.becomes(standing);
    }
  });
});
