import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SystemFunctions } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { Loop } from '@onefacture/queue';

/**
 * A round that the whole fleet does once in `everyMs`, while the process runs. Its row in Postgres says from when on it
 * is due; who takes it moves that on at once, so no other worker does the same. One that fails is given back; one whose
 * worker is killed comes again with the next.
 */
@Injectable()
export abstract class FleetRound implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Of the row in Postgres. */
  protected abstract readonly name: string;
  protected abstract readonly everyMs: number;
  /** Pause between two questions whether it is due: so much later may a round be, or be tried again when it failed. */
  protected abstract readonly askMs: number;
  protected readonly logger = new Logger(this.constructor.name);
  private loop: Loop | undefined;

  constructor(
    private readonly system: SystemFunctions,
    private readonly clock: Clock,
  ) {}

  protected abstract work(): Promise<unknown>;

  /** What becomes of the error of a round that failed; the round itself comes again. */
  protected onError(error: unknown): void {
    this.logger.warn(error instanceof Error ? error.message : String(error));
  }

  onApplicationBootstrap(): void {
    this.loop = new Loop(
      () => this.turn(),
      this.askMs,
      (error) => this.onError(error),
    );
    this.loop.start();
  }

  /** Resolves when the round in hand is over. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.loop?.stop();
  }

  /** Does the round if it is due. @returns whether it was */
  async turn(): Promise<boolean> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + this.everyMs);
    if (!(await this.system.takeRound(this.name, now, until))) return false;
    try {
      await this.work();
    } catch (error) {
      await this.system.returnRound(this.name, this.clock.now(), until);
      throw error;
    }
    return true;
  }
}
