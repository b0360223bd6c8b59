import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checked } from '../e2e/client.js';
import { GOOD_CARD, openShop, pay, sendForm, type Company, type Shop } from './shop.js';

/** The four tiers sold: by card, by transfer, and by what the operator writes down. */

const DAY_MS = 86_400_000;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop('onefacture', { ONEFACTURE_TIER_FREE_INVOICES: '2' });
});
afterAll(() => shop?.stop());

const order = ({ account }: Company, body: object) =>
  shop.stack.operator.put(`/v1/admin/organizations/${account.organization.id}/billing`, body);
const usage = async ({ client }: Company) => checked(await client.get('/billing/usage'), 200).json;

const tier = (
  plan: string,
  monthly: number | undefined,
  words: string,
  invoices: number | null,
  calls: number | null,
) =>
  expect.objectContaining({
    ...{ plan, tier: plan, prices: monthly === undefined ? {} : { monthly }, display_price: words },
    limits: { invoices, api_calls: calls, seats: null },
  });

it('sells four tiers at the amounts and with the quotas of its source, but for what the operator set', async () => {
  const { json } = checked(await shop.stack.anyone.get('/billing/plans'), 200);
  expect(json).toMatchObject({
    ...{ catalogue: 'onefacture', sample: false, payment: ['card', 'bank_transfer'], signup_grace: null },
    plans: [
      tier('free', undefined, '0 €/mois', 2, 1_000),
      tier('starter', 49, '49 €/mois', 500, 10_000),
      tier('advanced', 199, '199 €/mois', 5_000, 100_000),
      tier('enterprise', 999, '999 €/mois', null, null),
    ],
  });
});

describe('a card', () => {
  it('buys a tier by its name, and the quota that stopped the month is larger at once', async () => {
    const acme = await shop.company();
    checked(await acme.create(), 201);
    checked(await acme.create(), 201);
    const refused = checked(await acme.create(), 429);
    expect(refused.json).toMatchObject({ code: 'billing.quota_exceeded', metric: 'invoices', limit: 2, current: 2 });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const page = await acme.checkout({ tier: 'starter', success_url: `${shop.stack.api.url}/?paid=1` });
    await pay(page);
    await acme.becomes({ plan: 'starter', tier: 'starter', status: 'active', billing_cycle: 'monthly' });
    checked(await acme.create(), 201);
    expect(await usage(acme)).toMatchObject({ plan: 'starter', metrics: { invoices: { used: 3, limit: 500 } } });
    expect((await acme.bills())[0]).toMatchObject({ status: 'paid', net: 49 });
  });
});

it('is charged the VAT of its country, and a business of another by its number none', async () => {
  const paying = { card_number: GOOD_CARD, card_expiry: '12/34', card_cvc: '123' };
  const billed = async (fields: Readonly<Record<string, string>>) => {
    const company = await shop.company();
    await sendForm(await company.checkout({ plan: 'starter' }), { ...paying, ...fields });
    await company.becomes({ plan: 'starter', status: 'active' });
    return (await company.bills())[0];
  };
  expect(await billed({ country: 'FR' })).toMatchObject({ net: 49, tax: 9.8, total: 58.8 });
  expect(await billed({ country: 'DE' })).toMatchObject({ net: 49, tax: 9.31, total: 58.31 });
  expect(await billed({ country: 'DE', vat_number: 'DE123456789' })).toMatchObject({ net: 49, tax: 0, total: 49 });
});

describe('a transfer', () => {
  it('to Stripe gives nothing before it arrives, and the plan once it did', async () => {
    const acme = await shop.company();
    const page = await acme.checkout({ plan: 'advanced', payment: 'bank_transfer' });
    await acme.becomes({ plan: 'free', status: 'pending_bank_transfer', subscribed_plan: 'advanced' });
    const [open] = await acme.bills();
    expect(open).toMatchObject({ status: 'open', net: 199 });
    expect(checked(await acme.client.post('/billing/checkout', { plan: 'starter' }), 409).json).toMatchObject({
      code: 'billing.already_subscribed',
    });
    await sendForm(page, { method: 'customer_balance' });
    await acme.becomes({ plan: 'advanced', status: 'active', stripe_status: 'active' });
    expect((await acme.bills())[0]).toMatchObject({ status: 'paid', net: 199 });
    expect(await usage(acme)).toMatchObject({ metrics: { invoices: { limit: 5_000 }, api_calls: { limit: 100_000 } } });
    const twice = { bank_transfer: { plan: 'starter', paid_until: new Date(Date.now() + DAY_MS).toISOString() } };
    expect(checked(await order(acme, twice), 409).json).toMatchObject({ code: 'billing.wrong_state' });
  });

  it('that the operator wrote down is a plan until its end, then past due', async () => {
    const acme = await shop.company();
    const until = new Date(Date.now() + 3_000);
    const paid = { bank_transfer: { plan: 'starter', cycle: 'monthly', paid_until: until.toISOString() } };
    expect(checked(await order(acme, paid), 200).json).toMatchObject({ plan: 'starter', status: 'active' });
    expect(await acme.subscription()).toMatchObject({
      ...{ plan: 'starter', status: 'active', stripe_status: null, billing_cycle: 'monthly' },
      ...{ current_period_end: until.toISOString(), has_stripe_customer: false },
    });
    for (let count = 0; count < 3; count += 1) checked(await acme.create(), 201);
    await sleep(Math.max(0, until.getTime() - Date.now()) + 100);
    await shop.nextRound();
    await acme.becomes({ plan: 'starter', status: 'past_due', payment_grace_ends_at: expect.any(String) });
    checked(await acme.create(), 201);
    const later = { bank_transfer: { plan: 'advanced', paid_until: new Date(Date.now() + DAY_MS).toISOString() } };
    checked(await order(acme, later), 200);
    expect(await acme.subscription()).toMatchObject({
      ...{ plan: 'advanced', status: 'active', payment_grace_ends_at: null },
    });
  });
});

describe('the operator', () => {
  it('puts another plan in force than the one that is paid, and takes that back', async () => {
    const acme = await shop.company();
    checked(await order(acme, { plan_override: 'enterprise' }), 200);
    expect(await acme.subscription()).toMatchObject({ plan: 'enterprise', status: 'none', access: 'full' });
    for (let count = 0; count < 3; count += 1) checked(await acme.create(), 201);
    checked(await order(acme, { plan_override: null }), 200);
    expect(await acme.subscription()).toMatchObject({ plan: 'free' });
    checked(await acme.create(), 429);
  });
});
