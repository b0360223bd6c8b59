import { Clock } from '@onefacture/observability';

/** A clock that stands still until it is moved. It starts at the time of day, which other programs' clocks agree with. */
export class HeldClock extends Clock {
  private time = Date.now();

  override now(): Date {
    return new Date(this.time);
  }

  /** Moves it on. */
  pass(milliseconds: number): void {
    this.time += milliseconds;
  }

  /** Moves it to a moment, never back. */
  reach(moment: Date | null): void {
    if (moment) this.time = Math.max(this.time, moment.getTime());
  }
}
