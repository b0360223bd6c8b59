import { AppError } from '@onefacture/errors';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PaymentRecordRepository } from './payment-records.repository.js';
import { PaymentSyncRepository } from './payment-sync.repository.js';
import { startPayments, type PaymentsBench } from './testing/payments-bench.js';
import { standingOf, subscribed } from './testing/standings.js';

const DAY_MS = 86_400_000;
let bench: PaymentsBench;
beforeAll(async () => {
  bench = await startPayments();
});
afterAll(() => bench.stop());

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const buyerOf = (organization: string) => ({ organizationId: organization, userId: uuidv7() });
const pro = { plan: 'pro', cycle: 'monthly', payment: 'card' } as const;

describe('an event', () => {
  it('has its customer looked up, once, however often it comes', async () => {
    const { organization, customer } = await bench.customer();
    const event = bench.world.subscribe(customer, { status: 'active' });
    expect(await bench.events.take(event)).toBe('kept');
    expect(await bench.events.take(event)).toBe('known');
    expect(await bench.subscription(organization)).toMatchObject({ plan: 'free', status: 'none' });
    const looks = bench.world.looks;
    await bench.settle(organization);
    await bench.sync.applyDue(organization);
    expect(bench.world.looks - looks).toBe(1);
    expect(await bench.subscription(organization)).toMatchObject({
      plan: 'pro',
      cycle: 'monthly',
      status: 'active',
      stripeSubscriptionId: `sub_of_${customer}`,
    });
  });

  it('of another account, mode or customer is ignored', async () => {
    const { customer } = await bench.customer();
    const event = bench.world.subscribe(customer, {});
    expect(await bench.events.take({ ...event, ours: false })).toBe('ignored');
    expect(await bench.events.take({ ...event, customer: 'cus_of_somebody_else' })).toBe('ignored');
    expect(await bench.events.take({ ...event, customer: null })).toBe('ignored');
    expect(await bench.events.receive(Buffer.from('evt_of_no_use'), undefined)).toBe('ignored');
  });

  it('that comes while somebody looks is looked into after', async () => {
    const { organization, customer } = await bench.customer();
    await bench.events.take(bench.world.subscribe(customer, { status: 'incomplete' }));
    const look = bench.sync.applyDue(organization);
    await bench.events.take(bench.world.subscribe(customer, { status: 'active' }));
    await look;
    await bench.settle(organization);
    expect(await bench.subscription(organization)).toMatchObject({ status: 'active' });
  });

  it('is looked into while nothing is locked, and an older look never overwrites a newer one', async () => {
    const { organization, customer } = await bench.customer();
    await bench.events.take(bench.world.subscribe(customer, { status: 'active' }));
    const standing = vi.spyOn(bench.world, 'standing').mockImplementationOnce(async () => {
      const old = await bench.world.standing(customer);
      await bench.events.take(bench.world.subscribe(customer, { status: 'past_due', unpaidSince: bench.clock.now() }));
      await bench.sync.applyDue(organization);
      expect(await bench.subscription(organization)).toMatchObject({ status: 'past_due' });
      return old;
    });
    await bench.sync.applyDue(organization);
    standing.mockRestore();
    expect(await bench.subscription(organization)).toMatchObject({ status: 'past_due' });
    expect(await bench.row(organization)).toMatchObject({ looks: 1, failures: 0 });
  });

  it('is looked into under the lock once others overtook three times', async () => {
    const { organization, customer } = await bench.customer();
    await bench.events.take(bench.world.subscribe(customer, { status: 'active' }));
    let asked = 0;
    const standing = vi.spyOn(bench.world, 'standing').mockImplementation(async () => {
      asked += 1;
      const old = standingOf();
      if (asked > 3) return standingOf({ subscriptions: [subscribed({ customer, status: 'trialing' })] });
      await bench.database.inOrganisation(organization, async (tx) => {
        await new PaymentSyncRepository(tx).lock();
        await bench.sync.inTransaction(tx, { actor: 'test', cause: 'payment.event' }, old);
      });
      await bench.events.take(bench.world.subscribe(customer, { status: 'active' }));
      return old;
    });
    await bench.sync.applyDue(organization);
    standing.mockRestore();
    expect(asked).toBe(4);
    expect(await bench.row(organization)).toMatchObject({ looks: 4 });
    expect(await bench.subscription(organization)).toMatchObject({ status: 'trialing' });
  });

  it('is looked into later when the provider does not answer, each time later', async () => {
    const { organization, customer } = await bench.customer();
    await bench.events.take(bench.world.subscribe(customer, {}));
    const pauses: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      bench.world.failure = new AppError('billing.provider_unavailable');
      await bench.sync.applyDue(organization);
      const dueAt = (await bench.row(organization))?.dueAt ?? null;
      pauses.push(Number(dueAt) - bench.clock.now().getTime());
      bench.clock.reach(dueAt);
    }
    expect(pauses).toEqual([15_000, 30_000, 60_000]);
    await bench.settle(organization);
    expect(await bench.subscription(organization)).toMatchObject({ status: 'active' });
    expect(await bench.row(organization)).toMatchObject({ failures: 0 });
  });

  it('is not needed for what lasts: a subscription is looked up once a day', async () => {
    const { organization, customer } = await bench.customer();
    await bench.events.take(bench.world.subscribe(customer, {}));
    await bench.settle(organization);
    expect((await bench.row(organization))?.dueAt).toEqual(new Date(bench.clock.now().getTime() + DAY_MS));
    bench.world.subscribe(customer, { status: 'canceled' });
    bench.clock.pass(DAY_MS);
    await bench.settle(organization);
    expect(await bench.subscription(organization)).toMatchObject({ plan: 'free', status: 'cancelled' });
    expect((await bench.row(organization))?.dueAt).toBeNull();
  });
});

