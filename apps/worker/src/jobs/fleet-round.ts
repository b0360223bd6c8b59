import type { SystemFunctions } from '@onefacture/database';
import type { Clock } from '@onefacture/observability';
import { Loop } from '@onefacture/queue';

/** What is done again and again by one worker of all there are. */
export interface FleetRoundOptions {
  readonly name: string;
  readonly everyMs: number;
  /** Pause between two questions whether it is due: so much later may a round be, or be tried again when it failed. */
  readonly askMs: number;
  readonly work: () => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/**
 * A round that the whole fleet does once in `everyMs`. Its row in Postgres says from when on it is due; who takes it
 * moves that on at once, so no other worker does the same. One that fails is given back; one whose worker is killed
 * comes again with the next.
 */
export class FleetRound {
  private readonly loop: Loop;

  constructor(
    private readonly options: FleetRoundOptions,
    private readonly system: SystemFunctions,
    private readonly clock: Clock,
  ) {
    this.loop = new Loop(() => this.turn(), options.askMs, options.onError);
  }

  start(): void {
    this.loop.start();
  }

  /** Resolves when the round in hand is over. */
  async stop(): Promise<void> {
    await this.loop.stop();
  }

  /** Does the round if it is due. @returns whether it was */
  async turn(): Promise<boolean> {
    const { name, everyMs, work } = this.options;
    const now = this.clock.now();
    const until = new Date(now.getTime() + everyMs);
    if (!(await this.system.takeRound(name, now, until))) return false;
    try {
      await work();
    } catch (error) {
      await this.system.returnRound(name, this.clock.now(), until);
      throw error;
    }
    return true;
  }
}
