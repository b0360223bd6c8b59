import { BillingSettings } from '@onefacture/config';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Catalogues } from '../catalogue/catalogues.js';
import { startBilling, type BillingBench } from '../testing/billing-bench.js';
import { addMonths } from './grace.js';
import { SubscriptionRepository } from './subscription.repository.js';
import type { SubscriptionChange } from './subscription.js';
import { SubscriptionsService } from './subscriptions.service.js';

let bench: BillingBench;
let owner: Client;
beforeAll(async () => {
  bench = await startBilling({ ONEFACTURE_BILLING_CATALOGUE: 'rubis' });
  owner = new Client(bench.dsn);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await bench.stop();
});

const apply = (organisation: string, change: Omit<SubscriptionChange, 'actor' | 'cause'>) =>
  bench.within(organisation, (tx) =>
    bench.subscriptions.apply(tx, { actor: 'worker', cause: 'stripe.event', ...change }),
  );
const told = async (organisation: string) => {
  const sql = `SELECT body FROM webhook_messages WHERE organization_id = $1 AND type LIKE 'billing.%' ORDER BY id`;
  const { rows } = await owner.query<{ body: string }>(sql, [organisation]);
  return rows.map(({ body }) => JSON.parse(body) as { type: string; data: object });
};
const audited = async (organisation: string) => {
  const sql = `SELECT actor, details FROM audit_entries WHERE organization_id = $1 AND action = 'subscription.change' ORDER BY id`;
  return (await owner.query<{ actor: string; details: object }>(sql, [organisation])).rows;
};

describe('a new live organisation', () => {
  it('has the plan without price, a grace counted from its sign-up, and a customer nobody was told of', async () => {
    const organisation = await bench.live();
    const state = await bench.subscriptions.state(organisation);
    const { rows } = await owner.query<{ created_at: Date }>('SELECT created_at FROM organizations WHERE id = $1', [
      organisation,
    ]);
    expect(state).toMatchObject({ inGracePeriod: true, access: 'full', overLimit: false, hasStripeCustomer: false });
    expect(state.subscription).toMatchObject({ plan: 'free', status: 'none', catalogue: 'rubis', version: 1 });
    expect(state.subscription.gracePeriodEndsAt).toEqual(rows[0] && addMonths(rows[0].created_at, 3));
    const customer = await bench.within(organisation, (tx) => new SubscriptionRepository(tx).customer());
    expect(customer).toMatchObject({ stripeCustomerId: null, anonymousId: expect.not.stringContaining(organisation) });
  });

  it('gets it once, however many ask at the same time', async () => {
    const organisation = await bench.live();
    await owner.query('DELETE FROM subscriptions WHERE organization_id = $1', [organisation]);
    const asked = Array.from({ length: 8 }, () => bench.within(organisation, (tx) => bench.subscriptions.ensure(tx)));
    expect(new Set((await Promise.all(asked)).map(({ id }) => id)).size).toBe(1);
  });

  it('that is older than subscriptions gets the grace that is left of its three months', async () => {
    const organisation = await bench.live();
    await owner.query('DELETE FROM subscriptions WHERE organization_id = $1', [organisation]);
    await owner.query(`UPDATE organizations SET created_at = '2025-11-30T10:00:00Z' WHERE id = $1`, [organisation]);
    const { subscription, inGracePeriod } = await bench.subscriptions.state(organisation);
    expect(subscription.gracePeriodEndsAt?.toISOString()).toBe('2026-02-28T10:00:00.000Z');
    expect(inGracePeriod).toBe(false);
  });
});

