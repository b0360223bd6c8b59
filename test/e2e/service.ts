import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { answers, sleep, until } from '../../scripts/stack/wait.js';

const KEPT_LINES = 40;

/** How one process of the product is started. */
export interface ServiceSpec {
  readonly name: string;
  /** Its compiled main file. */
  readonly program: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Answers 2xx on /readyz once it is ready. */
  readonly url: string;
}

/** A process of the product as a child of the test: started, killed without a warning, started again. */
export class Service {
  #child: ChildProcess | undefined;
  readonly #lines: string[] = [];
  readonly #onExit = (): void => void this.#child?.kill('SIGKILL');

  constructor(private readonly spec: ServiceSpec) {
    process.on('exit', this.#onExit);
  }

  get url(): string {
    return this.spec.url;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** The end of its output, for messages of failing tests. */
  get output(): string {
    return this.#lines.join('\n');
  }

  async start(): Promise<void> {
    this.launch();
    await this.ready();
  }

  /** Starts it without waiting for it. */
  launch(): void {
    const child = spawn(process.execPath, [this.spec.program], {
      env: this.spec.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.#lines.push(line);
        if (this.#lines.length > KEPT_LINES) this.#lines.shift();
      });
    }
  }

  async ready(): Promise<void> {
    const child = this.#child;
    const up = await until(
      async () => {
        if (child?.exitCode !== null) return false;
        return (await answers(`${this.spec.url}/readyz`)) ? true : undefined;
      },
      { withinMs: 60_000, everyMs: 50 },
    );
    if (up !== true) throw new Error(`${this.spec.name} is not ready; its output ends with:\n${this.output}`);
  }

  /** Ends it as a crash would, at once. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL', 5_000);
  }

  /** Asks it to finish; a service that does not is killed and told. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM', 15_000);
    process.off('exit', this.#onExit);
  }

  async #end(signal: NodeJS.Signals, withinMs: number): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<true>((resolve) => child.once('close', () => resolve(true)));
    child.kill(signal);
    if (await Promise.race([gone, sleep(withinMs, false, { ref: false })])) return;
    child.kill('SIGKILL');
    await gone;
    throw new Error(`${this.spec.name} did not end on ${signal} within ${withinMs} ms:\n${this.output}`);
  }
}
