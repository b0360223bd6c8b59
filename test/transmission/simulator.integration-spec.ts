import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PlatformsModule } from '@onefacture/transmission';
import { stringify } from 'lossless-json';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startSimulator, type RunningSimulator } from '../../apps/simulator/src/simulator.js';
import { quickStart } from '../../libs/invoice/src/testing/bodies.js';
import {
  startTransmission,
  type TransmissionBench,
  type Travelling,
} from '../../libs/transmission/src/testing/transmission-bench.js';

/** ONEFACTURE_POLL_SLOW of the bench. */
const SLOW_POLL_MS = 900_000;

let simulator: RunningSimulator;
let folder: string;
let bench: TransmissionBench;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'transmission-'));
  simulator = await startSimulator({ port: 0, dataDir: folder, stepMs: 2, holdMs: 20, clientSecret: 'shared' });
  const settings = {
    ONEFACTURE_SANDBOX_BASE_URL: simulator.url,
    ONEFACTURE_SANDBOX_CLIENT_SECRET: 'shared',
    ONEFACTURE_BREAKER_OPEN: '100ms',
    ONEFACTURE_SUBMIT_RETRY_SCHEDULE: '1s,1s,1s,1s,1s,1s',
  };
  bench = await startTransmission(settings, PlatformsModule);
});
afterAll(async () => {
  await bench.stop();
  await simulator.stop();
  await rm(folder, { recursive: true, force: true });
});

const Submissions = z.object({
  data: z.array(z.object({ number: z.string().nullable(), accepted: z.number(), finished: z.boolean() })),
});
const atPlatform = async ({ organisation }: Travelling) => {
  const query = new URLSearchParams({ organization_id: organisation });
  const answer = await fetch(`${simulator.url}/_simulator/submissions?${query}`);
  return Submissions.parse(await answer.json()).data;
};

/** Does what the worker does, until neither side has anything left to do. */
async function live(one: Travelling): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const { submissionDueAt } = await one.invoice();
    if (submissionDueAt) await one.step();
    const polled = (await bench.connection(one.organisation))?.pollDueAt;
    if (polled) await bench.poll(one.organisation);
    await pause(15);
    const over = (await atPlatform(one)).every(({ finished }) => finished);
    quiet = over && !submissionDueAt ? quiet + 1 : 0;
  }
}
const timeline = async (one: Travelling) =>
  z
    .array(z.object({ lifecycle_code: z.string().nullable(), status: z.string(), event: z.string() }))
    .parse(JSON.parse(stringify(await one.timeline()) ?? ''));
const to = (siren: string) => bench.invoice({ buyer: { ...quickStart.buyer, siren } });

describe('an invoice at the simulated platform', () => {
  it('goes from DRAFT to PAID, each event told once', async () => {
    const one = await bench.invoice();
    await live(one);
    expect(await one.invoice()).toMatchObject({ status: 'PAID', submissionState: 'accepted', numberSpent: true });
    const entries = await timeline(one);
    expect(entries.map(({ lifecycle_code: code }) => code)).toEqual([
      null,
      ...['200', '201', '202', '203', '204', '205', '212'],
    ]);
    const told = (await bench.told(one.organisation, one.id)).map(({ type }) => type);
    const once = ['invoice.submitted', 'invoice.received', 'invoice.approved', 'invoice.paid'];
    expect(told.filter((type) => type !== 'invoice.status_changed')).toEqual(once);
    expect(await atPlatform(one)).toMatchObject([{ number: one.number, accepted: 1 }]);
    // Nothing of ours is open; what comes in is still looked for, at the slow pace.
    const pollDueAt = new Date(bench.clock.now().getTime() + SLOW_POLL_MS);
    expect(await bench.connection(one.organisation)).toMatchObject({ pollDueAt, lastError: null });
  });

  it.each([
    ['000000026', 'REJECTED', '213'],
    ['000000034', 'REJECTED', '210'],
    ['000000042', 'PAID', '212'],
    ['000000067', 'PAID', '212'],
    ['000000075', 'PAID', '212'],
    ['000000083', 'PAID', '212'],
    ['000000091', 'PAID', '212'],
    ['000000109', 'PAID', '212'],
  ])('for buyer %s ends %s with %s, submitted once', async (siren, status, code) => {
    const one = await to(siren);
    await live(one);
    expect(await one.invoice()).toMatchObject({ status, lifecycleCode: code, submissionState: 'accepted' });
    expect(await atPlatform(one)).toMatchObject([{ number: one.number, accepted: 1 }]);
    expect(await one.attempts()).toMatchObject([{ number: 1, state: 'ACKED' }]);
    const entries = await timeline(one);
    expect(entries.filter(({ event }) => event === 'invoice.paid')).toHaveLength(status === 'PAID' ? 1 : 0);
  });

  it('that the platform cannot read fails its submission with the reason', async () => {
    const one = await to('000000117');
    await live(one);
    expect(await one.invoice()).toMatchObject({
      status: 'DRAFT',
      submissionState: 'failed',
      submissionError: { code: 'platform.rejected' },
    });
    expect(await one.attempts()).toMatchObject([{ state: 'REJECTED', acknowledgement: 'Error' }]);
  });

  it('rejected before it was filed is retried under the same number and a new tracking id', async () => {
    const one = await to('000000026');
    await live(one);
    await one.retry();
    await live(one);
    const attempts = await one.attempts();
    expect(attempts.map(({ state }) => state)).toEqual(['ACKED', 'ACKED']);
    expect(new Set(attempts.map(({ trackingId }) => trackingId)).size).toBe(2);
    expect(await one.invoice()).toMatchObject({ status: 'REJECTED', number: one.number });
    expect(await atPlatform(one)).toHaveLength(2);
  });

  it('does not see the messages of another organisation', async () => {
    const [one, two] = [await bench.invoice(), await bench.invoice()];
    await Promise.all([live(one), live(two)]);
    for (const each of [one, two]) {
      expect((await timeline(each)).map(({ lifecycle_code: code }) => code)).toHaveLength(8);
    }
  });
});
