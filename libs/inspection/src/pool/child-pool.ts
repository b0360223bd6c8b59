import { AppError } from '@onefacture/errors';
import { type ChildProgram, type Task, WorkProcess } from './work-process.js';

/** How many children there are, and how long they and their queue may get. */
export interface PoolSize {
  readonly processes: number;
  /** Tasks that may wait while every child works. */
  readonly queueLength: number;
  /** Tasks after which a child is replaced. */
  readonly recycleAfter: number;
}

interface Waiting {
  readonly task: Task;
  readonly resolve: (result: Promise<unknown>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Child processes that do what must not be done here: work on files of others, and work that would hold up the event
 * loop. Children start with the first task that needs them and are kept; one that dies, is ended, has done its number
 * of tasks or rests on more than half its memory is replaced, and the other tasks go on.
 */
export class ChildPool {
  private readonly slots: (WorkProcess | undefined)[];
  private readonly busy = new Set<WorkProcess>();
  private readonly waiting: Waiting[] = [];
  private readonly running = new Set<Promise<unknown>>();
  private closing = false;

  constructor(
    private readonly program: ChildProgram,
    private readonly size: PoolSize,
  ) {
    this.slots = Array.from({ length: size.processes }, () => undefined);
  }

  /**
   * Does a task, as soon as a child is free for it; the result is what the child sent, unchecked.
   *
   * @throws AppError what the job threw; `service.busy` when too many wait; `service.unavailable` when the pool closes;
   * `document.too_heavy` beyond the task's time or the child's memory; the task's `whenCrashed` when the child dies of
   * it; `service.internal` for a defect in the job or the child
   */
  async run(task: Task): Promise<unknown> {
    task.signal?.throwIfAborted();
    if (this.closing) throw new AppError('service.unavailable', { retryAfterSeconds: 2 });
    if (this.waiting.length >= this.size.queueLength && this.busy.size >= this.size.processes) {
      throw new AppError('service.busy', { retryAfterSeconds: 2 });
    }
    const done = this.enqueue(task);
    this.running.add(done);
    try {
      return await done;
    } finally {
      this.running.delete(done);
    }
  }

  /** Takes no more tasks, lets those that run or wait end, then ends the children. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.allSettled(this.running);
    this.kill();
  }

  /** Ends everything at once; tasks under way fail with `service.unavailable`. */
  kill(): void {
    this.closing = true;
    for (const { reject } of this.waiting.splice(0))
      reject(new AppError('service.unavailable', { retryAfterSeconds: 2 }));
    for (const process of this.slots) process?.kill();
  }

  private enqueue(task: Task): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        const index = this.waiting.indexOf(entry);
        if (index >= 0) this.waiting.splice(index, 1);
        reject(task.signal?.reason);
      };
      const started = (result: Promise<unknown>): void => {
        task.signal?.removeEventListener('abort', abort);
        resolve(result);
      };
      const entry = { task, resolve: started, reject };
      task.signal?.addEventListener('abort', abort);
      this.waiting.push(entry);
      this.next();
    });
  }

  private next(): void {
    while (this.waiting.length > 0) {
      const process = this.idle();
      if (process === undefined) return;
      const [first] = this.waiting.splice(0, 1);
      first?.resolve(this.perform(process, first.task));
    }
  }

  private async perform(process: WorkProcess, task: Task): Promise<unknown> {
    this.busy.add(process);
    try {
      return await process.perform(task);
    } finally {
      this.busy.delete(process);
      if (process.finishedTasks >= this.size.recycleAfter || process.heldMb > this.program.memoryMb / 2) process.kill();
      this.next();
    }
  }

  /** A child at rest: a warm one rather than a new one, none while all work. */
  private idle(): WorkProcess | undefined {
    for (const [index, process] of this.slots.entries()) {
      if (process !== undefined && !process.usable) this.slots[index] = undefined;
    }
    const warm = this.slots.find((process) => process !== undefined && !this.busy.has(process));
    if (warm !== undefined) return warm;
    const free = this.slots.indexOf(undefined);
    return free < 0 ? undefined : (this.slots[free] = new WorkProcess(this.program));
  }
}
