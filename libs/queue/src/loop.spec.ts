import { describe, expect, it, vi } from 'vitest';
import { Loop } from './loop.js';

const LONG = 3_600_000;
const never = () => {
  throw new Error('no fault was expected');
};

describe(Loop.name, () => {
  it('steps at once, then again after the pause', async () => {
    const step = vi.fn<() => Promise<void>>(async () => undefined);
    const loop = new Loop(step, 1, never);
    loop.start();
    await vi.waitFor(() => expect(step.mock.calls.length).toBeGreaterThan(2));
    await loop.stop();
  });

  it('is woken out of its pause', async () => {
    const step = vi.fn<() => Promise<void>>(async () => undefined);
    const loop = new Loop(step, LONG, never);
    loop.start();
    await vi.waitFor(() => expect(step).toHaveBeenCalledTimes(1));
    loop.wakeUp();
    await vi.waitFor(() => expect(step).toHaveBeenCalledTimes(2));
    await loop.stop();
    expect(step).toHaveBeenCalledTimes(2);
  });

  it('does not sleep over a wake-up that came during a step', async () => {
    let steps = 0;
    const loop: Loop = new Loop(
      async () => {
        steps += 1;
        if (steps === 1) loop.wakeUp();
      },
      LONG,
      never,
    );
    loop.start();
    await vi.waitFor(() => expect(steps).toBe(2));
    await loop.stop();
  });

  it('reports a fault and goes on', async () => {
    const faults: unknown[] = [];
    let steps = 0;
    const loop = new Loop(
      async () => {
        steps += 1;
        if (steps === 1) throw new Error('once');
      },
      1,
      (error) => faults.push(error),
    );
    loop.start();
    await vi.waitFor(() => expect(steps).toBeGreaterThan(1));
    await loop.stop();
    expect(faults).toEqual([new Error('once')]);
  });

  it('stops only when the step in hand is done', async () => {
    const finish: (() => void)[] = [];
    let done = false;
    const loop = new Loop(
      async () => {
        await new Promise<void>((resolve) => finish.push(resolve));
        done = true;
      },
      LONG,
      never,
    );
    loop.start();
    const stopped = loop.stop();
    expect(done).toBe(false);
    for (const end of finish) end();
    await stopped;
    expect(done).toBe(true);
  });

  it('stops without having been started', async () => {
    await expect(new Loop(never, LONG, never).stop()).resolves.toBeUndefined();
  });
});