describe('reconciliation', () => {
  it('finds what was never told, and says how much', async () => {
    const { organization, customer } = await bench.customer();
    await bench.reconciliation.reconcile();
    bench.world.subscribe(customer, { status: 'active' });
    const told = bench.world.subscribe(customer, { status: 'past_due', unpaidSince: bench.clock.now() });
    await bench.events.take(told);
    expect(await bench.reconciliation.reconcile()).toBe(1);
    expect(await bench.reconciliation.reconcile()).toBe(0);
    await bench.settle(organization);
    expect(await bench.subscription(organization)).toMatchObject({
      status: 'past_due',
      paymentGraceEndsAt: new Date(bench.clock.now().getTime() + 14 * DAY_MS),
    });
  });
});

const invoice = (customer: string, more: object = {}) => ({
  id: `in_${customer}`,
  number: null,
  status: 'draft',
  currency: 'EUR',
  net: 1_900,
  tax: 380,
  total: 2_280,
  paid: 0,
  due: 2_280,
  createdAt: new Date('2026-11-01T08:00:00Z'),
  issuedAt: null,
  dueAt: null,
  paidAt: null,
  periodStart: new Date('2026-11-01T08:00:00Z'),
  periodEnd: new Date('2026-12-01T08:00:00Z'),
  page: null,
  pdf: null,
  lines: [
    {
      ...{ description: 'Pro', quantity: 1, unit_amount: '1900', amount: 1_900, discount: 0, period: null },
      taxes: [{ kind: 'taxed' as const, amount: 380, inclusive: false }],
    },
  ],
  ...more,
});
const card = (id: string, isDefault: boolean) => ({
  ...{ id, type: 'card', brand: 'visa', last4: '4242', expMonth: 1, expYear: 2_030, isDefault },
  createdAt: new Date('2026-11-01T08:00:00Z'),
});

