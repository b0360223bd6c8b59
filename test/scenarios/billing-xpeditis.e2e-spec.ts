import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { checked } from '../e2e/client.js';
import { openShop, pay, type Company, type Shop } from './shop.js';

/** Xpeditis sold through the routes of its source, in its spellings, with licences and a commission. */

const CYCLES = ['monthly', 'yearly'];
const Plans = z.object({
  plans: z.array(z.looseObject({ plan: z.string(), name: z.string(), cycles: z.array(z.string()) })),
});

let shop: Shop;
beforeAll(async () => {
  shop = await openShop('xpeditis');
});
afterAll(() => shop?.stop());

const order = ({ account }: Company, body: object) =>
  shop.stack.operator.put(`/v1/admin/organizations/${account.organization.id}/billing`, body);

it('sells five plans, four of them by month and by year', async () => {
  const { json } = checked(await shop.stack.anyone.get('/api/v1/subscriptions/plans'), 200);
  expect(Plans.parse(json).plans.map(({ plan, name, cycles }) => [plan, name, cycles])).toEqual([
    ['free', 'FREE', []],
    ['bronze', 'BRONZE', CYCLES],
    ['silver', 'SILVER', CYCLES],
    ['gold', 'GOLD', CYCLES],
    ['platinium', 'PLATINIUM', CYCLES],
  ]);
  expect(json).toMatchObject({ catalogue: 'xpeditis', sample: true, payment: ['card', 'bank_transfer'] });
});

it('is bought by its older routes and in either spelling, and ended there', async () => {
  const acme = await shop.company();
  const wanted = { plan: 'PLATINUM', cycle: 'yearly', successUrl: `${shop.stack.api.url}/?checkout=success` };
  const opened = checked(await acme.client.post('/api/v1/subscriptions/create-checkout', wanted), 200);
  await pay(z.object({ url: z.url() }).parse(opened.json).url);
  await acme.becomes({ plan: 'platinium', plan_name: 'PLATINIUM', status: 'active', billing_cycle: 'yearly' });
  const ended = checked(await acme.client.post('/api/v1/subscriptions/cancel', {}), 200);
  expect(ended.json).toMatchObject({ plan: 'platinium', subscriptionStatus: 'active', cancelAtPeriodEnd: true });
  await shop.stripe.control('clock', { years: 1, hours: 2 });
  await acme.becomes({ plan: 'free', status: 'cancelled', stripe_status: 'canceled' });
  const current = checked(await acme.client.get('/api/v1/subscriptions/current'), 200);
  expect(current.json).toMatchObject({ plan: 'free', subscriptionStatus: 'cancelled', stripeStatus: 'canceled' });
});

it('gives a licence apart from the plan, and takes it back', async () => {
  const acme = await shop.company();
  await acme.buy({ plan: 'silver' }, { plan: 'silver', status: 'active' });
  const licences = [{ feature: 'sms' }, { feature: 'reply_from_user_email' }];
  checked(await order(acme, { licences, commission_rate: '0.0150' }), 200);
  expect(await acme.subscription()).toMatchObject({
    ...{ plan: 'silver', features: ['multi_users', 'reply_from_user_email', 'sms'], commission_rate: 0.015 },
    caps: { sms_enabled: true, reply_from_user_email: true },
  });
  checked(await order(acme, { licences: [{ feature: 'sms' }] }), 200);
  expect((await acme.subscription()).features).toEqual(['multi_users', 'sms']);
  await acme.inPortal('change', { price: await shop.priceId('gold', 'monthly') });
  await acme.becomes({ plan: 'gold', features: ['multi_users', 'sms'], commission_rate: 0.015 });
  checked(await order(acme, { licences: [] }), 200);
  expect(await acme.subscription()).toMatchObject({
    ...{ plan: 'gold', features: ['multi_users'] },
    caps: { sms_enabled: false, reply_from_user_email: false },
  });
});
