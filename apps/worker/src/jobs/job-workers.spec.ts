import { QueueSettings, RedisSettings } from '@onefacture/config';
import { Metrics } from '@onefacture/observability';
import { QUEUE_NAMES, type QueueName } from '@onefacture/queue';
import { describe, expect, it } from 'vitest';
import type { JobProcessor } from './job-processor.js';
import { JobWorkers } from './job-workers.js';

const processor = (queue: QueueName): JobProcessor => ({ queue, process: async () => undefined });
const workersOf = (names: readonly QueueName[]) =>
  new JobWorkers(names.map(processor), RedisSettings.from({}), QueueSettings.from({}), new Metrics());

describe(JobWorkers.name, () => {
  it('takes one processor for each queue, in any order', () => {
    expect(workersOf(QUEUE_NAMES.toReversed())).toBeInstanceOf(JobWorkers);
  });

  it.each([...QUEUE_NAMES])('refuses to start without a processor for %s', (name) => {
    expect(() => workersOf(QUEUE_NAMES.filter((other) => other !== name))).toThrow(`queue ${name} has 0 processors`);
  });

  it.each([...QUEUE_NAMES])('refuses to start with two processors for %s', (name) => {
    expect(() => workersOf([...QUEUE_NAMES, name])).toThrow(`queue ${name} has 2 processors`);
  });

  it('stops without having been started', async () => {
    await expect(workersOf(QUEUE_NAMES).beforeApplicationShutdown()).resolves.toBeUndefined();
  });
});
