import type { FlowPage } from '@onefacture/adapters';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { open, page, taken } from '../testing/scripted-gateway.js';
import { startTransmission, type TransmissionBench } from '../testing/transmission-bench.js';
import { pollBy } from './polling.js';

describe('one poll of a connection at a time', () => {
  let bench: TransmissionBench;

  beforeAll(async () => {
    bench = await startTransmission();
  });
  afterAll(async () => {
    await bench.stop();
  });

  async function followed() {
    const { organisation, job } = await bench.invoice();
    bench.gateway.onSubmit(taken());
    await job();
    const id = (await bench.connection(organisation))?.id ?? '';
    return { organisation, job: { organization_id: organisation, id } };
  }

  /** Starts a poll that hangs at the platform. */
  async function hanging({ organisation, job }: Awaited<ReturnType<typeof followed>>) {
    const answer = open<FlowPage>();
    bench.gateway.onChanges(answer.call);
    bench.clock.reach((await bench.connection(organisation))?.pollDueAt ?? null);
    const poll = bench.tracking.track(job);
    await expect.poll(answer.isOpen).toBe(true);
    return { poll, end: answer.end };
  }

  it('lets a second job go while the first still reads, also when a submission wants a poll', async () => {
    const here = await followed();
    const { poll, end } = await hanging(here);
    const polls = bench.gateway.polled.length;
    await bench.within(here.organisation, (tx) => pollBy(tx, here.job.id, bench.clock.now()));
    await bench.tracking.track(here.job);
    expect(bench.gateway.polled).toHaveLength(polls);
    end(page([]));
    await poll;
    const after = await bench.connection(here.organisation);
    expect(after).toMatchObject({ pollLeaseUntil: null, cursor: 'end' });
    expect(after?.pollDueAt).not.toBeNull();
  });

  it('takes over when the lease ran out, and lets the late one change nothing', async () => {
    const here = await followed();
    const { poll, end } = await hanging(here);
    bench.clock.reach((await bench.connection(here.organisation))?.pollLeaseUntil ?? null);
    bench.gateway.onChanges(page([], { next_cursor: 'second' }));
    await bench.tracking.track(here.job);
    const takenOver = await bench.connection(here.organisation);
    end(page([], { next_cursor: 'late' }));
    await poll;
    expect(await bench.connection(here.organisation)).toEqual(takenOver);
    expect(takenOver?.cursor).toBe('second');
  });
});
