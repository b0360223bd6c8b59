import type { JobPayload, QueueName } from '@onefacture/queue';

/** Turns the jobs of one queue into calls of a service. A job that throws is lost on purpose: its row brings it back. */
export abstract class JobProcessor {
  abstract readonly queue: QueueName;
  /** Jobs at a time; the setting for all queues when left out. */
  readonly concurrency?: number;
  /** @returns milliseconds after which the same job is wanted again, when it could not be looked at yet */
  abstract process(job: JobPayload): Promise<number | void>;
}
