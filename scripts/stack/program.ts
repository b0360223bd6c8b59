import { type ChildProcess, spawn } from 'node:child_process';
import { type WriteStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { StopError } from './stop.js';
import { sleep } from './wait.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const STEADY_AFTER_MS = 30_000;
const BOOT_TRIES = 3;
const KEPT_LINES = 12;

export interface ProgramSpec {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  logFile: string;
  /** The signal that asks for a clean end. */
  stopSignal?: NodeJS.Signals;
  /** How long a clean end may take before SIGKILL. */
  stopWithinMs: number;
  uid?: number;
  gid?: number;
  onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  onNotice?: (sentence: string) => void;
  onPid?: (pid: number) => void;
}

/**
 * One child process kept alive: started in its own process group (so that Ctrl-C in the terminal does not reach it),
 * its output copied to a log file, started again with growing pauses when it dies.
 */
export class Program {
  private child: ChildProcess | undefined;
  private stopping = false;
  private settled = false;
  private deaths = 0;
  private readonly log: WriteStream;
  private readonly lastLines: string[] = [];
  private gaveUp: StopError | undefined;

  constructor(private readonly spec: ProgramSpec) {
    this.log = createWriteStream(spec.logFile, { flags: 'a', mode: 0o600 });
  }

  get name(): string {
    return this.spec.name;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** The reason why it will not be started again, once it died too often before it was ready. */
  get fault(): StopError | undefined {
    return this.gaveUp;
  }

  start(): void {
    const { command, args, env, uid, gid } = this.spec;
    const startedAt = Date.now();
    const child = spawn(command, args, { env, uid, gid, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.follow(child, 'stdout');
    this.follow(child, 'stderr');
    child.once('spawn', () => child.pid !== undefined && this.spec.onPid?.(child.pid));
    child.once('error', (error) => this.keep(`${this.spec.name} could not be started: ${error.message}`));
    child.once('close', (code, signal) => {
      if (this.child === child) this.child = undefined;
      if (!this.stopping) this.revive(Date.now() - startedAt, signal ?? `exit code ${code ?? 1}`);
    });
  }

  /** Called once it answered: from now on it is started again however often it dies. */
  markReady(): void {
    this.settled = true;
  }

  /** Asks for a clean end, waits, then kills what is left of its process group. */
  async stop(): Promise<void> {
    this.stopping = true;
    const child = this.child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
      child.kill(this.spec.stopSignal ?? 'SIGTERM');
      const clean = await Promise.race([gone.then(() => true), sleep(this.spec.stopWithinMs, false, { ref: false })]);
      if (!clean)
        this.spec.onNotice?.(`${this.name} did not stop within ${this.spec.stopWithinMs / 1000} s, killing it`);
      killGroup(child.pid);
      await Promise.race([gone, sleep(2_000, undefined, { ref: false })]);
    }
    await new Promise<void>((resolve) => this.log.end(resolve));
  }

  private revive(livedMs: number, how: string): void {
    if (livedMs > STEADY_AFTER_MS) this.deaths = 0;
    this.deaths += 1;
    if (!this.settled && this.deaths >= BOOT_TRIES) {
      const output = this.lastLines.map((line) => `\n  ${line}`).join('');
      this.gaveUp = new StopError(`${this.name} does not start (${how}); ${this.spec.logFile} ends with:${output}`);
      return;
    }
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (this.deaths - 1), LONGEST_PAUSE_MS);
    this.spec.onNotice?.(`${this.name} ended (${how}), starting it again in ${pause / 1000} s`);
    setTimeout(() => {
      if (!this.stopping) this.start();
    }, pause);
  }

  private follow(child: ChildProcess, stream: 'stdout' | 'stderr'): void {
    const source = child[stream];
    if (!source) return;
    createInterface({ input: source, crlfDelay: Infinity }).on('line', (line) => {
      this.keep(line);
      this.spec.onLine?.(line, stream);
    });
  }

  private keep(line: string): void {
    if (this.log.writable) this.log.write(`${line}\n`);
    this.lastLines.push(line);
    if (this.lastLines.length > KEPT_LINES) this.lastLines.shift();
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is already empty.
  }
}
