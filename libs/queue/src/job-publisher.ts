import { Queue, type ConnectionOptions } from 'bullmq';
import { isQueueName, jobId, QUEUE_NAMES, type JobPayload, type QueueName } from './queues.js';

const PATIENCE_MS = 5_000;

/** A job as the relay and the sweeper know it. */
export interface PublishableJob {
  readonly queue: string;
  readonly organization_id: string;
  readonly subject_id: string;
  readonly attempt: number;
  readonly due_at?: Date | null;
}

/** How many jobs of a queue are where. */
export interface QueueDepth {
  readonly queue: QueueName;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
}

/** Puts jobs into Redis. Nothing is kept there once a job ended: rows remember, Redis only reminds. */
export class JobPublisher {
  private readonly queues: ReadonlyMap<QueueName, Queue>;

  /**
   * @param patienceMs how long Redis may take; a connection that waits for ever would hold the caller's transaction
   */
  constructor(
    connection: ConnectionOptions,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    this.queues = new Map(QUEUE_NAMES.map((name) => [name, new Queue(name, { connection })]));
    // A lost Redis is reported by the call that needs it; without a listener it would end the process.
    for (const queue of this.queues.values()) queue.on('error', () => undefined);
  }

  /**
   * Publishes jobs; one that is already live is left alone.
   * @throws when Redis does not take them, or a queue name is unknown
   */
  async publish(jobs: readonly PublishableJob[], now: Date): Promise<void> {
    for (const name of QUEUE_NAMES) {
      const mine = jobs.filter(({ queue }) => queue === name);
      if (mine.length > 0) await this.inTime(this.queue(name).addBulk(mine.map((job) => bullJob(name, job, now))));
    }
    const unknown = jobs.find(({ queue }) => !isQueueName(queue));
    if (unknown) throw new Error(`no queue is named ${unknown.queue}`);
  }

  async depths(): Promise<QueueDepth[]> {
    return Promise.all(
      QUEUE_NAMES.map(async (queue) => {
        const counts = await this.inTime(this.queue(queue).getJobCounts('waiting', 'active', 'delayed'));
        return { queue, waiting: counts.waiting ?? 0, active: counts.active ?? 0, delayed: counts.delayed ?? 0 };
      }),
    );
  }

  async close(): Promise<void> {
    const closing = [...this.queues.values()].map((queue) => queue.close());
    await this.inTime(Promise.all(closing)).catch(() => undefined);
  }

  /** What Redis takes after that time is a repetition, which the job id makes harmless. */
  private async inTime<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Redis did not answer within ${this.patienceMs} ms`)), this.patienceMs);
    });
    work.catch(() => undefined);
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }

  private queue(name: QueueName): Queue {
    const queue = this.queues.get(name);
    if (!queue) throw new Error(`no queue is named ${name}`);
    return queue;
  }
}

function bullJob(name: QueueName, job: PublishableJob, now: Date) {
  const data: JobPayload = { organization_id: job.organization_id, id: job.subject_id };
  return {
    name,
    data,
    opts: {
      jobId: jobId(name, job.subject_id, job.attempt),
      delay: Math.max(0, (job.due_at?.getTime() ?? 0) - now.getTime()),
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}
