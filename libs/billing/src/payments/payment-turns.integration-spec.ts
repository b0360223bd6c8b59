import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenants, type TenantBench } from '../../../database/src/testing/tenants.js';
import { PaymentTurns } from './payment-turns.js';

let bench: TenantBench;
beforeAll(async () => {
  bench = await startTenants();
});
afterAll(() => bench.stop());

/** A provider that answers when it is told to. */
function provider() {
  const open: (() => void)[] = [];
  return {
    asked: () => open.length,
    ask: () => new Promise<void>((resolve) => open.push(resolve)),
    answer: () => open.splice(0).forEach((resolve) => resolve()),
  };
}

const turns = (places: number, patienceMs: number) => new PaymentTurns(bench.database, { places, patienceMs });

describe(PaymentTurns.name, () => {
  it('lets few ask at a time, the others in turn, and loses no place', async () => {
    const [two, stripe] = [turns(2, 10_000), provider()];
    const organisations = await Promise.all(Array.from({ length: 6 }, () => bench.organisation()));
    for (let round = 0; round < 2; round += 1) {
      const commands = organisations.map((one) => two.take(one, () => stripe.ask()));
      for (let pair = 0; pair < 3; pair += 1) {
        await expect.poll(stripe.asked).toBe(2);
        stripe.answer();
      }
      await Promise.all(commands);
    }
  });

  it('sends away who waits too long while the provider hangs, and serves again once it answers', async () => {
    const [one, stripe] = [turns(1, 50), provider()];
    const [first, second] = [await bench.organisation(), await bench.organisation()];
    const hanging = one.take(first, () => stripe.ask());
    await expect(one.take(second, async () => 'done')).rejects.toMatchObject({ code: 'billing.provider_unavailable' });
    await expect.poll(stripe.asked).toBe(1);
    stripe.answer();
    await hanging;
    await expect(one.take(second, async () => 'done')).resolves.toBe('done');
  });

  it('gives the place on after a command that failed', async () => {
    const one = turns(1, 10_000);
    const organisation = await bench.organisation();
    const failing = one.take(organisation, async () => Promise.reject(new Error('declined')));
    const next = one.take(organisation, async () => 'done');
    await expect(failing).rejects.toThrow('declined');
    await expect(next).resolves.toBe('done');
  });

  it('has one command of an organisation at a time', async () => {
    const [many, stripe] = [turns(5, 10_000), provider()];
    const organisation = await bench.organisation();
    const commands = [1, 2].map(() => many.take(organisation, () => stripe.ask()));
    await expect.poll(stripe.asked).toBe(1);
    stripe.answer();
    await expect.poll(stripe.asked).toBe(1);
    stripe.answer();
    await Promise.all(commands);
  });
});
