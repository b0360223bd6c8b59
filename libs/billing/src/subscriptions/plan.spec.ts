import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aSubscription, soldCatalogue } from '../testing/subscriptions.js';
import { accessOf, endIsSet, fits, inSignupGrace, isLive, limitOf, planInForce, trialDaysFor } from './plan.js';
import { stateOf } from './subscription-state.js';
import { SUBSCRIPTION_STATUSES } from './subscription.js';

const RUBIS = soldCatalogue('rubis');
const NOW = new Date('2026-11-21T09:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

describe('the plan in force', () => {
  it.each([
    ['none', 'free'],
    ['pending_payment', 'free'],
    ['pending_bank_transfer', 'free'],
    ['trialing', 'pro'],
    ['active', 'pro'],
    ['past_due', 'pro'],
    ['unpaid', 'pro'],
    ['paused', 'free'],
    ['cancelled', 'free'],
  ] as const)('of a subscription that is %s is %s', (status, plan) => {
    expect(planInForce(RUBIS, aSubscription({ plan: 'pro', status })).id).toBe(plan);
  });

  it('is the operator’s word whatever is paid', () => {
    for (const status of SUBSCRIPTION_STATUSES) {
      expect(planInForce(RUBIS, aSubscription({ planOverride: 'business', status })).id).toBe('business');
    }
  });

  it('is the one without price when the catalogue no longer has the other', () => {
    expect(planInForce(RUBIS, aSubscription({ plan: 'gone', status: 'active' })).id).toBe('free');
  });
});

const overdue = (endsIn: number) => aSubscription({ status: 'past_due', paymentGraceEndsAt: later(endsIn) });

describe('access', () => {
  it('is full while a failed payment may still be made good, then only to read', () => {
    expect([accessOf(overdue(1), NOW), accessOf(overdue(0), NOW)]).toEqual(['full', 'read_only']);
  });

  it('is none once the payment was given up on, unless the operator says otherwise', () => {
    expect(accessOf(aSubscription({ status: 'unpaid' }), NOW)).toBe('none');
    expect(accessOf(aSubscription({ status: 'unpaid', planOverride: 'pro' }), NOW)).toBe('full');
  });

  it.each(['none', 'pending_payment', 'pending_bank_transfer', 'trialing', 'active', 'paused', 'cancelled'] as const)(
    'is full while %s',
    (status) => expect(accessOf(aSubscription({ status }), NOW)).toBe('full'),
  );
});

describe('the grace after sign-up', () => {
  const free = aSubscription({ gracePeriodEndsAt: later(1) });

  it('lifts the cap on active invoices, and nothing else', () => {
    expect(limitOf(RUBIS, free, 'active_invoices', NOW)).toBeNull();
    expect(limitOf(RUBIS, free, 'seats', NOW)).toBe(1);
  });

  it('is over at its end', () => {
    expect(limitOf(RUBIS, aSubscription({ gracePeriodEndsAt: NOW }), 'active_invoices', NOW)).toBe(5);
  });

  it('is of the free plan alone', () => {
    const paid = aSubscription({ plan: 'pro', status: 'active', gracePeriodEndsAt: later(1) });
    expect([inSignupGrace(RUBIS, free, NOW), inSignupGrace(RUBIS, paid, NOW)]).toEqual([true, false]);
  });
});

describe('limits', () => {
  it('let pass what fits, and null lets everything pass', () => {
    const count = fc.nat({ max: 1_000 });
    fc.assert(
      fc.property(count, count, count, (limit, current, delta) => {
        expect(fits(limit, current, delta)).toBe(current + delta <= limit);
        expect(fits(null, current, delta)).toBe(true);
      }),
    );
  });

  it('of volumes do not bite', () => {
    const bloom = soldCatalogue('bloom');
    expect(limitOf(bloom, aSubscription({ catalogue: 'bloom' }), 'drive_storage', NOW)).toBeNull();
  });
});

describe('what a subscription may become', () => {
  const [, plus] = soldCatalogue('bloom').plans;

  it('has a trial once, on whichever plan', () => {
    expect(plus && [trialDaysFor(plus, { trialUsed: false }), trialDaysFor(plus, { trialUsed: true })]).toEqual([
      14, 0,
    ]);
  });

  it('is one at a time', () => {
    const live = SUBSCRIPTION_STATUSES.filter((status) => isLive({ status, stripeSubscriptionId: 'sub_1' }));
    expect(live).toEqual(SUBSCRIPTION_STATUSES.filter((status) => status !== 'none' && status !== 'cancelled'));
    expect(isLive({ status: 'pending_payment', stripeSubscriptionId: null })).toBe(false);
  });

  it('ends in one of two ways', () => {
    expect(endIsSet(aSubscription())).toBe(false);
    expect(endIsSet(aSubscription({ cancelAtPeriodEnd: true }))).toBe(true);
    expect(endIsSet(aSubscription({ cancelAt: NOW }))).toBe(true);
  });
});

const state = (change: Parameters<typeof aSubscription>[0], stock: { active_invoices: number; seats: number }) =>
  stateOf({
    subscription: aSubscription(change),
    catalogue: RUBIS,
    licences: ['sms', 'multi_users'],
    stock,
    stripeCustomerId: null,
    now: NOW,
  });

describe(stateOf.name, () => {
  it('is over the limit when more is held than the plan allows, whether a grace runs or not', () => {
    expect(state({}, { active_invoices: 6, seats: 1 }).overLimit).toBe(true);
    expect(state({}, { active_invoices: 5, seats: 1 }).overLimit).toBe(false);
    expect(state({ plan: 'business', status: 'active' }, { active_invoices: 99, seats: 6 }).overLimit).toBe(true);
    expect(state({ plan: 'business', status: 'active' }, { active_invoices: 99, seats: 5 }).overLimit).toBe(false);
  });

  it('joins the features of the plan and of licences', () => {
    expect(state({}, { active_invoices: 0, seats: 1 }).features).toEqual(['multi_users', 'sms']);
    expect(state({ planOverride: 'business' }, { active_invoices: 0, seats: 1 }).features).toEqual([
      ...['multi_users', 'reply_from_user_email', 'sms'],
    ]);
  });
});
