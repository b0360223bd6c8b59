import { describe, expect, it } from 'vitest';
import { aSubscription, soldCatalogue } from '../testing/subscriptions.js';
import { changedFacts } from './subscription-change.js';
import { SUBSCRIPTION_STATUSES, type Subscription, type SubscriptionFacts } from './subscription.js';

const END = new Date('2026-12-05T09:00:00Z');
const change = (facts: Partial<SubscriptionFacts>, before: Partial<Subscription> = {}) =>
  changedFacts(aSubscription(before), facts, soldCatalogue('rubis'), END);

describe(changedFacts.name, () => {
  it('is nothing when nothing differs', () => {
    const before = { plan: 'pro', status: 'active', currentPeriodEnd: END } as const;
    expect(change({ ...before, currentPeriodEnd: new Date(END) }, before)).toEqual({});
    expect(change({})).toEqual({});
  });

  it('is what differs', () => {
    expect(change({ plan: 'pro', status: 'active', cycle: 'monthly' })).toEqual({
      ...{ plan: 'pro', status: 'active', cycle: 'monthly' },
    });
  });

  it('begins the payment grace with the first failed payment', () => {
    expect(change({ status: 'past_due' }, { status: 'active' })).toEqual({
      ...{ status: 'past_due', paymentGraceEndsAt: END },
    });
    const running = { status: 'past_due', paymentGraceEndsAt: new Date('2026-12-01T09:00:00Z') } as const;
    expect(change({ status: 'past_due' }, running)).toEqual({});
  });

  it.each(SUBSCRIPTION_STATUSES.filter((status) => status !== 'past_due'))('ends it with %s', (status) => {
    const after = change({ status }, { status: 'past_due', paymentGraceEndsAt: END });
    expect(after).toMatchObject({ status, paymentGraceEndsAt: null });
  });

  it('uses the trial up by beginning it', () => {
    expect(change({ status: 'trialing', plan: 'pro' })).toMatchObject({ trialUsed: true });
    expect(change({ status: 'active' }, { status: 'trialing', trialUsed: true })).toEqual({ status: 'active' });
  });

  it('knows a rate however it is written', () => {
    expect(change({ commissionRate: '0.125' }, { commissionRate: '0.1250' })).toEqual({});
    expect(change({ commissionRate: '0.15' }, { commissionRate: '0.1250' })).toEqual({ commissionRate: '0.1500' });
    expect(change({ commissionRate: null }, { commissionRate: '0.1250' })).toEqual({ commissionRate: null });
  });

  it('moves to another catalogue', () => {
    expect(change({}, { catalogue: 'onefacture', catalogueVersion: 2 })).toEqual({
      ...{ catalogue: 'rubis', catalogueVersion: 1 },
    });
  });
});
