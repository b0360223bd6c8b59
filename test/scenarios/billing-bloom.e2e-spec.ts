import { afterAll, beforeAll, expect, it } from 'vitest';
import { checked } from '../e2e/client.js';
import { openShop, PATIENT, type Shop } from './shop.js';

/** Bloom sold: volumes that are told, and a trial that is had once. */

const DAY_MS = 86_400_000;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop('bloom');
});
afterAll(() => shop?.stop());

const volumes = (storage: number, downloads: number, seats: number | null) => ({
  drive_storage: storage,
  parallel_bitflow_downloads: downloads,
  seats,
});

it('sells plans with volumes that are told and not held to, and two weeks of trial', async () => {
  const { json } = checked(await shop.stack.anyone.get('/billing/plans'), 200);
  expect(json).toMatchObject({
    ...{ catalogue: 'bloom', sample: true, payment: ['card'], signup_grace: null },
    plans: [
      { plan: 'free', prices: {}, trial_days: 0, limits: volumes(5e9, 1, 1) },
      { plan: 'plus', prices: { monthly: 5, yearly: 50 }, trial_days: 14, limits: volumes(2e11, 5, 1) },
      { plan: 'group', prices: { monthly: 25, yearly: 250 }, trial_days: 14, limits: volumes(2e12, 20, null) },
    ],
  });
});

it('has a trial end in a subscription that is paid, and renewed', async () => {
  const acme = await shop.company();
  await acme.buy({ plan: 'plus' }, { plan: 'plus', status: 'trialing', stripe_status: 'trialing' });
  const { trial_ends_at: ends } = await acme.subscription();
  expect(Math.round((Date.parse(String(ends)) - Date.now()) / DAY_MS)).toBe(14);
  expect((await acme.bills()).map(({ net }) => net)).toEqual([0]);
  await shop.stripe.control('clock', { days: 14, hours: 2 });
  await acme.becomes({ plan: 'plus', status: 'active', stripe_status: 'active' });
  await expect.poll(async () => (await acme.bills()).map(({ net }) => net), PATIENT).toEqual([5, 0]);
  await shop.stripe.control('clock', { months: 1 });
  await expect.poll(async () => (await acme.bills()).map(({ net }) => net), PATIENT).toEqual([5, 5, 0]);
});

it('gives a trial once, on whichever plan', async () => {
  const acme = await shop.company();
  await acme.buy({ plan: 'plus' }, { plan: 'plus', status: 'trialing' });
  checked(await acme.client.post('/billing/cancel', { immediately: true }), 200);
  expect(await acme.subscription()).toMatchObject({ plan: 'free', status: 'cancelled' });
  await acme.buy({ plan: 'group' }, { plan: 'group', status: 'active', trial_ends_at: null });
  expect((await acme.bills())[0]).toMatchObject({ status: 'paid', net: 25 });
});

it('ends a trial that was cancelled without a cent', async () => {
  const acme = await shop.company();
  await acme.buy({ plan: 'plus' }, { plan: 'plus', status: 'trialing' });
  checked(await acme.client.post('/billing/cancel', {}), 200);
  expect(await acme.subscription()).toMatchObject({ status: 'trialing', cancel_at_period_end: true });
  await shop.stripe.control('clock', { days: 14, hours: 2 });
  await acme.becomes({ plan: 'free', status: 'cancelled' });
  expect((await acme.bills()).map(({ net }) => net)).toEqual([0]);
});
