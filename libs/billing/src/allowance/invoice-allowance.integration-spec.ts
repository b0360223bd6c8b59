import { AppError } from '@onefacture/errors';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Catalogue } from '../catalogue/catalogue.js';
import { startBilling, type BillingBench } from '../testing/billing-bench.js';
import { parisMonth, parisMonthEnd } from '../usage/paris-month.js';
import { UsageRepository } from '../usage/usage.repository.js';
import { usageWindow } from '../usage/usage-window.js';

const PARALLEL = 50;
const LEFT = 10;

async function atOnce(work: () => Promise<unknown>): Promise<{ succeeded: number; refusals: AppError[] }> {
  const outcomes = await Promise.allSettled(Array.from({ length: PARALLEL }, work));
  const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as AppError] : []));
  return { succeeded: PARALLEL - refusals.length, refusals };
}

const refusalOf = async (work: Promise<unknown>): Promise<AppError> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
};

describe('the monthly quota', () => {
  let bench: BillingBench;
  beforeAll(async () => {
    bench = await startBilling({ ONEFACTURE_BILLING_CATALOGUE: 'onefacture' });
  });
  afterAll(() => bench.stop());
  const used = (organisation: string) =>
    bench.within(organisation, async (tx) =>
      (await new UsageRepository(tx).of(parisMonth(bench.clock.now()))).get('invoices'),
    );

  it('lets exactly as many of fifty creators pass as are left', async () => {
    const organisation = await bench.live();
    await bench.use(organisation, 50 - LEFT);
    const { succeeded, refusals } = await atOnce(() => bench.sale(organisation));
    expect(succeeded).toBe(LEFT);
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['billing.quota_exceeded']));
    expect([await bench.stored(organisation), await used(organisation)]).toEqual([LEFT, 50]);
  });

  it('is refused until the month in Paris is over', async () => {
    const organisation = await bench.live();
    await bench.use(organisation, 50);
    const { kind, options } = await refusalOf(bench.sale(organisation));
    const ends = parisMonthEnd(bench.clock.now());
    expect(kind).toBe('rate_limited');
    expect(options.members).toEqual({ metric: 'invoices', limit: 50, current: 50, resets_at: ends.toISOString() });
    expect(options.retryAfterSeconds).toBe(Math.ceil((ends.getTime() - bench.clock.now().getTime()) / 1_000));
  });

  it('counts nothing for an invoice that is not stored', async () => {
    const organisation = await bench.live();
    const actor = { name: 'key:1', mode: 'live' } as const;
    await bench.create(organisation, { number: 'TWICE' }, actor);
    await refusalOf(bench.create(organisation, { number: 'TWICE' }, actor));
    expect(await used(organisation)).toBe(1);
  });

  it('is another organisation’s own', async () => {
    const [one, other] = [await bench.live(), await bench.live()];
    await bench.use(one, 50);
    await bench.sale(other);
    expect(await used(other)).toBe(1);
  });

  it('is not asked of test organisations', async () => {
    const organisation = await bench.organisation();
    await bench.create(organisation);
    expect(await used(organisation)).toBeUndefined();
  });

  it('is larger in a larger plan, and none in the largest, where invoices are counted still', async () => {
    const organisation = await bench.live();
    await bench.use(organisation, 50);
    const move = (plan: string) =>
      bench.within(organisation, (tx) =>
        bench.subscriptions.apply(tx, { actor: 'worker', cause: 'test', plan, status: 'active' }),
      );
    await move('starter');
    await bench.sale(organisation);
    await bench.use(organisation, 5_000);
    await refusalOf(bench.sale(organisation));
    await move('enterprise');
    await bench.sale(organisation);
    expect(await used(organisation)).toBe(50 + 1 + 5_000 + 1);
  });

  it('is refused until the month that is paid is over, where the catalogue counts so', async () => {
    const organisation = await bench.live();
    const end = new Date(bench.clock.now().getTime() + 86_400_000);
    const { subscription } = await bench.subscriptions.state(organisation);
    const catalogue = { ...bench.subscriptions.catalogueOf(subscription), usageWindow: 'billing_period' } as const;
    const counting = vi.spyOn(bench.subscriptions, 'catalogueOf').mockReturnValue(catalogue);
    await bench.within(organisation, async (tx) => {
      const bought = { plan: 'starter', cycle: 'yearly', status: 'active', currentPeriodEnd: end } as const;
      await bench.subscriptions.apply(tx, { actor: 'worker', cause: 'test', ...bought });
      const { month } = usageWindow(catalogue, bought, bench.clock.now());
      await new UsageRepository(tx).take('invoices', month, 500, null);
    });
    const { options } = await refusalOf(bench.sale(organisation));
    expect(options).toMatchObject({
      members: { current: 500, resets_at: end.toISOString() },
      retryAfterSeconds: 86_400,
    });
    const now = vi.spyOn(bench.clock, 'now').mockReturnValue(end);
    await bench.sale(organisation);
    now.mockRestore();
    counting.mockRestore();
  });

  it('is no question for who does not pay once the payment grace is over', async () => {
    const organisation = await bench.live();
    await bench.within(organisation, (tx) =>
      bench.subscriptions.apply(tx, {
        ...{ actor: 'worker', cause: 'test', plan: 'starter', status: 'past_due' },
        paymentGraceEndsAt: new Date(bench.clock.now().getTime() + 1),
      }),
    );
    await bench.sale(organisation);
    bench.clock.pass(1);
    const { code, kind, options } = await refusalOf(bench.sale(organisation));
    expect([code, kind, options.members?.['reason']]).toEqual([
      'billing.payment_overdue',
      'payment_required',
      'past_due',
    ]);
  });
});

