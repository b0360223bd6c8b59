import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { AppError, type ErrorCode } from '@onefacture/errors';
import { childMessage, errorOf, type JobEnding } from './child-messages.js';
import { residentBytes } from './resident-memory.js';

/** What a child runs, and how much memory it may hold. */
export interface ChildProgram {
  /** The compiled main module (`….main.js`); where only its source exists (tests), tsx reads that. */
  readonly main: URL;
  readonly args?: readonly string[];
  /** Further options of the node command. */
  readonly nodeOptions?: readonly string[];
  readonly memoryMb: number;
}

/** One piece of work for a child. */
export interface Task {
  readonly job: string;
  /** Structured-cloneable. */
  readonly input: unknown;
  /** From the moment the child starts on it. */
  readonly timeoutMs: number;
  /** What it means when the child dies of it: a file that cannot be read, or a fault of ours. */
  readonly whenCrashed: ErrorCode;
  /** Ends the work; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

interface Assignment {
  readonly task: Task;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const START_LIMIT_MS = 60_000;
const MEMORY_LOOK_MS = 50;
const KEPT_STDERR = 2_000;
const MEGABYTE = 1_048_576;

const startChild = ({ main, args = [], nodeOptions = [], memoryMb }: ChildProgram): ChildProcess => {
  const path = fileURLToPath(main);
  const built = existsSync(path);
  const options = [`--max-old-space-size=${memoryMb}`, ...nodeOptions];
  return fork(built ? path : path.replace(/\.js$/, '.ts'), args, {
    execArgv: built ? options : [...options, '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { PATH: '/usr/bin:/bin' },
  });
};

/**
 * One child process that does one task at a time. It sees no setting and no secret. A task that overruns its time or
 * its memory is ended with the child; such a child is not `usable` any more. An idle child keeps no process alive.
 */
export class WorkProcess {
  private readonly child: ChildProcess;
  private state: 'starting' | 'ready' | 'ended' = 'starting';
  private assignment: Assignment | undefined;
  private timer: NodeJS.Timeout | undefined;
  private watch: NodeJS.Timeout | undefined;
  private stderr = '';
  private tasks = 0;
  private heldBytes = 0;

  constructor(private readonly program: ChildProgram) {
    this.child = startChild(program);
    this.child.on('message', (raw: unknown) => this.receive(raw));
    this.child.on('error', (error) => this.died(error.message));
    this.child.on('exit', (code, signal) => this.died(`ended with ${signal ?? `code ${code}`}`));
    const { stderr } = this.child;
    if (stderr instanceof Socket) stderr.unref();
    stderr?.on('data', (chunk: Buffer) => {
      this.stderr = `${this.stderr}${chunk.toString('utf8')}`.slice(-KEPT_STDERR);
    });
    this.rest();
  }

  /** False once the process has ended or was told to. */
  get usable(): boolean {
    return this.state !== 'ended';
  }

  /** Tasks it finished. */
  get finishedTasks(): number {
    return this.tasks;
  }

  /** Megabytes it held after its last task. */
  get heldMb(): number {
    return this.heldBytes / MEGABYTE;
  }

  /** Does one task; the process must be usable and at rest. */
  perform(task: Task): Promise<unknown> {
    const work = new Promise<unknown>((resolve, reject) => {
      this.assignment = { task, resolve, reject };
    });
    this.child.ref();
    this.child.channel?.ref();
    task.signal?.addEventListener('abort', this.abort);
    if (this.state === 'ready') this.begin(task);
    else this.limit(START_LIMIT_MS, () => this.broken(`did not start within ${START_LIMIT_MS} ms`));
    return work;
  }

  /** Ends the process at once; a task under way fails with the error. */
  kill(error: unknown = new AppError('service.unavailable', { retryAfterSeconds: 2 })): void {
    this.state = 'ended';
    this.child.kill('SIGKILL');
    this.settle(({ reject }) => reject(error));
  }

  private readonly abort = (): void => this.kill(this.assignment?.task.signal?.reason);

  private begin(task: Task): void {
    const { memoryMb } = this.program;
    this.limit(task.timeoutMs, () => this.kill(tooHeavy(`took longer than ${task.timeoutMs} ms`)));
    this.watch = setInterval(() => void this.look(memoryMb), MEMORY_LOOK_MS);
    try {
      this.child.send({ job: task.job, input: task.input }, (error) => {
        if (error !== null) this.died(error.message);
      });
    } catch (error) {
      this.kill(error);
    }
  }

  private async look(memoryMb: number): Promise<void> {
    const watched = this.assignment;
    const bytes = (this.child.pid === undefined ? undefined : await residentBytes(this.child.pid)) ?? 0;
    if (bytes <= memoryMb * MEGABYTE || watched === undefined || this.assignment !== watched) return;
    this.kill(tooHeavy(`needed more than ${memoryMb} MB of memory`));
  }

  private receive(raw: unknown): void {
    const parsed = childMessage.safeParse(raw);
    if (!parsed.success) return this.broken('answered something else than agreed');
    const { data } = parsed;
    if (data.kind === 'ready') return this.started();
    this.tasks += 1;
    this.heldBytes = data.residentBytes;
    this.settle((assignment) => finish(assignment, data));
  }

  private started(): void {
    if (this.state !== 'starting') return this.broken('started twice');
    this.state = 'ready';
    clearTimeout(this.timer);
    if (this.assignment !== undefined) this.begin(this.assignment.task);
  }

  /** The child is at fault, whatever the task was. */
  private broken(what: string): void {
    this.kill(new AppError('service.internal', { cause: new Error(`The child process ${what}. ${this.stderr}`) }));
  }

  private died(how: string): void {
    if (this.state === 'starting') return this.broken(how);
    const code = this.assignment?.task.whenCrashed ?? 'service.internal';
    const cause = new Error(`The child process ${how}. ${this.stderr}`);
    const detail = code === 'service.internal' ? {} : { detail: 'The work on the document ended without a result.' };
    this.kill(new AppError(code, { ...detail, cause }));
  }

  private limit(milliseconds: number, then: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(then, milliseconds);
  }

  private settle(outcome: (assignment: Assignment) => void): void {
    const { assignment } = this;
    this.assignment = undefined;
    this.rest();
    if (assignment === undefined) return;
    assignment.task.signal?.removeEventListener('abort', this.abort);
    outcome(assignment);
  }

  private rest(): void {
    clearTimeout(this.timer);
    clearInterval(this.watch);
    this.child.unref();
    this.child.channel?.unref();
  }
}

const tooHeavy = (what: string): AppError =>
  new AppError('document.too_heavy', { detail: `The work on the document ${what}.` });

const finish = ({ resolve, reject }: Assignment, message: JobEnding): void => {
  if (message.kind === 'result') resolve(message.result);
  else reject(errorOf(message));
};
