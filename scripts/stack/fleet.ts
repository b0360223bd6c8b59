import { join } from 'node:path';
import { noteworthy } from './log-lines.js';
import { Program, type ProgramSpec } from './program.js';
import { complain, sayFor } from './screen.js';
import type { RunFile } from './stack-file.js';
import { StopError } from './stop.js';

/** Stopped in this order; what is in one group is stopped together. */
const STOP_ORDER = [['api', 'worker'], ['simulator'], ['redis', 'postgres']];

export type FleetMember = Omit<ProgramSpec, 'logFile' | 'onLine' | 'onNotice' | 'onPid'> & {
  /** A piece of the command line that tells this program from another with the same process id. */
  mark: string;
};

/** All child processes of one start, and the order in which they end. */
export class Fleet {
  private readonly programs: Program[] = [];
  private closing = false;

  constructor(
    private readonly logFolder: string,
    private readonly verbose: boolean,
    private readonly runFile: RunFile,
    private readonly onPids: (pids: Record<string, number>) => void,
  ) {}

  /** Starts a program and keeps it running until `stopAll`. */
  launch({ mark, ...spec }: FleetMember): Program {
    if (this.closing) throw new StopError('stopped while starting.');
    const program = new Program({
      ...spec,
      logFile: join(this.logFolder, `${spec.name}.log`),
      onLine: (line, stream) => this.show(spec.name, line, stream),
      onNotice: (sentence) => this.closing || complain(sentence),
      onPid: (pid) => {
        this.runFile.record(spec.name, pid, mark);
        this.onPids(this.pids());
      },
    });
    this.programs.push(program);
    program.start();
    return program;
  }

  pids(): Record<string, number> {
    const known = this.programs.flatMap(({ name, pid }) => (pid === undefined ? [] : [[name, pid] as const]));
    return Object.fromEntries(known);
  }

  /** Throws the reason why a program gave up during the start. */
  throwIfGivenUp(): void {
    const fault = this.programs.find((program) => program.fault)?.fault;
    if (fault) throw fault;
  }

  /** Ends api and worker first, so that they finish what they hold, the databases last. */
  async stopAll(): Promise<void> {
    this.closing = true;
    for (const names of STOP_ORDER) {
      await Promise.all(this.programs.filter(({ name }) => names.includes(name)).map((program) => program.stop()));
    }
    this.runFile.remove();
  }

  /** Ends everything without asking. */
  killAll(): void {
    for (const pid of Object.values(this.pids())) {
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        // Already gone.
      }
    }
  }

  private show(name: string, line: string, stream: 'stdout' | 'stderr'): void {
    const database = name === 'postgres' || name === 'redis';
    const text = this.verbose ? line : database ? databaseComplaint(line) : noteworthy(line, stream);
    if (text !== undefined && (this.verbose || !this.closing)) sayFor(name, text);
  }
}

function databaseComplaint(line: string): string | undefined {
  return /\b(FATAL|PANIC)\b/.test(line) && !/starting up|shutting down/.test(line) ? line : undefined;
}