describe('the cap on active invoices', () => {
  let bench: BillingBench;
  beforeAll(async () => {
    bench = await startBilling({ ONEFACTURE_BILLING_CATALOGUE: 'rubis' });
  });
  afterAll(() => bench.stop());
  const afterGrace = async (): Promise<string> => {
    const organisation = await bench.live();
    await bench.within(organisation, (tx) =>
      bench.subscriptions.apply(tx, { actor: 'admin', cause: 'test', gracePeriodEndsAt: bench.clock.now() }),
    );
    return organisation;
  };
  const mark = (organisation: string, status: string, count: number) =>
    bench.within(organisation, (tx) =>
      tx.manager.query(
        `UPDATE invoices SET status = $2 WHERE id IN (
           SELECT id FROM invoices WHERE organization_id = $1 AND status = 'DRAFT' LIMIT $3)`,
        [organisation, status, count],
      ),
    );

  it('lets exactly as many of fifty creators pass as are left', async () => {
    const { subscriptions } = bench;
    const original = subscriptions.catalogueOf.bind(subscriptions);
    const wider = vi.spyOn(subscriptions, 'catalogueOf').mockImplementation((subscription): Catalogue => {
      const catalogue = original(subscription);
      const plans = catalogue.plans.map((plan) => ({ ...plan, caps: { ...plan.caps, active_invoices: 15 } }));
      return { ...catalogue, plans };
    });
    const organisation = await afterGrace();
    for (let count = 0; count < 15 - LEFT; count += 1) await bench.sale(organisation);
    const { succeeded, refusals } = await atOnce(() => bench.sale(organisation));
    wider.mockRestore();
    expect(succeeded).toBe(LEFT);
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['billing.plan_limit_reached']));
    expect(await bench.stored(organisation)).toBe(15);
  });

  it('refuses with what the plan allows, what there is, and when the grace ended', async () => {
    const organisation = await afterGrace();
    for (let count = 0; count < 5; count += 1) await bench.sale(organisation);
    const { code, kind, options } = await refusalOf(bench.sale(organisation));
    expect([code, kind]).toEqual(['billing.plan_limit_reached', 'payment_required']);
    const { subscription } = await bench.subscriptions.state(organisation);
    expect(options.members).toEqual({
      reason: 'free_limit_active_invoices',
      limit: 5,
      current: 5,
      grace_period_ends_at: subscription.gracePeriodEndsAt?.toISOString(),
    });
  });

  it.each(['PAID', 'CANCELLED', 'REJECTED'])('is freed by an invoice that is %s', async (status) => {
    const organisation = await afterGrace();
    for (let count = 0; count < 5; count += 1) await bench.sale(organisation);
    await mark(organisation, status, 1);
    await bench.sale(organisation);
    expect((await refusalOf(bench.sale(organisation))).options.members).toMatchObject({ current: 5 });
  });

  it.each(['SUBMITTED', 'RECEIVED', 'APPROVED'])('is still held by one that is %s', async (status) => {
    const organisation = await afterGrace();
    for (let count = 0; count < 5; count += 1) await bench.sale(organisation);
    await mark(organisation, status, 1);
    expect((await refusalOf(bench.sale(organisation))).options.members).toMatchObject({ current: 5 });
  });

  it('does not bite during the grace after sign-up, nor for who pays; a downgrade keeps what there is', async () => {
    const organisation = await bench.live();
    for (let count = 0; count < 6; count += 1) await bench.sale(organisation);
    const apply = (change: object) =>
      bench.within(organisation, (tx) => bench.subscriptions.apply(tx, { actor: 'worker', cause: 'test', ...change }));
    await apply({ plan: 'pro', status: 'active', gracePeriodEndsAt: bench.clock.now() });
    await bench.sale(organisation);
    await apply({ plan: 'free', status: 'cancelled' });
    await refusalOf(bench.sale(organisation));
    const { overLimit, stock } = await bench.subscriptions.state(organisation);
    expect({ overLimit, active: stock.active_invoices }).toEqual({ overLimit: true, active: 7 });
  });

  it('counts what is about to be created, not one by one', async () => {
    const organisation = await afterGrace();
    const { InvoiceAllowance } = await import('@onefacture/accounts');
    const allowance = bench.app.get(InvoiceAllowance);
    await bench.within(organisation, (tx) => allowance.take(tx, 'live', 5));
    const refusal = await refusalOf(bench.within(organisation, (tx) => allowance.take(tx, 'live', 6)));
    expect(refusal.options.members).toMatchObject({ limit: 5, current: 0 });
  });
});
