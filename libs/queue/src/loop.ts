import { setTimeout as pause } from 'node:timers/promises';

/** Runs a step again and again until stopped; a wake-up cuts the pause short. Faults are reported, never fatal. */
export class Loop {
  private stopped = false;
  private wake = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly step: () => Promise<unknown>,
    private readonly pauseMs: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Ends the current pause, or makes the next one void. */
  wakeUp(): void {
    this.wake.abort();
  }

  /** Resolves when the step in hand is done. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      await this.step().catch(this.onError);
      if (!this.stopped) await pause(this.pauseMs, undefined, { signal: this.wake.signal }).catch(() => undefined);
      if (!this.stopped) this.wake = new AbortController();
    }
  }
}
