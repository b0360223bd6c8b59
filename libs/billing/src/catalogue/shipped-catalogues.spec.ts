import { BillingSettings } from '@onefacture/config';
import { describe, expect, it } from 'vitest';
import { defaultPlanOf, planNamed } from './catalogue.js';
import { Catalogues } from './catalogues.js';

const sold = (id: string, environment: Record<string, string> = {}) =>
  Catalogues.load(BillingSettings.from({ ONEFACTURE_BILLING_CATALOGUE: id, ...environment })).current;
const table = (id: string, environment?: Record<string, string>) =>
  sold(id, environment).plans.map(({ id: plan, prices, caps }) => [plan, prices, caps]);

describe('onefacture', () => {
  it('has the four tiers with their monthly quotas', () => {
    expect(table('onefacture')).toEqual([
      ['free', {}, { invoices: 50, api_calls: 1_000, seats: null }],
      ['starter', { monthly: 49_00 }, { invoices: 500, api_calls: 10_000, seats: null }],
      ['advanced', { monthly: 199_00 }, { invoices: 5_000, api_calls: 100_000, seats: null }],
      ['enterprise', { monthly: 999_00 }, { invoices: null, api_calls: null, seats: null }],
    ]);
    expect(sold('onefacture').limits).toMatchObject({ invoices: { kind: 'flow', onExceed: 429 } });
    expect(sold('onefacture').limits).toMatchObject({ api_calls: { kind: 'flow', onExceed: 429 } });
  });

  it('tells support, availability, dashboard and onboarding', () => {
    expect(sold('onefacture').plans.map(({ attributes }) => attributes)).toEqual([
      { support: 'community', sla: null, dashboard: false, onboarding: 'self_serve' },
      { support: 'email', sla: '99.5', dashboard: true, onboarding: 'self_serve' },
      { support: 'priority', sla: '99.9', dashboard: true, onboarding: 'self_serve' },
      { support: 'premium', sla: '99.99', dashboard: true, onboarding: 'dedicated' },
    ]);
  });

  it('is the default, without grace after sign-up, with two weeks after a failed payment', () => {
    const { current } = Catalogues.load(BillingSettings.from({}));
    expect(current).toMatchObject({ id: 'onefacture', signupGrace: null, paymentGraceDays: 14, sample: false });
  });

  it.each([
    ['ONEFACTURE_TIER_FREE_INVOICES', 'free', 'invoices', 50],
    ['ONEFACTURE_TIER_FREE_API_CALLS', 'free', 'api_calls', 1_000],
    ['ONEFACTURE_TIER_STARTER_INVOICES', 'starter', 'invoices', 500],
    ['ONEFACTURE_TIER_STARTER_API_CALLS', 'starter', 'api_calls', 10_000],
    ['ONEFACTURE_TIER_ADVANCED_INVOICES', 'advanced', 'invoices', 5_000],
    ['ONEFACTURE_TIER_ADVANCED_API_CALLS', 'advanced', 'api_calls', 100_000],
    ['ONEFACTURE_TIER_ENTERPRISE_INVOICES', 'enterprise', 'invoices', null],
    ['ONEFACTURE_TIER_ENTERPRISE_API_CALLS', 'enterprise', 'api_calls', null],
  ] as const)('%s sets the number; 0 keeps it, -1 lifts it', (name, plan, metric, kept) => {
    const cap = (value: string) => planNamed(sold('onefacture', { [name]: value }), plan)?.caps[metric];
    expect([cap('7'), cap('0'), cap('-1')]).toEqual([7, kept, null]);
  });

  it.each(['FREE', 'STARTER', 'ADVANCED', 'ENTERPRISE'])('ONEFACTURE_DISPLAY_PRICE_%s is what is shown', (tier) => {
    const catalogue = sold('onefacture', { [`ONEFACTURE_DISPLAY_PRICE_${tier}`]: 'on request' });
    expect(planNamed(catalogue, tier)?.displayPrice).toBe('on request');
  });

  it('shows its prices in words', () => {
    const words = sold('onefacture').plans.map(({ displayPrice }) => displayPrice);
    expect(words).toEqual(['0 €/mois', '49 €/mois', '199 €/mois', '999 €/mois']);
  });

  it.each(['STARTER', 'ADVANCED', 'ENTERPRISE'])('ONEFACTURE_PRICE_%s is its price at Stripe', (tier) => {
    const catalogue = sold('onefacture', { [`ONEFACTURE_PRICE_${tier}`]: 'price_1' });
    expect(planNamed(catalogue, tier)?.priceIds).toEqual({ monthly: 'price_1' });
  });

  it('has no price at Stripe for what costs nothing', () => {
    expect(defaultPlanOf(sold('onefacture', { ONEFACTURE_PRICE_FREE: 'price_0' })).priceIds).toEqual({});
  });
});

