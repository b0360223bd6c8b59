/** The account's time in seconds: the real one, moved on by tests. It never goes back but by a reset. */
export class Clock {
  #ahead = 0;

  get now(): number {
    return Math.floor(Date.now() / 1000) + this.#ahead;
  }

  get ahead(): number {
    return this.#ahead;
  }

  /** Sets the time; an earlier one is left aside. */
  moveTo(moment: number): void {
    this.#ahead += Math.max(0, moment - this.now);
  }

  restore(ahead: number): void {
    this.#ahead = ahead;
  }
}
