import { SystemFunctions } from '@onefacture/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenants, type TenantBench } from '../../../../libs/database/src/testing/tenants.js';
import { HeldClock } from '../../../../test/services/held-clock.js';
import { FleetRound } from './fleet-round.js';

const HOUR_MS = 3_600_000;
let bench: TenantBench;
beforeAll(async () => {
  bench = await startTenants();
});
afterAll(() => bench.stop());

class Round extends FleetRound {
  protected readonly everyMs = HOUR_MS;
  protected readonly askMs = 20;

  constructor(
    protected readonly name: string,
    protected readonly work: () => Promise<unknown>,
    protected override readonly onError: (error: unknown) => void,
    clock: HeldClock,
  ) {
    super(new SystemFunctions(bench.database), clock);
  }
}

/** The same round in three workers. */
function fleet(name: string, work: () => Promise<unknown>) {
  const clock = new HeldClock();
  const errors: unknown[] = [];
  const rounds = [1, 2, 3].map(() => new Round(name, work, (error) => errors.push(error), clock));
  return { clock, errors, rounds, turns: () => Promise.all(rounds.map((round) => round.turn())) };
}

describe(FleetRound.name, () => {
  it('is done by one worker of many, and again when its time is over', async () => {
    let done = 0;
    const { clock, turns } = fleet('alone', async () => (done += 1));
    expect((await turns()).filter(Boolean)).toHaveLength(1);
    expect(await turns()).toEqual([false, false, false]);
    clock.pass(HOUR_MS - 1);
    expect(await turns()).toEqual([false, false, false]);
    clock.pass(1);
    expect((await turns()).filter(Boolean)).toHaveLength(1);
    expect(done).toBe(2);
  });

  it('keeps nobody from another round', async () => {
    const [one, other] = [fleet('one', async () => 1), fleet('other', async () => 1)];
    expect([...(await one.turns()), ...(await other.turns())].filter(Boolean)).toHaveLength(2);
  });

  it('is due again when it failed, unless another worker took it since', async () => {
    let fails = true;
    const { clock, rounds } = fleet('failing', async () => {
      if (fails) throw new Error('the provider is away');
    });
    await expect(rounds[0]?.turn()).rejects.toThrow('the provider is away');
    fails = false;
    expect(await rounds[1]?.turn()).toBe(true);
    await new SystemFunctions(bench.database).returnRound('failing', clock.now(), clock.now());
    expect(await rounds[0]?.turn()).toBe(false);
  });

  it('runs by itself, and is over when it stops', async () => {
    let done = 0;
    const { rounds, errors } = fleet('by itself', async () => {
      done += 1;
      if (done === 1) throw new Error('not yet');
    });
    for (const round of rounds) round.onApplicationBootstrap();
    await expect.poll(() => done).toBe(2);
    await Promise.all(rounds.map((round) => round.beforeApplicationShutdown()));
    expect([done, errors]).toEqual([2, [new Error('not yet')]]);
  });
});