describe('rubis', () => {
  it('caps active invoices and seats', () => {
    expect(table('rubis')).toEqual([
      ['free', {}, { active_invoices: 5, seats: 1 }],
      ['pro', { monthly: 19_00, yearly: 190_00 }, { active_invoices: null, seats: 1 }],
      ['business', { monthly: 49_00, yearly: 490_00 }, { active_invoices: null, seats: 5 }],
    ]);
    expect(sold('rubis').limits).toMatchObject({ active_invoices: { kind: 'stock', onExceed: 402 } });
  });

  it('lifts the cap of the free plan for three months after sign-up', () => {
    expect(sold('rubis').signupGrace).toEqual({ months: 3, plan: 'free', lifts: ['active_invoices'] });
  });

  it('gives several users and replies from their address to business alone, and text messages to none', () => {
    const features = sold('rubis').plans.map((plan) => plan.features);
    expect(features).toEqual([[], [], ['multi_users', 'reply_from_user_email']]);
  });

  it('is not touched by the tiers of the other catalogue', () => {
    expect(table('rubis', { ONEFACTURE_TIER_FREE_INVOICES: '7' })).toEqual(table('rubis'));
    expect(sold('rubis').plans.map(({ displayPrice }) => displayPrice)).toEqual([null, null, null]);
  });
});

describe('xpeditis', () => {
  it('has five plans, four of them by month and by year, with made-up amounts', () => {
    const { plans, sample, payment } = sold('xpeditis');
    expect(plans.map(({ name }) => name)).toEqual(['FREE', 'BRONZE', 'SILVER', 'GOLD', 'PLATINIUM']);
    expect(plans.map(({ prices }) => Object.keys(prices).join())).toEqual(['', ...Array(4).fill('monthly,yearly')]);
    expect({ sample, payment }).toEqual({ sample: true, payment: ['card', 'bank_transfer'] });
  });

  it.each(['PLATINIUM', 'platinium', 'PLATINUM', 'Platinum'])('knows %s', (word) => {
    expect(planNamed(sold('xpeditis'), word)?.id).toBe('platinium');
  });

  it.each(['SILVER', 'GOLD', 'PLATINIUM'])('takes STRIPE_%s_MONTHLY_PRICE_ID and its yearly twin', (plan) => {
    const environment = {
      [`STRIPE_${plan}_MONTHLY_PRICE_ID`]: 'price_m',
      [`ONEFACTURE_STRIPE_${plan}_YEARLY_PRICE_ID`]: 'price_y',
    };
    const priceIds = { monthly: 'price_m', yearly: 'price_y' };
    expect(planNamed(sold('xpeditis', environment), plan)?.priceIds).toEqual(priceIds);
  });

  it('takes a price id under the other spelling of a plan', () => {
    const catalogue = sold('xpeditis', { STRIPE_PLATINUM_YEARLY_PRICE_ID: 'price_p' });
    expect(planNamed(catalogue, 'platinium')?.priceIds).toEqual({ yearly: 'price_p' });
  });
});

describe('bloom', () => {
  it('tells volumes that nobody here holds to, and is a sample', () => {
    const { limits, plans, sample } = sold('bloom');
    expect(sample).toBe(true);
    expect(limits).toMatchObject({
      drive_storage: { kind: 'volume', onExceed: 'none' },
      parallel_bitflow_downloads: { kind: 'volume', onExceed: 'none' },
    });
    for (const { caps } of plans) {
      expect(caps.drive_storage).toBeGreaterThan(0);
      expect(caps.parallel_bitflow_downloads).toBeGreaterThan(0);
    }
  });

  it('lets its plans be tried for two weeks', () => {
    expect(sold('bloom').plans.map(({ trialDays }) => trialDays)).toEqual([0, 14, 14]);
  });
});
