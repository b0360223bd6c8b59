import { BillingSettings } from '@onefacture/config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalogues } from '../catalogue/catalogues.js';
import { changeFrom, leading, statusOf } from './payment-change.js';
import { openCheckout, standingOf, storedSubscription, subscribed } from './testing/standings.js';

const { current } = Catalogues.load(BillingSettings.from({ ONEFACTURE_BILLING_CATALOGUE: 'rubis' }));
const now = new Date('2026-11-21T12:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const context = (before = {}) => ({ before: storedSubscription(before), catalogue: current, current, now });

describe(statusOf, () => {
  it.each([
    ['incomplete', 'pending_payment'],
    ['incomplete_expired', 'cancelled'],
    ['trialing', 'trialing'],
    ['active', 'active'],
    ['past_due', 'past_due'],
    ['unpaid', 'unpaid'],
    ['paused', 'paused'],
    ['canceled', 'cancelled'],
    ['something_new', undefined],
  ])('calls %s %s', (status, ours) => expect(statusOf(subscribed({ status }))).toBe(ours));

  it('waits for the first transfer', () => {
    const waiting = { byTransfer: true, firstInvoiceOpen: true };
    expect(statusOf(subscribed({ ...waiting, status: 'active' }))).toBe('pending_bank_transfer');
    expect(statusOf(subscribed({ ...waiting, status: 'past_due' }))).toBe('pending_bank_transfer');
    expect(statusOf(subscribed({ ...waiting, status: 'canceled' }))).toBe('cancelled');
    expect(statusOf(subscribed({ byTransfer: true, status: 'past_due' }))).toBe('past_due');
    expect(statusOf(subscribed({ firstInvoiceOpen: true, status: 'active' }))).toBe('active');
  });
});

describe(leading, () => {
  it('is the one that gives most, then the newest, and never a stranger', () => {
    const old = subscribed({ id: 'sub_old', status: 'canceled' });
    const due = subscribed({ id: 'sub_due', status: 'past_due', createdAt: later(2) });
    const active = subscribed({ id: 'sub_active', createdAt: later(1) });
    const newest = subscribed({ id: 'sub_newest', createdAt: later(3) });
    const stranger = subscribed({ id: 'sub_stranger', price: undefined, createdAt: later(9) });
    expect(leading([old, due, active, stranger])?.id).toBe('sub_active');
    expect(leading([old, active, due, newest])?.id).toBe('sub_newest');
    expect(leading([old, stranger])?.id).toBe('sub_old');
    expect(leading([stranger])).toBeUndefined();
  });

  it('does not depend on the order of the list', () => {
    const one = fc.record({
      id: fc.constantFrom('sub_a', 'sub_b', 'sub_c', 'sub_d'),
      status: fc.constantFrom('active', 'past_due', 'canceled', 'incomplete', 'news'),
      createdAt: fc.constantFrom(now, later(1)),
    });
    const lists = fc
      .uniqueArray(one, { selector: ({ id }) => id })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(lists, ([list, shuffled]) => {
        expect(leading(shuffled.map((more) => subscribed(more)))).toEqual(
          leading(list.map((more) => subscribed(more))),
        );
      }),
    );
  });
});

describe(changeFrom, () => {
  it('gives the plan that is paid, with its rhythm and end', () => {
    const paid = subscribed({ currentPeriodEnd: later(30), cancelAt: later(30) });
    expect(changeFrom(standingOf({ subscriptions: [paid] }), context())).toEqual({
      plan: 'pro',
      cycle: 'monthly',
      status: 'active',
      stripeStatus: 'active',
      stripeSubscriptionId: 'sub_1',
      currentPeriodEnd: later(30),
      cancelAt: later(30),
      cancelAtPeriodEnd: false,
      trialEndsAt: null,
    });
  });

  it('counts the grace of a failed payment from the failure, whenever we hear of it', () => {
    const due = subscribed({ status: 'past_due', unpaidSince: later(-3) });
    expect(changeFrom(standingOf({ subscriptions: [due] }), context())).toMatchObject({
      status: 'past_due',
      paymentGraceEndsAt: later(11),
    });
  });

  it('remembers that a trial was had, over all subscriptions', () => {
    const tried = subscribed({ id: 'sub_0', status: 'canceled', trialEndsAt: later(-60) });
    expect(changeFrom(standingOf({ subscriptions: [subscribed(), tried] }), context())).toMatchObject({
      trialUsed: true,
      status: 'active',
    });
  });

  it('falls back to the plan without price when it is over, and keeps its name', () => {
    const over = subscribed({ status: 'canceled' });
    expect(changeFrom(standingOf({ subscriptions: [over] }), context({ stripeSubscriptionId: 'sub_1' }))).toMatchObject(
      {
        plan: 'free',
        cycle: null,
        status: 'cancelled',
        stripeStatus: 'canceled',
        stripeSubscriptionId: 'sub_1',
        currentPeriodEnd: null,
      },
    );
  });

  it('waits for a payment while a page is open, and no longer', () => {
    const open = standingOf({ checkouts: [openCheckout({ expiresAt: later(1) })] });
    expect(changeFrom(open, context())).toMatchObject({ plan: 'free', status: 'pending_payment' });
    expect(changeFrom(open, context({ status: 'cancelled', stripeSubscriptionId: 'sub_0' }))).toMatchObject({
      status: 'pending_payment',
    });
    const closed = standingOf({ checkouts: [openCheckout({ expiresAt: later(-1) })] });
    expect(changeFrom(closed, context({ status: 'pending_payment' }))).toMatchObject({ status: 'none' });
  });

  it('leaves a plan alone that was settled outside the provider', () => {
    expect(changeFrom(standingOf(), context({ status: 'active', plan: 'business' }))).toBeUndefined();
    expect(changeFrom(standingOf(), context())).toBeUndefined();
  });

  it('keeps what it has where the provider uses a word nobody knows', () => {
    expect(changeFrom(standingOf({ subscriptions: [subscribed({ status: 'news' })] }), context())).toBeUndefined();
  });

  it('keeps the plan of a catalogue that is sold no more', () => {
    const other = subscribed({ price: { catalogue: 'bloom', plan: 'large', cycle: 'yearly' } });
    const change = changeFrom(standingOf({ subscriptions: [other] }), context({ plan: 'large' }));
    expect(change).toMatchObject({ status: 'active', cycle: 'yearly' });
    expect(change).not.toHaveProperty('plan');
  });

  it('stays on the version that was bought', () => {
    const bought = subscribed({ price: { catalogue: 'rubis', version: 1, plan: 'business', cycle: 'yearly' } });
    expect(changeFrom(standingOf({ subscriptions: [bought] }), context())).toMatchObject({
      plan: 'business',
      catalogueVersion: 1,
    });
  });
});
