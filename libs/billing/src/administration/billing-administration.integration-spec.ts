import { AppError } from '@onefacture/errors';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startBilling, type BillingBench } from '../testing/billing-bench.js';
import { BillingAdministration } from './billing-administration.service.js';
import { Transfers } from './transfers.service.js';

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

let bench: BillingBench;
let administration: BillingAdministration;
beforeAll(async () => {
  bench = await startBilling({ ONEFACTURE_BILLING_CATALOGUE: 'xpeditis' });
  administration = bench.app.get(BillingAdministration);
});
afterAll(() => bench.stop());

const inDays = (days: number) => new Date(bench.clock.now().getTime() + days * 86_400_000);
const auditOf = (organisation: string) =>
  bench.within(organisation, async (tx) =>
    (
      await tx.manager.query<{ action: string }[]>(
        `SELECT action FROM audit_entries WHERE organization_id = $1 AND actor = 'admin' ORDER BY id`,
        [organisation],
      )
    )
      .map(({ action }) => action)
      .filter((action) => /^(licence|subscription)\./.test(action)),
  );

describe('licences (R13)', () => {
  it('are given and taken apart from the plan, once each, with an audit entry', async () => {
    const id = await bench.live();
    const given = await administration.order(id, {
      licences: [{ feature: 'white_label' }, { feature: 'beta', expires_at: inDays(3).toISOString() }],
    });
    expect(given.state.features).toEqual(expect.arrayContaining(['beta', 'white_label']));
    expect(given.state.plan.id).toBe('free');
    await administration.order(id, {
      licences: [{ feature: 'white_label' }, { feature: 'beta', expires_at: inDays(3).toISOString() }],
    });
    const taken = await administration.order(id, { licences: [{ feature: 'white_label' }] });
    expect(taken.licences.map(({ feature }) => feature)).toEqual(['white_label']);
    expect(taken.state.features).not.toContain('beta');
    expect(await auditOf(id)).toEqual(['licence.grant', 'licence.grant', 'licence.revoke']);
  });

  it('give nothing after their end', async () => {
    const id = await bench.live();
    await administration.order(id, { licences: [{ feature: 'beta', expires_at: inDays(1).toISOString() }] });
    vi.spyOn(bench.clock, 'now').mockReturnValue(inDays(1));
    const { state } = await administration.read(id);
    vi.restoreAllMocks();
    expect(state.features).not.toContain('beta');
  });
});

it('keeps a commission rate to four places', async () => {
  const id = await bench.live();
  const { state } = await administration.order(id, { commission_rate: '0.025' });
  expect(state.subscription.commissionRate).toBe('0.0250');
  expect((await administration.order(id, { commission_rate: null })).state.subscription.commissionRate).toBeNull();
});

it('puts the operator’s plan before what is paid, and takes it back', async () => {
  const id = await bench.live();
  expect((await administration.order(id, { plan_override: 'gold' })).state.plan.id).toBe('gold');
  expect((await administration.order(id, { plan_override: null })).state.plan.id).toBe('free');
  expect(await codeOf(administration.order(id, { plan_override: 'diamond' }))).toBe('billing.unknown_plan');
});

describe('a transfer that the operator records', () => {
  it('makes the plan active until the day it was paid for, then past due, each once', async () => {
    const id = await bench.live();
    const paid = { plan: 'platinum', cycle: 'yearly', paid_until: inDays(30).toISOString() } as const;
    const { state } = await administration.order(id, { bank_transfer: paid });
    expect([state.plan.id, state.subscription.status, state.subscription.cycle]).toEqual([
      'platinium',
      'active',
      'yearly',
    ]);
    const transfers = bench.app.get(Transfers);
    expect(await transfers.endOver()).toBe(0);
    const later = inDays(30);
    vi.spyOn(bench.clock, 'now').mockReturnValue(later);
    expect([await transfers.endOver(), await transfers.endOver()]).toEqual([1, 0]);
    const over = await administration.read(id);
    vi.restoreAllMocks();
    expect(over.state.subscription.status).toBe('past_due');
    expect(over.state.subscription.paymentGraceEndsAt?.getTime()).toBe(later.getTime() + 14 * 86_400_000);
    expect(over.state.access).toBe('full');
  });

  it('is all or nothing, and refused where it is not ours to say', async () => {
    const id = await bench.live();
    const wrong = { plan: 'free', cycle: 'monthly', paid_until: inDays(1).toISOString() } as const;
    const both = { licences: [{ feature: 'beta' }], bank_transfer: wrong };
    expect(await codeOf(administration.order(id, both))).toBe('billing.unknown_plan');
    expect((await administration.read(id)).licences).toEqual([]);
    const past = { ...wrong, plan: 'gold', paid_until: inDays(-1).toISOString() };
    expect(await codeOf(administration.order(id, { bank_transfer: past }))).toBe('request.invalid');
    await bench.within(id, (tx) =>
      bench.subscriptions.apply(tx, {
        actor: 'worker',
        cause: 'test',
        plan: 'gold',
        status: 'active',
        stripeSubscriptionId: 'sub_1',
      }),
    );
    const gold = { ...wrong, plan: 'gold' };
    expect(await codeOf(administration.order(id, { bank_transfer: gold }))).toBe('billing.wrong_state');
  });
});