describe('copies', () => {
  it('follow invoices from draft to paid, and means of payment as they come and go', async () => {
    const { organization, customer } = await bench.customer();
    const read = () =>
      bench.database.inOrganisation(organization, async (tx) => {
        const records = new PaymentRecordRepository(tx);
        return { invoices: await records.invoices(10), methods: await records.methods() };
      });
    const change = async (invoices: object[], methods: string[]) => {
      await bench.events.take(
        bench.world.happen(customer, (standing) => ({
          ...standing,
          invoices: invoices.map((more) => invoice(customer, more)),
          paymentMethods: methods.map((id, turn) => card(id, turn === 0)),
        })),
      );
      await bench.settle(organization);
      return read();
    };
    expect(await change([{}], ['pm_1'])).toMatchObject({ invoices: [], methods: [{ method_id: 'pm_1' }] });
    const paid = { status: 'paid', number: 'A-1', paid: 2_280, due: 0 };
    const second = { id: `in_2_${customer}`, status: 'open', createdAt: new Date('2026-12-01T08:00:00Z') };
    const { invoices, methods } = await change([paid, second], ['pm_2', 'pm_1']);
    expect(invoices).toMatchObject([
      { status: 'open' },
      { status: 'paid', number: 'A-1', total: 2_280, tax: 380, lines: [{ description: 'Pro', amount: 1_900 }] },
    ]);
    expect(methods.map((one) => [one.method_id, one.is_default])).toEqual([
      ['pm_2', true],
      ['pm_1', false],
    ]);
    expect((await change([], [])).methods).toEqual([]);
    const after = await bench.database.inOrganisation(organization, (tx) =>
      new PaymentRecordRepository(tx).invoices(10, invoices[0]?.id),
    );
    expect(after.map(({ number }) => number)).toEqual(['A-1']);
  });

  it('are another organisation’s alone', async () => {
    const [ours, theirs] = [await bench.customer(), await bench.customer()];
    await bench.events.take(
      bench.world.happen(ours.customer, (standing) => ({
        ...standing,
        invoices: [invoice(ours.customer, { status: 'open' })],
      })),
    );
    await bench.settle(ours.organization);
    const seen = await bench.database.inOrganisation(theirs.organization, (tx) =>
      new PaymentRecordRepository(tx).invoices(10),
    );
    expect(seen).toEqual([]);
  });
});

