import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Subscription } from '../subscriptions/subscription.js';
import type { PaymentEvent, ProviderSubscription } from './payment-provider.js';
import { openCheckout } from './testing/standings.js';
import { startPayments, type PaymentsBench } from './testing/payments-bench.js';

const HOUR_MS = 3_600_000;
let bench: PaymentsBench;
beforeAll(async () => {
  bench = await startPayments();
});
afterAll(() => bench.stop());

const price = (plan: string, cycle: 'monthly' | 'yearly') => ({ catalogue: 'rubis', plan, cycle });
const moment = (days: number) => new Date(Date.UTC(2026, 10, 21 + days));

/** What may happen to a subscription at the provider. */
const changes = fc.constantFrom<Partial<ProviderSubscription>>(
  { status: 'incomplete' },
  { status: 'trialing', trialEndsAt: moment(14) },
  { status: 'active', unpaidSince: null },
  { status: 'past_due', unpaidSince: moment(-2) },
  { status: 'unpaid', unpaidSince: moment(-9) },
  { status: 'canceled' },
  { cancelAtPeriodEnd: true },
  { cancelAt: moment(30) },
  { cancelAt: null, cancelAtPeriodEnd: false },
  { price: price('business', 'yearly') },
  { price: price('pro', 'monthly') },
  { price: undefined },
  { currentPeriodEnd: moment(60) },
);
const steps = fc.array(
  fc.record({
    what: fc.oneof(
      { weight: 8, arbitrary: fc.record({ id: fc.constantFrom('sub_1', 'sub_2'), change: changes }) },
      { weight: 1, arbitrary: fc.constant('opens a page' as const) },
      { weight: 1, arbitrary: fc.constant('closes the page' as const) },
    ),
    /** How often, and how much later, the event is delivered; 0 loses it. */
    deliveries: fc.integer({ min: 0, max: 3 }),
    delay: fc.nat(8),
    /** Whether the worker gets to its job meanwhile. */
    worked: fc.boolean(),
  }),
  { minLength: 1, maxLength: 10 },
);

type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never;

function happen(customer: string, { what }: Step): PaymentEvent {
  if (what === 'opens a page') {
    const page = openCheckout({ expiresAt: moment(1_000) });
    return bench.world.happen(customer, (standing) => ({ ...standing, checkouts: [page] }));
  }
  if (what === 'closes the page') return bench.world.happen(customer, (standing) => ({ ...standing, checkouts: [] }));
  return bench.world.subscribe(customer, { ...what.change, id: what.id });
}

/** What two organisations may differ in although they stand alike; that a trial was had is remembered, not looked up. */
const facts = (subscription: Subscription) => ({
  ...subscription,
  ...{
    organizationId: '',
    id: '',
    version: 0,
    createdAt: null,
    updatedAt: null,
    gracePeriodEndsAt: null,
    trialUsed: null,
  },
});

it('any order, repetition and loss of events ends, after a reconciliation, in what a fresh look gives', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.infiniteStream(fc.nat(100)), async (story, chance) => {
      const { organization, customer } = await bench.customer();
      const underway: { event: PaymentEvent; after: number }[] = [];
      for (const [turn, step] of story.entries()) {
        const event = happen(customer, step);
        for (let copy = 0; copy < step.deliveries; copy += 1) {
          underway.push({ event, after: turn + (copy === 0 ? step.delay : (chance.next().value ?? 0) % 9) });
        }
        for (const { event: told } of underway.filter(({ after }) => after === turn)) await bench.events.take(told);
        if (step.worked) await bench.settle(organization);
        bench.clock.pass(1_000);
      }
      const late = underway.filter(({ after }) => after >= story.length);
      for (const { event } of late.toSorted((a, b) => b.after - a.after)) await bench.events.take(event);
      bench.clock.pass(HOUR_MS);
      await bench.reconciliation.reconcile();
      await bench.settle(organization);

      const fresh = await bench.customer();
      const standing = await bench.world.standing(customer);
      await bench.events.take(bench.world.happen(fresh.customer, () => standing));
      await bench.settle(fresh.organization);
      const [ended, looked] = [await bench.subscription(organization), await bench.subscription(fresh.organization)];
      expect(facts(ended)).toEqual(facts(looked));
      expect(ended.trialUsed || !looked.trialUsed).toBe(true);
    }),
    { numRuns: 40 },
  );
}, 120_000);