describe('a change', () => {
  const bought = {
    plan: 'pro',
    cycle: 'monthly',
    status: 'active',
    stripeStatus: 'active',
    stripeSubscriptionId: 'sub_1',
    currentPeriodEnd: new Date('2026-12-21T09:00:00Z'),
  } as const;

  it('is written, audited and told once', async () => {
    const organisation = await bench.live();
    const { subscription, changed } = await apply(organisation, bought);
    expect(subscription).toMatchObject({ ...bought, version: 2 });
    expect(changed).toEqual([
      ...['plan', 'cycle', 'status', 'stripeStatus', 'stripeSubscriptionId', 'currentPeriodEnd'],
    ]);
    expect((await bench.subscriptions.state(organisation)).subscription).toEqual(subscription);
    expect(await audited(organisation)).toEqual([
      {
        actor: 'worker',
        details: { cause: 'stripe.event', changed: changed.join(','), plan: 'pro', status: 'active' },
      },
    ]);
    expect(await told(organisation)).toMatchObject([
      {
        type: 'billing.subscription_changed',
        data: {
          ...{ subscription_id: subscription.id, plan: 'pro', previous_plan: 'free', status: 'active' },
          ...{ previous_status: 'none', cycle: 'monthly', current_period_end: '2026-12-21T09:00:00.000Z', version: 2 },
        },
      },
    ]);
  });

  it('that changes nothing leaves no trace', async () => {
    const organisation = await bench.live();
    await apply(organisation, bought);
    const { subscription, changed } = await apply(organisation, bought);
    expect({ version: subscription.version, changed }).toEqual({ version: 2, changed: [] });
    expect([await told(organisation), await audited(organisation)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('to another version than the one that was read is refused', async () => {
    const organisation = await bench.live();
    await apply(organisation, { ...bought, ifVersion: 1 });
    await expect(apply(organisation, { status: 'past_due', ifVersion: 1 })).rejects.toMatchObject({
      code: 'billing.changed_meanwhile',
    });
  });

  it('to a plan nobody sells is refused, and none of it is written', async () => {
    const organisation = await bench.live();
    await expect(apply(organisation, { plan: 'platinium', status: 'active' })).rejects.toMatchObject({
      code: 'billing.unknown_plan',
    });
    await expect(apply(organisation, { planOverride: 'gold' })).rejects.toMatchObject({ code: 'billing.unknown_plan' });
    expect((await bench.subscriptions.state(organisation)).subscription).toMatchObject({ status: 'none', version: 1 });
  });

  it('names plans by their id, however they were written', async () => {
    const organisation = await bench.live();
    const { subscription } = await apply(organisation, { plan: 'PRO', planOverride: 'Business' });
    expect(subscription).toMatchObject({ plan: 'pro', planOverride: 'business' });
  });

  it('of a failed payment gives fourteen days, which the next payment ends', async () => {
    const organisation = await bench.live();
    await apply(organisation, bought);
    const failed = await apply(organisation, { status: 'past_due', stripeStatus: 'past_due' });
    const days = 14 * 86_400_000;
    expect(failed.subscription.paymentGraceEndsAt?.getTime()).toBe(bench.clock.now().getTime() + days);
    expect((await bench.subscriptions.state(organisation)).access).toBe('full');
    bench.clock.pass(days);
    expect((await bench.subscriptions.state(organisation)).access).toBe('read_only');
    expect((await apply(organisation, { status: 'active' })).subscription.paymentGraceEndsAt).toBeNull();
    expect((await bench.subscriptions.state(organisation)).access).toBe('full');
  });

  it('by several at the same time is written one after the other', async () => {
    const organisation = await bench.live();
    const statuses = ['active', 'past_due', 'unpaid', 'cancelled', 'trialing', 'paused'] as const;
    await Promise.all(statuses.map((status) => apply(organisation, { status })));
    expect((await bench.subscriptions.state(organisation)).subscription.version).toBe(1 + statuses.length);
    expect(await told(organisation)).toHaveLength(statuses.length);
  });
});

describe('licences', () => {
  it('give features beside the plan until they end or are taken back', async () => {
    const organisation = await bench.live();
    const grant = (feature: string, expiresAt: Date | null, revokedAt: Date | null) =>
      owner.query(
        `INSERT INTO licences (organization_id, id, feature, granted_at, granted_by, expires_at, revoked_at)
           VALUES ($1, gen_random_uuid(), $2, now(), 'admin', $3, $4)`,
        [organisation, feature, expiresAt, revokedAt],
      );
    const now = bench.clock.now();
    await grant('sms', null, null);
    await grant('api_export', new Date(now.getTime() + 60_000), null);
    await grant('over', now, null);
    await grant('taken', null, now);
    expect((await bench.subscriptions.state(organisation)).features).toEqual(['api_export', 'sms']);
  });
});

describe('an organisation that bought another catalogue', () => {
  it('stays on it until it moves to another plan', async () => {
    const organisation = await bench.live();
    const others = Catalogues.load(BillingSettings.from({ ONEFACTURE_BILLING_CATALOGUE: 'onefacture' }));
    const before = new SubscriptionsService(bench.database, others, bench.clock);
    await bench.within(organisation, (tx) =>
      before.apply(tx, { actor: 'worker', cause: 'test', plan: 'advanced', status: 'active' }),
    );
    const stayed = await apply(organisation, { status: 'past_due' });
    expect(stayed.subscription).toMatchObject({ plan: 'advanced', catalogue: 'onefacture', catalogueVersion: 1 });
    expect((await bench.subscriptions.state(organisation)).caps.invoices).toBe(5_000);
    expect((await apply(organisation, { plan: 'pro' })).subscription).toMatchObject({
      plan: 'pro',
      catalogue: 'rubis',
    });
  });
});

describe('organisations', () => {
  it('never see each other’s subscription, and are found by what Stripe calls them', async () => {
    const [one, other] = [await bench.live(), await bench.live()];
    await apply(one, { plan: 'pro', status: 'active' });
    await bench.within(one, (tx) => new SubscriptionRepository(tx).nameCustomer('cus_1'));
    const seen = await bench.within(other, (tx) => tx.manager.query<unknown[]>('SELECT * FROM subscriptions'));
    expect(seen).toHaveLength(1);
    const found = (wanted: string) => bench.database.query('SELECT * FROM find_billing_customer($1)', [wanted]);
    const customer = await bench.within(one, (tx) => new SubscriptionRepository(tx).customer());
    expect(await found('cus_1')).toEqual([{ organization_id: one }]);
    expect(await found(customer?.anonymousId ?? '')).toEqual([{ organization_id: one }]);
    expect(await found('cus_2')).toEqual([]);
  });
});