describe('checkout', () => {
  it('makes the customer at the first purchase, anonymously, and waits for the payment', async () => {
    const organization = await bench.organisation();
    const { url } = await bench.checkout.open(buyerOf(organization), pro);
    expect(url).toMatch(/^https:\/\/pay\.example\//);
    const [made] = bench.world.made.slice(-1);
    expect(made).toEqual({ anonymousId: expect.stringMatching(/^[\da-f-]{36}$/) });
    expect(bench.world.orders.at(-1)).toMatchObject({ organizationId: organization, trialDays: 0 });
    expect(await bench.subscription(organization)).toMatchObject({ plan: 'free', status: 'pending_payment' });
    await bench.checkout.open(buyerOf(organization), { ...pro, cycle: 'yearly' });
    expect(bench.world.made.at(-1)).toBe(made);
  });

  it('closes the page before, and forgets one that nobody paid on', async () => {
    const { organization, customer } = await bench.customer();
    await bench.checkout.open(buyerOf(organization), pro);
    await bench.checkout.open(buyerOf(organization), pro);
    expect((await bench.world.standing(customer)).checkouts).toHaveLength(1);
    expect(bench.world.orders.slice(-2)).toMatchObject([{ replaces: [] }, { replaces: [expect.any(String)] }]);
    bench.clock.reach((await bench.row(organization))?.dueAt ?? null);
    await bench.settle(organization);
    expect(await bench.subscription(organization)).toMatchObject({ status: 'none' });
  });

  it.each(['active', 'trialing', 'past_due', 'unpaid', 'paused'])(
    'refuses a second one beside one that is %s',
    async (status) => {
      const { organization, customer } = await bench.customer();
      bench.world.subscribe(customer, { status });
      expect(await codeOf(bench.checkout.open(buyerOf(organization), pro))).toBe('billing.already_subscribed');
    },
  );

  it.each(['canceled', 'incomplete_expired', 'incomplete'])('follows one that is %s', async (status) => {
    const { organization, customer } = await bench.customer();
    bench.world.subscribe(customer, { status });
    expect(await codeOf(bench.checkout.open(buyerOf(organization), pro))).toBe('nothing');
    const { subscriptions } = await bench.world.standing(customer);
    expect(subscriptions.every((one) => one.status !== 'incomplete')).toBe(true);
  });

  it('lets only one of many win', async () => {
    const organization = await bench.organisation();
    const all = await Promise.all(Array.from({ length: 4 }, () => bench.checkout.open(buyerOf(organization), pro)));
    expect(new Set(all.map(({ url }) => url)).size).toBe(4);
    const customer = bench.world.orders.at(-1)?.customer ?? '';
    expect((await bench.world.standing(customer)).checkouts).toHaveLength(1);
  });

  it('refuses what is not sold', async () => {
    const buyer = buyerOf(await bench.organisation());
    const code = (more: object) => codeOf(bench.checkout.open(buyer, { ...pro, ...more }));
    expect(await code({ plan: 'platinum' })).toBe('billing.unknown_plan');
    expect(await code({ plan: 'free' })).toBe('request.invalid');
    expect(await code({ payment: 'bank_transfer' })).toBe('request.invalid');
    expect(await code({ successUrl: 'https://evil.example/' })).toBe('request.invalid');
    expect(await code({ cancelUrl: 'https://evil.example/' })).toBe('request.invalid');
  });
});

describe('cancelling', () => {
  it('ends with the period, and is taken back', async () => {
    const { organization, customer } = await bench.customer();
    bench.world.subscribe(customer, {});
    const buyer = buyerOf(organization);
    expect(await codeOf(bench.commands.reactivate(buyer))).toBe('billing.wrong_state');
    await bench.commands.cancel(buyer, 'at_period_end');
    expect(await bench.subscription(organization)).toMatchObject({ status: 'active', cancelAtPeriodEnd: true });
    await bench.commands.cancel(buyer, 'at_period_end');
    await bench.commands.reactivate(buyer);
    expect(await bench.subscription(organization)).toMatchObject({ status: 'active', cancelAtPeriodEnd: false });
  });

  it('ends now where that is asked for, and cannot be taken back then', async () => {
    const { organization, customer } = await bench.customer();
    bench.world.subscribe(customer, {});
    const buyer = buyerOf(organization);
    await bench.commands.cancel(buyer, 'immediately');
    expect(await bench.subscription(organization)).toMatchObject({ plan: 'free', status: 'cancelled' });
    expect(await codeOf(bench.commands.cancel(buyer, 'at_period_end'))).toBe('billing.wrong_state');
    expect(await codeOf(bench.commands.reactivate(buyer))).toBe('billing.wrong_state');
  });

  it('takes over what happened elsewhere, and says that there is nothing to end', async () => {
    const { organization, customer } = await bench.customer();
    await bench.events.take(bench.world.subscribe(customer, {}));
    await bench.settle(organization);
    bench.world.subscribe(customer, { status: 'canceled' });
    expect(await codeOf(bench.commands.cancel(buyerOf(organization), 'at_period_end'))).toBe('billing.wrong_state');
  });
});

describe('a transfer', () => {
  it('gives the plan once the money is there', async () => {
    const silver = await startPayments({ ONEFACTURE_BILLING_CATALOGUE: 'xpeditis' });
    try {
      const { organization, customer } = await silver.customer();
      const purchase = { plan: 'SILVER', cycle: 'yearly', payment: 'bank_transfer' } as const;
      const { url, expiresAt } = await silver.checkout.open(buyerOf(organization), purchase);
      expect([url, expiresAt]).toEqual(['https://pay.example/invoice', null]);
      expect(await silver.subscription(organization)).toMatchObject({
        plan: 'silver',
        status: 'pending_bank_transfer',
        stripeStatus: 'active',
      });
      const [waiting] = (await silver.world.standing(customer)).subscriptions;
      await silver.events.take(
        silver.world.subscribe(customer, { ...waiting, firstInvoiceOpen: false, unpaidSince: null }),
      );
      await silver.settle(organization);
      expect(await silver.subscription(organization)).toMatchObject({ plan: 'silver', status: 'active' });
    } finally {
      await silver.stop();
    }
  });
});

describe('the portal', () => {
  it('opens for who bought something, and leads back to us alone', async () => {
    const { organization, customer } = await bench.customer();
    expect(await bench.commands.portal(buyerOf(organization))).toContain(customer);
    expect(await codeOf(bench.commands.portal(buyerOf(organization), 'https://evil.example/'))).toBe('request.invalid');
    expect(await codeOf(bench.commands.portal(buyerOf(await bench.organisation())))).toBe('billing.no_customer');
  });
});
