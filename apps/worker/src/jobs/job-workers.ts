import { setTimeout as pause } from 'node:timers/promises';
import { Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import type { QueueSettings, RedisSettings } from '@onefacture/config';
import type { Metrics } from '@onefacture/observability';
import { JobPayload, QUEUE_NAMES } from '@onefacture/queue';
import { connectRedis, type Redis } from '@onefacture/redis';
import { DelayedError, Worker, type Job } from 'bullmq';
import type { JobProcessor } from './job-processor.js';

/** How long Redis is given to hear that a worker stops. */
const FAREWELL_MS = 3_000;

/** Runs one BullMQ worker a queue. A queue without a processor, or with two, stops the boot. */
export class JobWorkers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobWorkers.name);
  private readonly connections: Redis[] = [];
  private readonly inHand = new Set<Promise<void>>();
  private workers: Worker[] = [];

  constructor(
    private readonly processors: readonly JobProcessor[],
    private readonly redis: RedisSettings,
    private readonly settings: QueueSettings,
    private readonly metrics: Metrics,
  ) {
    for (const name of QUEUE_NAMES) {
      const count = processors.filter(({ queue }) => queue === name).length;
      if (count !== 1) throw new Error(`queue ${name} has ${count} processors; it needs exactly one`);
    }
  }

  onApplicationBootstrap(): void {
    this.workers = this.processors.map((processor) => this.start(processor));
  }

  /** Waits for the jobs in hand, not for a Redis that is away: their rows say where they stand. */
  async beforeApplicationShutdown(): Promise<void> {
    const closing = Promise.allSettled(this.workers.map((worker) => worker.close())).then(() => true);
    for (let over = false; !over;) {
      await Promise.allSettled(this.inHand);
      const closed = await Promise.race([closing, pause(FAREWELL_MS, false, { ref: false })]);
      over = closed || this.inHand.size === 0;
    }
    for (const connection of this.connections) connection.disconnect();
  }

  private start(processor: JobProcessor): Worker {
    const connection = connectRedis(this.redis, 'queue');
    this.connections.push(connection);
    const { concurrency, lockMs, stalledIntervalMs } = this.settings;
    const worker = new Worker(processor.queue, (job, token) => this.hold(this.run(processor, job, token)), {
      connection,
      concurrency: processor.concurrency ?? concurrency,
      lockDuration: lockMs,
      stalledInterval: stalledIntervalMs,
      // A stalled job is dropped rather than run again: its row is due when its lease ends, and the sweeper sees it.
      maxStalledCount: 0,
    });
    worker.on('error', (error) => this.logger.warn(`${processor.queue}: ${error.message}`));
    return worker;
  }

  private hold(work: Promise<void>): Promise<void> {
    this.inHand.add(work);
    return work.finally(() => this.inHand.delete(work));
  }

  private async run(processor: JobProcessor, job: Job, token: string | undefined): Promise<void> {
    const startedAt = Date.now();
    const ageSeconds = (startedAt - job.timestamp - job.delay) / 1_000;
    let result: 'done' | 'failed' = 'done';
    let pauseMs: number | void = undefined;
    try {
      pauseMs = await processor.process(JobPayload.parse(job.data));
    } catch (error) {
      result = 'failed';
      this.logger.error(`${job.id ?? processor.queue} failed`, error instanceof Error ? error.stack : String(error));
      throw error;
    } finally {
      const seconds = (Date.now() - startedAt) / 1_000;
      if (!pauseMs) this.metrics.queueJob({ queue: processor.queue, result, seconds, ageSeconds });
    }
    if (!pauseMs) return;
    await job.moveToDelayed(Date.now() + pauseMs, token);
    throw new DelayedError();
  }
}
