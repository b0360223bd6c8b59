import type { SystemFunctions } from '@onefacture/database';
import type { JobPublisher } from './job-publisher.js';
import { Loop } from './loop.js';

const BATCH = 1_000;

/** What the sweeper needs to know. */
export interface SweeperOptions {
  readonly intervalMs: number;
  readonly now: () => Date;
  readonly onSwept: (rows: number) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Queues again every row that is due and has no live job: after a flushed Redis, a lost job or a crash between
 * commit and publication, the rows themselves bring their work back.
 */
export class Sweeper {
  private readonly loop: Loop;

  constructor(
    private readonly system: SystemFunctions,
    private readonly publisher: JobPublisher,
    private readonly options: SweeperOptions,
  ) {
    this.loop = new Loop(() => this.sweep(), options.intervalMs, options.onError);
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
  }

  /** One pass. @returns how many due rows it saw */
  async sweep(): Promise<number> {
    const now = this.options.now();
    const due = await this.system.dueWork(now, BATCH);
    await this.publisher.publish(due, now);
    this.options.onSwept(due.length);
    return due.length;
  }
}
